import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { localized, type Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Process } from '../process/index.js';
import {
  mayBeMarked,
  mistakeInChange,
  proposalNumber,
  type MarkProposals,
  type OwnStateRow,
  type SetOwnStates,
} from './domain/index.js';
import { Marking, OwnState } from './own-state.entity.js';
import { lockProposals } from './proposals.service.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'proposals.own-states-set': { ownStateIds: string[] };
    'proposals.proposal-marked': { proposalId: string; ownStateId: string | null };
  }
}

/** The names that a process gives to parts of the built-in states, and which proposals have them. Callers hold the permission. */
@Injectable()
export class OwnStatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** In their order. */
  named(processId: string): Promise<OwnStateRow[]> {
    return this.reader.rows(sql<OwnStateRow>`
      select id, name, tone, refines from own_state where process_id = ${processId} order by position, id`);
  }

  /** In their order, with how many proposals stand in each. */
  of(processId: string): Promise<(OwnStateRow & { used: number })[]> {
    return this.reader.rows(sql<OwnStateRow & { used: number }>`
      select s.id, s.name, s.tone, s.refines, (select count(*)::int from proposal p where p.own_state_id = s.id) as used
      from own_state s where s.process_id = ${processId} order by s.position, s.id`);
  }

  /** Refuses with `own-state-used` to take out, or to move to another built-in state, what proposals stand in. */
  async set(processId: string, { states }: SetOwnStates, by: Actor, locale: Locale): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      // Whoever marks proposals at the same time waits, so that none is left in a state that is gone.
      if (!(await em.findOne(Process, { id: processId }, { lockMode: LockMode.PESSIMISTIC_WRITE }))) throw notFound();
      const known = await this.of(processId);
      if (states.some(({ id }) => id !== null && !known.some((each) => each.id === id))) throw notFound();
      const mistake = mistakeInChange(known, states);
      if (mistake) {
        const name = localized(known.find(({ id }) => id === mistake.ownStateId)?.name, locale);
        throw new RefusedError({ code: 'own-state-used', params: { name, count: mistake.used } }, 409);
      }
      const kept = new Set(states.map(({ id }) => id));
      const gone = known.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
      await em.nativeDelete(OwnState, { id: { $in: gone } });
      const ids: string[] = [];
      for (const [position, { id, ...values }] of states.entries()) {
        ids.push(id ?? this.ids.next());
        const state = id ? await em.findOneOrFail(OwnState, { id }) : null;
        if (state) em.assign(state, { ...values, position });
        else em.persist(em.create(OwnState, { id: ids[position] ?? '', process: processId, position, ...values }));
      }
      this.events.record('proposals.own-states-set', { ownStateIds: ids }, by, processId);
    });
  }

  /** All or none. Refuses with `own-state-elsewhere` a proposal that is not in the built-in state which the own one refines. */
  async mark(processId: string, { proposals: ids, ownStateId, markReason: reason }: MarkProposals, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      if (!(await em.findOne(Process, { id: processId }, { lockMode: LockMode.PESSIMISTIC_WRITE }))) throw notFound();
      const own = ownStateId ? await em.findOne(OwnState, { id: ownStateId, process: processId }) : null;
      if (ownStateId && !own) throw notFound();
      for (const proposal of await lockProposals(em, processId, ids)) {
        const refusal = own && mayBeMarked(proposal.state, own);
        if (refusal) throw new RefusedError({ ...refusal, params: { proposal: proposalNumber(proposal.number) } }, 409);
        if (proposal.ownStateId === (own?.id ?? null)) continue;
        proposal.ownStateId = own?.id ?? null;
        const marking = { name: own?.name ?? null, reason, decidedBy: by.name, at: this.clock.now() };
        em.persist(em.create(Marking, { id: this.ids.next(), proposal, ...marking }));
        this.events.record('proposals.proposal-marked', { proposalId: proposal.id, ownStateId }, by, processId);
      }
    });
  }
}
