import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Process } from '../process/index.js';
import { proposalNumber } from '../proposals/domain/index.js';
import { DecisionsService, ProposalsQueries } from '../proposals/index.js';
import {
  priorityResults,
  scoringState,
  type AnswerLeftOut,
  type KeepShortlist,
  type PublishShortlist,
  type ScoreProposals,
  type ScoringGroup,
  type SetCriteria,
} from './domain/index.js';
import { PrioritiesQueries } from './priorities.queries.js';
import { Prioritisation, PriorityScore, Shortlist, ShortlistDraft } from './prioritisation.entity.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'priorities.criteria-set': { criteria: number; areasShare: number };
    /** With the weights that hold from now on, by criterion. */
    'priorities.scoring-begun': { weights: Record<string, number>; areasShare: number };
    'priorities.scoring-ended': { scores: number };
    'priorities.proposals-scored': { group: ScoringGroup; proposalIds: string[] };
    'priorities.shortlist-kept': { themeId: string };
    'priorities.shortlist-published': { shortlistId: string; themeId: string; version: number; proposalIds: string[] };
  }
}

/** Which proposals come first, by criteria that everybody knows before anybody scores. Callers hold the permission. */
@Injectable()
export class PrioritiesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly queries: PrioritiesQueries,
    private readonly proposals: ProposalsQueries,
    private readonly decisions: DecisionsService,
  ) {}

  /** Refuses with `criteria-locked` once scoring has begun. */
  async setCriteria(processId: string, { criteria, areasShare }: SetCriteria, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const known = await this.locked(em, processId);
      if (known?.begunAt) throw new RefusedError({ code: 'criteria-locked' }, 409);
      const values = { criteria: criteria.map((each) => ({ id: this.ids.next(), ...each })), areasShare };
      if (known) em.assign(known, values);
      else em.persist(em.create(Prioritisation, { process: processId, ...values, begunAt: null, endedAt: null }));
      this.events.record('priorities.criteria-set', { criteria: criteria.length, areasShare }, by, processId);
    });
  }

  /** From now on criteria and weights are public and do not change. Refuses with `no-criteria`. */
  async begin(processId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const prioritisation = await this.locked(em, processId);
      if (!prioritisation) throw new RefusedError({ code: 'no-criteria' }, 409);
      if (prioritisation.begunAt) return;
      prioritisation.begin(this.clock.now());
      const { criteria, areasShare } = prioritisation;
      const weights = Object.fromEntries(criteria.map(({ id, weight }) => [id, weight]));
      this.events.record('priorities.scoring-begun', { weights, areasShare }, by, processId);
    });
  }

  /** From now on nobody scores, and results can be read. Refuses with `scoring-not-open`. */
  async end(processId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const prioritisation = await this.locked(em, processId);
      if (prioritisation?.endedAt) return;
      if (!prioritisation?.begunAt) throw new RefusedError({ code: 'scoring-not-open' }, 409);
      prioritisation.end(this.clock.now());
      const scores = await em.count(PriorityScore, { process: processId });
      this.events.record('priorities.scoring-ended', { scores }, by, processId);
    });
  }

  /** Keeps somebody's marks for several proposals; returns how many changed. Refuses with `scoring-not-open`; 404 for what is not theirs to score. */
  async score(
    processId: string,
    scores: ScoreProposals['scores'],
    as: { accountId: string; group: ScoringGroup; scorable: ReadonlySet<string> },
    by: Actor,
  ): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      // Locked, so that no score comes in after the scoring has ended.
      if (scoringState(await this.locked(em, processId)) !== 'scoring') throw new RefusedError({ code: 'scoring-not-open' }, 409);
      if (scores.some(({ proposalId }) => !as.scorable.has(proposalId))) throw notFound();
      const known = await em.find(PriorityScore, {
        account: as.accountId,
        proposal: { $in: scores.map(({ proposalId }) => proposalId) },
      });
      const changed = scores.filter((score) => {
        const before = known.find(({ proposal }) => proposal.id === score.proposalId);
        if (score.clear) return before ? (em.remove(before), true) : false;
        if (Object.keys(score.marks).length === 0) return false;
        const values = { marks: score.marks, group: as.group, at: this.clock.now() };
        if (before && sameMarks(before.marks, score.marks)) return false;
        if (before) em.assign(before, values);
        else
          em.persist(
            em.create(PriorityScore, {
              id: this.ids.next(),
              process: processId,
              proposal: score.proposalId,
              account: as.accountId,
              ...values,
            }),
          );
        return true;
      });
      if (changed.length > 0)
        this.events.record(
          'priorities.proposals-scored',
          { group: as.group, proposalIds: changed.map(({ proposalId }) => proposalId) },
          by,
          processId,
        );
      return changed.length;
    });
  }

  async keepShortlist(processId: string, themeId: string, { choices }: KeepShortlist, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      this.mustHaveEnded(await this.locked(em, processId));
      await this.mustKnow(processId, themeId, choices);
      const values = { choices, updatedAt: this.clock.now() };
      const known = await em.findOne(ShortlistDraft, { theme: themeId });
      if (known) em.assign(known, values);
      else em.persist(em.create(ShortlistDraft, { theme: themeId, ...values }));
      this.events.record('priorities.shortlist-kept', { themeId }, by, processId);
    });
  }

  /**
   * Publishes who is in and who is not, each with its reason and the results as they stand; a newer one takes the place of the one before.
   * Refuses with `scoring-not-ended` and with `shortlist-incomplete` when a proposal of the theme is missing.
   */
  async publishShortlist(processId: string, themeId: string, { choices }: PublishShortlist, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const prioritisation = this.mustHaveEnded(await this.locked(em, processId));
      const proposals = await this.mustKnow(processId, themeId, choices);
      const missing = proposals.find(({ id }) => !choices.some(({ proposalId }) => proposalId === id));
      if (missing) throw new RefusedError({ code: 'shortlist-incomplete', params: { proposal: proposalNumber(missing.number) } });
      const results = priorityResults(proposals, await this.queries.scores(processId), prioritisation);
      const entries = results.map(({ id, groups, result, rank }) => {
        const { isIn, reason } = choices.find(({ proposalId }) => proposalId === id) as PublishShortlist['choices'][number];
        return { proposalId: id, isIn, reason, groups, result, rank };
      });
      const version = (await em.count(Shortlist, { theme: themeId })) + 1;
      const shortlist = em.create(Shortlist, {
        id: this.ids.next(),
        process: processId,
        theme: themeId,
        version,
        entries,
        publishedAt: this.clock.now(),
        publishedBy: by.name,
      });
      em.persist(shortlist);
      await em.nativeDelete(ShortlistDraft, { theme: themeId });
      const proposalIds = entries.filter(({ isIn }) => isIn).map(({ proposalId }) => proposalId);
      this.events.record(
        'priorities.shortlist-published',
        { shortlistId: shortlist.id, themeId, version, proposalIds },
        by,
        processId,
      );
    });
  }

  /** Answers those that the shortlist in force left out, each with its published reason; those that have come further since stay. Returns how many. */
  async answerLeftOut(processId: string, themeId: string, { disposition }: AnswerLeftOut, by: Actor): Promise<number> {
    return this.unitOfWork.run(async () => {
      const shortlist = (await this.queries.shortlists(processId)).find((each) => each.themeId === themeId);
      if (!shortlist) throw new RefusedError({ code: 'shortlist-not-published' }, 409);
      const waiting = new Set((await this.proposals.feasibleOf(processId, themeId)).map(({ id }) => id));
      const leftOut = shortlist.entries.filter(({ proposalId, isIn }) => !isIn && waiting.has(proposalId));
      for (const { proposalId, reason } of leftOut)
        await this.decisions.settle(processId, [proposalId], { disposition, reason }, by);
      return leftOut.length;
    });
  }

  /** Whoever changes it at the same time waits: so no weight changes once somebody has scored. */
  private async locked(em: EntityManager, processId: string): Promise<Prioritisation | null> {
    if (!(await em.findOne(Process, { id: processId }, { lockMode: LockMode.PESSIMISTIC_WRITE }))) throw notFound();
    return em.findOne(Prioritisation, { process: processId });
  }

  private mustHaveEnded(prioritisation: Prioritisation | null): Prioritisation {
    if (!prioritisation?.endedAt) throw new RefusedError({ code: 'scoring-not-ended' }, 409);
    return prioritisation;
  }

  /** The proposals of the theme that a shortlist decides about; 404 when it is about others. */
  private async mustKnow(processId: string, themeId: string, choices: readonly { proposalId: string }[]) {
    const proposals = await this.queries.candidates(processId, themeId);
    const ids = new Set(choices.map(({ proposalId }) => proposalId));
    if (ids.size !== choices.length || choices.some(({ proposalId }) => !proposals.some(({ id }) => id === proposalId)))
      throw notFound();
    return proposals;
  }
}

const sameMarks = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean =>
  Object.keys(other).every((id) => one[id] === other[id]);
