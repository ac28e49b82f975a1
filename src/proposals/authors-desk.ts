import { Injectable } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { notFound } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { CoAuthorsQueries } from './co-authors.queries.js';
import { CoAuthorsService } from './co-authors.service.js';
import {
  authorshipPath,
  EndCoAuthorship,
  InviteCoAuthor,
  receiptPath,
  ReviseProposal,
  WithdrawProposal,
  type ProposalFacts,
} from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';
import { receiptPage, revisionPage, type DeskForms, type Receipt } from './receipt.page.js';
import { ReceiptsService } from './receipts.service.js';

/**
 * What authors do with their proposal: the same pages and forms under the private link of the receipt (a route with a `:secret`) and, for whoever
 * sent it signed in, under the proposal's own address. What each route may is in its @Can.
 */
@Injectable()
export class AuthorsDesk {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly coAuthors: CoAuthorsService,
    private readonly coAuthorsQueries: CoAuthorsQueries,
    private readonly proposals: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly config: Config,
  ) {}

  async show(x: Exchange, state: DeskForms = {}): Promise<Page> {
    return receiptPage(x, await this.receipt(x), state);
  }

  async edit(x: Exchange): Promise<Page> {
    const receipt = await this.receipt(x);
    return revisionPage(x, receipt, blank({ title: receipt.proposal.title, body: receipt.proposal.body }));
  }

  revise(x: Exchange): Promise<Reply> {
    return x.submit(ReviseProposal, {
      perform: async (command) => {
        await this.receipts.revise(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(pathAt(x)(), 'proposals.revise.done');
      },
      again: async (state) => revisionPage(x, await this.receipt(x), state),
    });
  }

  withdraw(x: Exchange): Promise<Reply> {
    return x.submit(WithdrawProposal, {
      perform: async (command) => {
        await this.receipts.withdraw(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(pathAt(x)(), 'proposals.withdraw.done');
      },
      again: (state) => this.show(x, { withdraw: state }),
    });
  }

  invite(x: Exchange): Promise<Reply> {
    return x.submit(InviteCoAuthor, {
      guard: 'co-author',
      perform: async (command) => {
        await this.coAuthors.invite(x.facts<ProposalFacts>().proposalId, command, x.locale, x.actor);
        return seeOther(`${pathAt(x)()}#co-authors`, 'proposals.co-authors.done');
      },
      again: (state) => this.show(x, { invite: state }),
    });
  }

  dismiss(x: Exchange): Promise<Reply> {
    return x.submit(EndCoAuthorship, {
      perform: async () => {
        const coAuthor = x.params['coAuthor'] ?? '';
        if (!isId(coAuthor)) throw notFound();
        await this.coAuthors.dismiss(x.facts<ProposalFacts>().proposalId, coAuthor, x.actor);
        return seeOther(`${pathAt(x)()}#co-authors`, 'proposals.co-authors.dismissed');
      },
      again: () => this.show(x),
    });
  }

  async receipt(x: Exchange): Promise<Receipt> {
    const { processId, number, proposalId } = x.facts<ProposalFacts>();
    const [proposal, process, coAuthors, email] = await Promise.all([
      this.proposals.byNumber(processId, number),
      this.processes.byId(processId) as Promise<ProcessRow>,
      this.coAuthorsQueries.of(proposalId),
      this.work.addressOf(proposalId),
    ]);
    if (!proposal) throw notFound();
    return {
      process,
      proposal,
      path: pathAt(x),
      isByLink: x.params['secret'] !== undefined,
      coAuthors,
      email,
      publicUrl: this.config.PUBLIC_URL,
      proof: x.query['proof'] ?? '',
    };
  }
}

/** Addresses of the desk that a request came to. */
export const pathAt = (x: Exchange): Receipt['path'] => {
  const secret = x.params['secret'];
  const { slug, number } = x.facts<ProposalFacts>();
  return (...rest) => (secret === undefined ? authorshipPath(slug, number, ...rest) : receiptPath(secret, ...rest));
};
