import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommentsQueries, type OwnComment } from '../comments/index.js';
import { isId } from '../kernel/id.js';
import { refuse } from '../kernel/refusal.js';
import { AccessRules } from '../platform/access/access.js';
import { SubjectRegistry, type SubjectView } from '../platform/subjects/subject-registry.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { Contributions } from '../responses/index.js';
import { CoAuthorProof } from './co-author-proof.js';
import { CoAuthorsQueries, type OwnCoAuthor } from './co-authors.queries.js';
import { CommentProof } from './comment-proof.js';
import { ContinuationProof } from './continuation-proof.js';
import { ContinuationsQueries, type OwnPart } from './continuations.queries.js';
import {
  AUTHOR_ACTS,
  CO_AUTHOR_ACTIONS,
  mayBeShared,
  mayProposal,
  mayProposals,
  mayAsAuthor,
  mayAuthorship,
  parseProposalNumber,
  PROPOSAL_ACTIONS,
  proposalNumber,
  proposalPath,
  type AuthorshipAction,
  type CommentAction,
  type ObjectionAction,
  type ProposalFacts,
  type ProposalsAction,
  type ReceiptAction,
  type SharedAction,
} from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';

/** Registers who may do what with proposals, how facets call them, and that each is owed an answer. */
@Injectable()
export class ProposalsAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly subjects: SubjectRegistry,
    private readonly contributions: Contributions,
    private readonly processes: ProcessQueries,
    private readonly proposals: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly continuations: ContinuationsQueries,
    private readonly proof: ContinuationProof,
    private readonly comments: CommentsQueries,
    private readonly commentProof: CommentProof,
    private readonly coAuthors: CoAuthorsQueries,
    private readonly coAuthorProof: CoAuthorProof,
  ) {}

  onModuleInit(): void {
    this.registerRules();
    this.subjects.register('proposal', (ids) => this.describe(ids));
    this.contributions.registerSteps((processId) => this.proposals.stepsIn(processId));
    this.contributions.register('proposal', (processId) => this.proposals.owedIn(processId));
  }

  private registerRules(): void {
    for (const action of [
      'proposal.list',
      'proposal.submit',
      'proposal.triage',
      'proposal.select',
      'proposal.report',
      'review.list',
    ] satisfies ProposalsAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayProposals(who, action, facts),
      });
    }
    this.rules.register<ProcessFacts>('shared.call' satisfies SharedAction, {
      facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
      may: (_who, facts) => mayBeShared(facts),
    });
    this.rules.register<ProposalFacts>('shared.proposal' satisfies SharedAction, {
      facts: (params) => this.byNumber(params['process'] ?? '', params['number'] ?? ''),
      may: (_who, facts) => mayBeShared(facts),
    });
    for (const action of PROPOSAL_ACTIONS) {
      this.rules.register<ProposalFacts>(action, {
        facts: (params) => this.byNumber(params['process'] ?? '', params['number'] ?? ''),
        may: (who, facts) => mayProposal(who, action, facts),
      });
    }
    for (const action of ['comment.view', 'comment.confirm'] satisfies CommentAction[]) {
      this.rules.register<OwnComment>(action, {
        facts: (params) => this.byCommentLink(params['comment'] ?? '', params['secret'] ?? ''),
        may: () => null,
      });
    }
    for (const action of ['objection.view', 'objection.raise'] satisfies ObjectionAction[]) {
      this.rules.register<OwnPart>(action, {
        facts: (params) => this.byLink(params['part'] ?? '', params['secret'] ?? ''),
        may: () => null,
      });
    }
    for (const action of CO_AUTHOR_ACTIONS) {
      this.rules.register<OwnCoAuthor>(action, {
        facts: (params) => this.byCoAuthorLink(params['coAuthor'] ?? '', params['secret'] ?? ''),
        may: () => null,
      });
    }
    this.registerAuthors();
  }

  /** By the private link of a receipt, which is its own proof, or as the account that sent it. */
  private registerAuthors(): void {
    const byLink = (params: Record<string, string>) => this.work.factsByReceipt(params['secret'] ?? '');
    for (const act of AUTHOR_ACTS) {
      this.rules.register<ProposalFacts>(`receipt.${act}` satisfies ReceiptAction, {
        facts: byLink,
        may: (_who, facts) => mayAsAuthor(act, facts),
      });
      this.rules.register<ProposalFacts>(`authorship.${act}` satisfies AuthorshipAction, {
        facts: (params) => this.byNumber(params['process'] ?? '', params['number'] ?? ''),
        may: (who, facts) => mayAuthorship(who, act, facts),
      });
    }
    this.rules.register<ProposalFacts>('receipt.confirm' satisfies ReceiptAction, { facts: byLink, may: () => null });
    // The page shows nothing but the person's own proposals, so an account is enough.
    this.rules.register('own-proposals.view', {
      facts: () => Promise.resolve({ processId: null }),
      may: (who) => (who.actor.kind === 'account' ? null : refuse('sign-in-first')),
    });
  }

  private async byCoAuthorLink(coAuthor: string, proof: string): Promise<OwnCoAuthor | null> {
    return isId(coAuthor) && this.coAuthorProof.holds(coAuthor, proof) ? this.coAuthors.own(coAuthor) : null;
  }

  private async byCommentLink(comment: string, proof: string): Promise<OwnComment | null> {
    return isId(comment) && this.commentProof.holds(comment, proof) ? this.comments.own(comment) : null;
  }

  private async byLink(part: string, proof: string): Promise<OwnPart | null> {
    return isId(part) && this.proof.holds(part, proof) ? this.continuations.ownPart(part) : null;
  }

  /** The same address with `.json` is the same proposal. */
  private async byNumber(process: string, text: string): Promise<ProposalFacts | null> {
    const number = parseProposalNumber(text.replace(/\.json$/, ''));
    return number ? this.work.factsByNumber(process, number) : null;
  }

  private async describe(ids: readonly string[]): Promise<ReadonlyMap<string, SubjectView>> {
    const rows = await this.proposals.byIds(ids);
    return new Map(
      rows.map((row) => [
        row.id,
        { title: `${proposalNumber(row.number)} ${row.title}`, href: proposalPath(row.processSlug, row.number), lang: row.lang },
      ]),
    );
  }
}
