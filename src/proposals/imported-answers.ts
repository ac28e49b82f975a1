import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ResponsesService } from '../responses/index.js';
import { DecisionsService } from './decisions.service.js';
import type { ImportedAnswer, ProposalState } from './domain/index.js';
import { ReviewWorkService } from './review-work.service.js';

/** A proposal that a row of answers is about. */
export interface AnsweredProposal {
  readonly id: string;
  readonly number: number;
  readonly state: ProposalState;
  /** What its source calls it. */
  readonly keys: readonly string[];
  /** Areas with a draft of a review. */
  readonly drafting: readonly string[];
  readonly areaIds: readonly string[];
}

/** What an answer became: a response, or the draft of an area. */
export interface GivenAnswer {
  readonly proposalId: string;
  readonly answerId: string;
  /** The proposal's state before. */
  readonly before: ProposalState;
}

type Review = Extract<ImportedAnswer, { kind: 'review' }>;
type End = Extract<ImportedAnswer, { kind: 'response' }>;

/**
 * Answers to proposals that are here, given by a file. An end becomes the team's response. A verdict becomes a draft of its area, which is asked for
 * its review: a review is signed by who answers for it, and by nobody above.
 */
@Injectable()
export class ImportedAnswers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly decisions: DecisionsService,
    private readonly drafts: ReviewWorkService,
    private readonly responses: ResponsesService,
  ) {}

  /** Proposals of a process by their numbers, or by what their sources call them. */
  find(processId: string, numbers: readonly number[], keys: readonly string[]): Promise<AnsweredProposal[]> {
    return this.reader.rows(sql<AnsweredProposal>`
      select p.id, p.number, p.state, array_remove(array[s.key, s.url], null) as keys,
        array(select d.area_id from review_draft d where d.proposal_id = p.id) as drafting,
        array(select a.area_id from proposal_assignment a where a.proposal_id = p.id) as "areaIds"
      from proposal p left join proposal_source s on s.proposal_id = p.id
      where p.process_id = ${processId} and (p.number = any(${[...numbers]}::int[])
        or p.id in (select x.proposal_id from proposal_source x where x.process_id = ${processId} and (x.key = any(${[...keys]}::text[]) or x.url = any(${[...keys]}::text[]))))`);
  }

  async end(processId: string, { id, state }: AnsweredProposal, { disposition, reasons }: End, by: Actor): Promise<GivenAnswer> {
    return this.unitOfWork.run(async (em) => {
      await this.decisions.settle(processId, [id], { disposition, reason: reasons }, by);
      await em.flush();
      const given = await this.reader.first(sql<{ id: string }>`
        select id from response where subject_kind = 'proposal' and subject_id = ${id} order by at desc, id desc limit 1`);
      return { proposalId: id, answerId: given?.id ?? '', before: state };
    });
  }

  /** Asks areas for reviews until a day, each with what the file says as its draft. */
  async draft(
    processId: string,
    given: readonly { proposal: AnsweredProposal; review: Review }[],
    dueOn: string,
    by: Actor,
  ): Promise<GivenAnswer[]> {
    return this.unitOfWork.run(async (em) => {
      const unasked = given.filter(({ proposal, review }) => !proposal.areaIds.includes(review.areaId));
      for (const [areaId, ofArea] of Map.groupBy(unasked, ({ review }) => review.areaId))
        await this.decisions.assign(processId, { proposals: ofArea.map(({ proposal }) => proposal.id), areaId, dueOn }, by);
      await em.flush();
      for (const { proposal, review } of given)
        await this.drafts.keepDraft(
          proposal.id,
          review.areaId,
          { verdict: review.verdict, reasons: review.reasons, signedBy: review.by },
          by,
        );
      await em.flush();
      const ids = given.map(({ proposal }) => proposal.id);
      const drafts = await this.reader.rows(sql<{ id: string; proposalId: string; areaId: string }>`
        select id, proposal_id as "proposalId", area_id as "areaId" from review_draft where proposal_id = any(${ids}::uuid[])`);
      return given.map(({ proposal, review }) => ({
        proposalId: proposal.id,
        answerId: drafts.find((each) => each.proposalId === proposal.id && each.areaId === review.areaId)?.id ?? '',
        before: proposal.state,
      }));
    });
  }

  /** Takes an answer back; says why not, where something was built on it. `review`: what the file said, for a draft. */
  async takeBack(
    given: GivenAnswer,
    answer: ImportedAnswer,
    reason: string,
    by: Actor,
  ): Promise<'reviewed' | 'answered' | 'changed' | null> {
    return answer.kind === 'review' ? this.takeBackDraft(given, answer) : this.takeBackEnd(given, answer, reason, by);
  }

  private async takeBackEnd(
    { proposalId, answerId, before }: GivenAnswer,
    { disposition }: End,
    reason: string,
    by: Actor,
  ): Promise<'answered' | 'changed' | null> {
    return this.unitOfWork.run(async (em) => {
      const stands = await this.reader.first(sql<{ state: string; isLast: boolean }>`
        select p.state, not exists (select 1 from response r where r.supersedes = ${answerId})
          and not exists (select 1 from response_retraction x where x.response_id = ${answerId}) as "isLast"
        from proposal p where p.id = ${proposalId} for update`);
      if (!stands || stands.state !== disposition) return 'changed';
      if (!stands.isLast) return 'answered';
      await this.responses.retract(answerId, reason, by);
      await em.flush();
      await this.reader.rows(sql`update proposal set state = ${before} where id = ${proposalId}`);
      return null;
    });
  }

  private async takeBackDraft(
    { proposalId, answerId, before }: GivenAnswer,
    review: Review,
  ): Promise<'reviewed' | 'changed' | null> {
    return this.unitOfWork.run(async () => {
      const draft = await this.reader.first(sql<{ isSame: boolean }>`
        select typed = ${JSON.stringify({ verdict: review.verdict, reasons: review.reasons, signedBy: review.by })}::jsonb as "isSame"
        from review_draft where id = ${answerId} for update`);
      if (!draft) return 'reviewed';
      if (!draft.isSame) return 'changed';
      await this.reader.rows(sql`delete from review_draft where id = ${answerId}`);
      if (before !== 'published') return null;
      await this.reader.rows(sql`
        delete from proposal_assignment where proposal_id = ${proposalId} and area_id = ${review.areaId} and reviewed_at is null`);
      await this.reader.rows(sql`
        update proposal set state = 'published' where id = ${proposalId} and state = 'in-review'
          and not exists (select 1 from proposal_assignment a where a.proposal_id = proposal.id)`);
      return null;
    });
  }
}
