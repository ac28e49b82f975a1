import { Injectable } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { SheetsQueries } from '../commitments/index.js';
import { publicNumber } from '../platform/database/sequence.js';
import { ProposalsQueries } from '../proposals/index.js';
import { ResponsesQueries } from '../responses/index.js';
import type { PublicationContext } from './domain/index.js';

/** Finds what a publication must be judged by: contributions without an answer, and what the checks say of each final sheet. */
@Injectable()
export class PublicationContexts {
  constructor(
    private readonly responses: ResponsesQueries,
    private readonly proposals: ProposalsQueries,
    private readonly comments: CommentsQueries,
    private readonly sheets: SheetsQueries,
  ) {}

  async of(processId: string): Promise<PublicationContext> {
    const coverage = await this.responses.coverage(processId);
    const missing = (kind: 'proposal' | 'comment') => coverage.find((each) => each.kind === kind)?.missing ?? [];
    const [proposals, comments, sheets] = [
      await this.proposals.byIds(missing('proposal')),
      await this.comments.byIds(missing('comment')),
      await this.sheets.readyToPublish(processId),
    ];
    return {
      proposalsWithoutResponse: proposals.map((proposal) => ({
        id: proposal.id,
        label: `${publicNumber('P', proposal.number)} ${proposal.title}`,
      })),
      commentsWithoutResponse: comments.map((comment) => ({ id: comment.id, label: publicNumber('C', comment.number) })),
      sheets: sheets.map((sheet) => ({ id: sheet.id, label: sheet.title, findings: sheet.findings })),
    };
  }
}
