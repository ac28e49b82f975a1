import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError, type Refusal } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ResponsesQueries, ResponsesService } from '../responses/index.js';
import { TraceService } from '../trace/index.js';
import { Continuation, ContinuationPart } from './continuation.entity.js';
import { ContinuationsQueries } from './continuations.queries.js';
import {
  continued,
  CONTINUED,
  mayContinue,
  mayLead,
  mayUndo,
  undone,
  type ContinuationKind,
  type MergeProposals,
  type SplitProposal,
} from './domain/index.js';
import { HeadProposals } from './head-proposals.js';
import './happenings.js';
import { Proposal, Withdrawal } from './proposal.entity.js';
import { lockProposal, lockProposals } from './proposals.service.js';
import { Supports } from './supports.js';

/** A proposal that others go on in, and whether it was made for that. */
interface Head {
  readonly proposal: Proposal;
  readonly isNew: boolean;
}

const subjectOf = ({ id }: Proposal): Subject => ({ kind: 'proposal', id });

/** Joins proposals and parts them, and undoes either. Nothing is deleted: texts, authors, supports and followers stay where they were. Callers hold the permission. */
@Injectable()
export class ContinuationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly responses: ResponsesService,
    private readonly answers: ResponsesQueries,
    private readonly trace: TraceService,
    private readonly queries: ContinuationsQueries,
    private readonly heads: HeadProposals,
    private readonly supports: Supports,
  ) {}

  /** Continues several as one. Refuses with what `mayContinue` says of any of them; two merges of the same proposals at once become one and a refusal. Returns its id. */
  async merge(processId: string, { origins, head, reason }: MergeProposals, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const numbers = typeof head === 'number' ? [...origins, head] : origins;
      const locked = await lockByNumbers(em, processId, numbers);
      await em.flush();
      const answered = await this.answeredOf(locked);
      const going = locked.filter((proposal) => proposal.number !== head);
      for (const proposal of going) mustBe(mayContinue('merge', { ...facts(proposal), isAnswered: answered(proposal) }));
      const lead = locked.find((proposal) => proposal.number === head);
      if (lead) mustBe(mayLead({ ...facts(lead), isAnswered: answered(lead) }));
      const into: Head =
        typeof head === 'number'
          ? { proposal: lead as Proposal, isNew: false }
          : { proposal: await this.heads.joining(going, head, by), isNew: true };
      return this.record(em, { processId, kind: 'merge', reason }, going, [into], by);
    });
  }

  /** Continues one as several new ones; their author gets a receipt for each. Returns its id. */
  async split(proposalId: string, { parts, reason }: SplitProposal, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const origin = await lockProposal(em, proposalId);
      await em.flush();
      const answered = await this.answeredOf([origin]);
      mustBe(mayContinue('split', { ...facts(origin), isAnswered: answered(origin) }));
      const heads: Head[] = [];
      for (const part of parts) heads.push({ proposal: await this.heads.partOf(origin, part, by), isNew: true });
      return this.record(em, { processId: origin.process.id, kind: 'split', reason }, [origin], heads, by);
    });
  }

  /** Undoes a merge or a split: each origin is what it was, with its own supports and those given meanwhile to a head that was made for it, which stays as a number that says why. Refuses with what `mayUndo` says. */
  async undo(processId: string, continuationId: string, reason: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const continuation = await em.findOne(
        Continuation,
        { id: continuationId, process: processId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!continuation) throw notFound();
      const parts = await em.find(ContinuationPart, { continuation }, { orderBy: { id: 'asc' } });
      const proposals = new Map(
        (
          await lockProposals(
            em,
            processId,
            parts.map(({ proposal }) => proposal.id),
          )
        ).map((each) => [each.id, each]),
      );
      await em.flush();
      mustBe(mayUndo(await this.queries.undoable(continuationId)));
      const now = this.clock.now();
      const of = (part: ContinuationPart): Proposal => proposals.get(part.proposal.id) as Proposal;
      const [origins, heads] = [parts.filter(({ role }) => role === 'origin'), parts.filter(({ role }) => role === 'head')];
      const kept = origins.map((part) => ({ id: part.proposal.id, before: part.before, state: CONTINUED[continuation.kind] }));
      for (const { id, state } of undone(kept)) proposals.get(id)?.restore(state);
      for (const origin of origins) {
        if (origin.responseId) await this.responses.retract(origin.responseId, reason, by);
        for (const head of heads) await this.trace.unlink(processId, subjectOf(of(origin)), subjectOf(of(head)), by);
      }
      const closed = heads.filter(({ isNew }) => isNew);
      for (const head of closed) {
        if (of(head).become('withdrawn', now))
          em.persist(em.create(Withdrawal, { id: this.ids.next(), proposal: of(head), reason, at: now }));
      }
      continuation.undo({ name: by.name, reason }, now);
      await em.flush();
      const idsOf = (list: readonly ContinuationPart[]) => list.map(({ proposal }) => proposal.id);
      await this.supports.giveBack(idsOf(closed), idsOf(origins));
      await this.supports.recount([...proposals.keys()]);
      this.events.record('proposals.continuation-undone', { continuationId }, by, processId);
    });
  }

  private async record(
    em: EntityManager,
    { processId, kind, reason }: { processId: string; kind: ContinuationKind; reason: string },
    origins: readonly Proposal[],
    heads: readonly Head[],
    by: Actor,
  ): Promise<string> {
    const now = this.clock.now();
    const continuation = em.create(Continuation, {
      id: this.ids.next(),
      process: processId,
      kind,
      reason,
      decidedBy: by.name,
      account: by.kind === 'account' ? by.id : null,
      at: now,
      undoneAt: null,
      undoneBy: null,
      undoneReason: null,
    });
    em.persist(continuation);
    const part = (proposal: Proposal, more: Pick<ContinuationPart, 'role' | 'before' | 'isNew' | 'responseId'>) =>
      em.persist(em.create(ContinuationPart, { id: this.ids.next(), continuation, proposal, ...more }));
    for (const { proposal, isNew } of heads) part(proposal, { role: 'head', before: proposal.state, isNew, responseId: null });
    const outcome = new Map(continued(kind, origins).map((each) => [each.id, each]));
    for (const origin of origins) {
      const { before, state } = outcome.get(origin.id) as { before: Proposal['state']; state: Proposal['state'] };
      origin.become(state, now);
      const response = await this.responses.respond(processId, subjectOf(origin), { disposition: CONTINUED[kind], reason }, by);
      part(origin, { role: 'origin', before, isNew: false, responseId: response.id });
      for (const { proposal } of heads) await this.trace.link(processId, subjectOf(origin), subjectOf(proposal), by);
    }
    await em.flush();
    await this.supports.recount(heads.map(({ proposal }) => proposal.id));
    this.events.record('proposals.proposals-continued', { continuationId: continuation.id, kind }, by, processId);
    return continuation.id;
  }

  private async answeredOf(proposals: readonly Proposal[]): Promise<(proposal: Proposal) => boolean> {
    const answers = await this.answers.latest(proposals.map(subjectOf));
    return (proposal) => answers.has(subjectKey(subjectOf(proposal)));
  }
}

const facts = ({ number, state }: Proposal) => ({ number, state });

function mustBe(refusal: Refusal | null): void {
  if (refusal) throw new RefusedError(refusal, 409);
}

/** Several of one process by number, locked in the order of their numbers. Refuses with `proposals-unknown`. */
async function lockByNumbers(em: EntityManager, processId: string, numbers: readonly number[]): Promise<Proposal[]> {
  const proposals = await em.find(
    Proposal,
    { number: { $in: [...numbers] }, process: processId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { number: 'asc' } },
  );
  if (proposals.length !== numbers.length) throw new RefusedError({ code: 'proposals-unknown' }, 409);
  return proposals;
}
