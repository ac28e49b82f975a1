import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { LocalizedText } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import type { Screening } from '../platform/web/guard/form-guard.js';
import { mustBeHeld, type Premoderation, type SetPolicy } from './domain/index.js';
import './happenings.js';
import { ModerationSetting } from './moderation.entity.js';

export interface Policy {
  readonly premoderation: Premoderation;
  readonly text: LocalizedText;
}

/** How a process moderates: what is seen before it is public, and its policy in words. */
@Injectable()
export class ModerationPolicy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly participants: ParticipantsQueries,
    private readonly subjects: SubjectRegistry,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  async of(processId: string): Promise<Policy> {
    const row = await this.reader.first(
      sql<Policy>`select premoderation, text from moderation_setting where process_id = ${processId}`,
    );
    return row ?? { premoderation: 'none', text: {} };
  }

  /** Whether what `by` sends now waits for a person before it is public. */
  async holds(processId: string, by: Actor, { isSuspicious }: Screening): Promise<boolean> {
    if (by.kind === 'system') return isSuspicious;
    const { premoderation } = await this.of(processId);
    if (!isSuspicious && premoderation === 'none') return false;
    const isStaff = by.isAdministrator || (await this.participants.rolesIn(processId, by)).length > 0;
    const isKnownAuthor = premoderation === 'first-time' && by.kind === 'account' && by.id !== null && (await this.knows(by.id));
    return mustBeHeld({ premoderation, isSuspicious, isStaff, isKnownAuthor });
  }

  async set(processId: string, { premoderation, text }: SetPolicy, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const values = { premoderation, text, at: this.clock.now(), by: by.kind === 'account' ? by.id : null };
      const known = await em.findOne(ModerationSetting, { processId });
      if (known) em.assign(known, values);
      else em.persist(em.create(ModerationSetting, { processId, ...values }));
      this.events.record('moderation.policy-set', { premoderation }, by, processId);
    });
  }

  private async knows(accountId: string): Promise<boolean> {
    for (const kind of this.subjects.moderatedKinds())
      if (await this.subjects.moderatedKind(kind)?.isKnownAuthor(accountId)) return true;
    return false;
  }
}
