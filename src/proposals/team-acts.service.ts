import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Retention } from '../platform/retention/retention.js';
import { ResponsesQueries, ResponsesService } from '../responses/index.js';
import { isAsLeft, sameStanding, type ActStep, type Standing, type TeamActKind } from './domain/index.js';
import './happenings.js';
import { Marking, OwnState } from './own-state.entity.js';
import { Assignment, type Proposal } from './proposal.entity.js';
import { lockProposals } from './proposals.service.js';
import { TeamAct } from './team-act.entity.js';

/** Long enough to find one's mistake, and no second history of proposals: theirs is elsewhere. */
const KEPT_DAYS = 30;

/** An act as the page after it tells of it. */
export interface TeamActRow {
  readonly id: string;
  readonly kind: TeamActKind;
  /** Of how many proposals. */
  readonly count: number;
  readonly isUndone: boolean;
}

const subjectOf = (id: string): Subject => ({ kind: 'proposal', id });

/** Remembers what the team does to many proposals at once, and takes it back. Callers hold the permission. */
@Injectable()
export class TeamActsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly responses: ResponsesService,
    private readonly answers: ResponsesQueries,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    const forget = async (before: Date): Promise<number> =>
      (await this.unitOfWork.em.execute<unknown[]>('delete from team_act where at < ? returning id', [before])).length;
    this.retention.keep({ name: 'proposals.team-acts', days: KEPT_DAYS, forget });
  }

  /** Does `work` to these proposals, in its use case, and remembers how they stood. Returns the act's id; null where nothing changed. */
  async perform(
    processId: string,
    { kind, proposals }: { kind: TeamActKind; proposals: readonly string[] },
    by: Actor,
    work: () => Promise<void>,
  ): Promise<string | null> {
    return this.unitOfWork.run(async (em) => {
      await lockProposals(em, processId, proposals);
      const before = await this.standings(proposals);
      await work();
      await em.flush();
      const after = await this.standings(proposals);
      const steps = [...before].flatMap(([proposalId, stood]): ActStep[] => {
        const stands = after.get(proposalId) as Standing;
        return sameStanding(stood, stands) ? [] : [{ proposalId, before: stood, after: stands }];
      });
      if (steps.length === 0) return null;
      const account = by.kind === 'account' ? by.id : null;
      const act = { id: this.ids.next(), process: processId, account, kind, steps, at: this.clock.now(), undoneAt: null };
      em.persist(em.create(TeamAct, act));
      return act.id;
    });
  }

  find(processId: string, id: string): Promise<TeamActRow | null> {
    return this.reader.first(sql<TeamActRow>`
      select id, kind, jsonb_array_length(steps) as count, undone_at is not null as "isUndone" from team_act
      where id = ${id} and process_id = ${processId}`);
  }

  /**
   * Takes an act back, for each proposal to which nothing has happened since; `reason` is public where an answer or an own state goes. Says how many
   * are as before, and how many were left. Refuses with `act-undone`, and with `act-outlived` where none is left to take back.
   */
  async undo(processId: string, id: string, reason: string, by: Actor): Promise<{ done: number; left: number }> {
    return this.unitOfWork.run(async (em) => {
      const act = await em.findOne(TeamAct, { id, process: processId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!act) throw notFound();
      if (act.undoneAt) throw new RefusedError({ code: 'act-undone' }, 409);
      const ids = act.steps.map(({ proposalId }) => proposalId);
      const proposals = new Map((await lockProposals(em, processId, ids)).map((each) => [each.id, each]));
      const now = await this.standings(ids);
      const back = act.steps.filter((step) => isAsLeft(step, now.get(step.proposalId) as Standing));
      if (back.length === 0) throw new RefusedError({ code: 'act-outlived' }, 409);
      for (const step of back) {
        await this.restore(em, processId, proposals.get(step.proposalId) as Proposal, step, reason, by);
        this.events.record('proposals.act-undone', { proposalId: step.proposalId, kind: act.kind }, by, processId);
      }
      act.undo(this.clock.now());
      return { done: back.length, left: ids.length - back.length };
    });
  }

  private async restore(
    em: EntityManager,
    processId: string,
    proposal: Proposal,
    { before, after }: ActStep,
    reason: string,
    by: Actor,
  ): Promise<void> {
    proposal.restore(before.state);
    em.assign(proposal, { theme: before.themeId, ownStateId: before.ownStateId });
    await this.restoreAssignments(em, proposal, before);
    if (after.responseId && after.responseId !== before.responseId) {
      await this.responses.retract(after.responseId, reason, by);
      const earlier = (await this.answers.history(subjectOf(proposal.id))).find(({ id }) => id === before.responseId);
      if (earlier) await this.responses.respond(processId, subjectOf(proposal.id), earlier, by);
    }
    if (before.ownStateId !== after.ownStateId) {
      const own = before.ownStateId ? await em.findOne(OwnState, { id: before.ownStateId }) : null;
      if (!own) em.assign(proposal, { ownStateId: null });
      const marking = {
        id: this.ids.next(),
        proposal,
        name: own?.name ?? null,
        reason,
        decidedBy: by.name,
        at: this.clock.now(),
      };
      em.persist(em.create(Marking, marking));
    }
  }

  private async restoreAssignments(em: EntityManager, proposal: Proposal, { assignments }: Standing): Promise<void> {
    for (const asked of await em.find(Assignment, { proposal })) {
      const stood = assignments.find(({ areaId }) => areaId === asked.area.id);
      if (!stood) em.remove(asked);
      else em.assign(asked, { dueOn: stood.dueOn, reviewedAt: stood.reviewedAt === null ? null : new Date(stood.reviewedAt) });
    }
  }

  /** How proposals stand, by what is written so far in this use case. */
  private async standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const rows = await this.reader.rows(sql<Omit<Standing, 'responseId'> & { id: string }>`
      select p.id, p.state, p.theme_id as "themeId", p.own_state_id as "ownStateId",
        coalesce((select jsonb_agg(jsonb_build_object('areaId', s.area_id, 'dueOn', to_char(s.due_on, 'YYYY-MM-DD'),
          'reviewedAt', round(extract(epoch from s.reviewed_at) * 1000),
          'isBegun', exists (select 1 from review_draft d where d.proposal_id = p.id and d.area_id = s.area_id)) order by s.area_id)
          from proposal_assignment s where s.proposal_id = p.id), '[]'::jsonb) as assignments
      from proposal p where p.id = any(${[...ids]}::uuid[])`);
    const answers = await this.answers.latest(rows.map(({ id }) => subjectOf(id)));
    return new Map(
      rows.map(({ id, ...rest }) => [id, { ...rest, responseId: answers.get(subjectKey(subjectOf(id)))?.id ?? null }]),
    );
  }
}
