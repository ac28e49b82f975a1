import { LockMode } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import type { Sight } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import {
  SubjectRegistry,
  type Addressee,
  type ModeratedKind,
  type ModeratedView,
} from '../platform/subjects/subject-registry.js';
import { CoAuthor } from './co-author.entity.js';
import { proposalNumber, proposalPath } from './domain/index.js';
import './happenings.js';

interface Row {
  id: string;
  processId: string;
  slug: string;
  number: number;
  place: number;
  name: string;
  sight: Sight;
  acceptedAt: Date;
}

/** The name by which a co-author signs is public as the author's is, and moderated as it is; the proposal stays where it stands. */
@Injectable()
export class ModeratedCoAuthors implements ModeratedKind, OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly translator: Translator,
  ) {}

  onModuleInit(): void {
    this.subjects.moderate('co-author', this);
  }

  async show(ids: readonly string[], locale: Locale): Promise<ReadonlyMap<string, ModeratedView>> {
    const rows = await this.reader.rows(sql<Row>`
      select k.id, p.process_id as "processId", c.slug, p.number, k.name, case when k.ended_at is null then k.sight else 'gone' end as sight,
        k.accepted_at as "acceptedAt", (select count(*) from co_author e where e.proposal_id = p.id and (e.invited_at, e.id) <= (k.invited_at, k.id)) as place
      from co_author k join proposal p on p.id = k.proposal_id join process c on c.id = p.process_id
      where k.id::text = any(${[...ids]}::text[]) and k.name is not null`);
    return new Map(rows.map((row) => [row.id, this.viewOf(row, locale)]));
  }

  async newest(processId: string, limit: number, offset: number): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select k.id from co_author k join proposal p on p.id = k.proposal_id
      where p.process_id = ${processId} and k.accepted_at is not null and k.ended_at is null and k.sight = 'public'
      order by k.accepted_at desc, k.id desc limit ${limit} offset ${offset}`);
    return rows.map(({ id }) => id);
  }

  async authors(id: string): Promise<Addressee[]> {
    const rows = await this.reader.rows(sql<Omit<Addressee, 'number'> & { number: number }>`
      select k.id as "signerId", k.email, k.name, k.locale, p.number, c.slug as "processSlug"
      from co_author k join proposal p on p.id = k.proposal_id join process c on c.id = p.process_id
      where k.id::text = ${id} and k.name is not null`);
    return rows.map((row) => ({ ...row, number: proposalNumber(row.number) }));
  }

  async isKnownAuthor(accountId: string): Promise<boolean> {
    return (
      (await this.reader.first(sql`
        select 1 from co_author where account_id = ${accountId} and accepted_at is not null and ended_at is null and sight = 'public' limit 1`)) !==
      null
    );
  }

  async hide(id: string): Promise<void> {
    await this.move(id, 'hidden');
  }

  async restore(id: string, by: Actor): Promise<void> {
    await this.publish(id, by);
  }

  /** From now on everybody reads the name: only now have they joined. */
  async publish(id: string, by: Actor): Promise<void> {
    const { coAuthor, before } = await this.move(id, 'public');
    const { proposal } = coAuthor;
    if (before === 'held')
      this.events.record(
        'proposals.co-author-joined',
        { proposalId: proposal.id, coAuthorId: id },
        by,
        (await proposal.loadOrFail()).process.id,
      );
  }

  async hold(id: string): Promise<void> {
    await this.move(id, 'held');
  }

  private async move(id: string, sight: Sight): Promise<{ coAuthor: CoAuthor; before: Sight }> {
    return this.unitOfWork.run(async (em) => {
      const coAuthor = await em.findOne(CoAuthor, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!coAuthor) throw notFound();
      const before = coAuthor.sight;
      coAuthor.sight = sight;
      await em.flush();
      return { coAuthor, before };
    });
  }

  private viewOf(row: Row, locale: Locale): ModeratedView {
    const number = proposalNumber(row.number);
    return {
      id: row.id,
      processId: row.processId,
      number: `${number}-C${row.place}`,
      title: this.translator.in(locale)('proposals.co-author.moderated', { number }),
      paragraphs: [row.name],
      lang: locale,
      author: row.name,
      href: proposalPath(row.slug, row.number),
      sight: row.sight,
      at: row.acceptedAt,
    };
  }
}
