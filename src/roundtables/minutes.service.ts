import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { MinutesTexts } from './domain/index.js';
import './happenings.js';
import { Minutes, MinutesVersion } from './minutes.entity.js';
import { Roundtable } from './roundtable.entity.js';

/** Minutes from their draft to their versions. Callers hold the permission. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Keeps what was written; the first time `revision` is 0. Refuses with `minutes-overtaken` (409) when somebody kept another text since. Keeping what is
   * kept already changes nothing.
   */
  keep(roundtableId: string, { revision, texts, lang }: { revision: number; texts: MinutesTexts; lang: Locale }): Promise<void> {
    return this.unitOfWork.run(async (em) => {
      await this.written(em, roundtableId, { revision, texts, lang });
    });
  }

  /** Keeps and publishes the next version. Refuses as `keep`, and with `minutes-empty` where nothing is written, `minutes-unchanged` where nothing is new. */
  publish(roundtableId: string, kept: { revision: number; texts: MinutesTexts; lang: Locale }, by: Actor): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      if (Object.values(kept.texts).every((text) => text === '')) throw new RefusedError({ code: 'minutes-empty' });
      const minutes = await this.written(em, roundtableId, kept);
      const [last] = await em.find(MinutesVersion, { minutes }, { orderBy: { number: 'desc' }, limit: 1 });
      if (last && isSame(last.texts, kept.texts)) throw new RefusedError({ code: 'minutes-unchanged' });
      const number = minutes.publish();
      em.persist(
        em.create(MinutesVersion, {
          id: this.ids.next(), minutes, number, texts: kept.texts, publishedAt: this.clock.now(), publishedBy: by.name,
        }), // prettier-ignore
      );
      const table = await em.findOneOrFail(Roundtable, { id: roundtableId });
      this.events.record('roundtables.minutes-published', { roundtableId, version: number }, by, table.process.id);
      return number;
    });
  }

  private async written(
    em: EntityManager,
    roundtableId: string,
    { revision, texts, lang }: { revision: number; texts: MinutesTexts; lang: Locale },
  ): Promise<Minutes> {
    await em.findOneOrFail(Roundtable, { id: roundtableId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const known = await em.findOne(Minutes, { roundtable: roundtableId });
    if (known && isSame(known.texts, texts)) return known;
    if ((known?.revision ?? 0) !== revision) throw new RefusedError({ code: 'minutes-overtaken' }, 409);
    const now = this.clock.now();
    const minutes =
      known ??
      em.create(Minutes, {
        id: this.ids.next(), roundtable: em.getReference(Roundtable, roundtableId), lang, texts, revision: 0, version: 0, updatedAt: now,
      }); // prettier-ignore
    minutes.keep(texts, now);
    em.persist(minutes);
    return minutes;
  }
}

const isSame = (a: MinutesTexts, b: MinutesTexts): boolean =>
  Object.entries(a).every(([section, text]) => b[section as keyof MinutesTexts] === text);
