import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { ConfirmAddress, receiptPath, ReviseProposal, WithdrawProposal, type ProposalFacts } from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';
import { ReceiptsService } from './receipts.service.js';
import { receiptPage, revisionPage, type Receipt } from './receipt.page.js';

/** What an author does by the private link of their receipt. Opening it changes nothing: mail scanners open every link. */
@Controller('proposals/receipts/:secret')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly proposals: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('receipt.view')
  async show(@X() x: Exchange): Promise<Page> {
    return receiptPage(x, await this.receipt(x));
  }

  @Post('confirmation')
  @Can('receipt.confirm')
  confirm(@X() x: Exchange): Promise<Reply> {
    return x.submit(ConfirmAddress, {
      perform: async (command) => {
        await this.receipts.confirmAddress(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(this.path(x), 'proposals.confirm.done');
      },
      again: () => this.show(x),
    });
  }

  @Get('revision')
  @Can('receipt.revise')
  async edit(@X() x: Exchange): Promise<Page> {
    const receipt = await this.receipt(x);
    return revisionPage(x, receipt, blank({ title: receipt.proposal.title, body: receipt.proposal.body }));
  }

  @Post('revision')
  @Can('receipt.revise')
  revise(@X() x: Exchange): Promise<Reply> {
    return x.submit(ReviseProposal, {
      perform: async (command) => {
        await this.receipts.revise(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(this.path(x), 'proposals.revise.done');
      },
      again: async (state) => revisionPage(x, await this.receipt(x), state),
    });
  }

  @Post('withdrawal')
  @Can('receipt.withdraw')
  withdraw(@X() x: Exchange): Promise<Reply> {
    return x.submit(WithdrawProposal, {
      perform: async (command) => {
        await this.receipts.withdraw(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(this.path(x), 'proposals.withdraw.done');
      },
      again: async (state: FormState) => receiptPage(x, await this.receipt(x), { withdraw: state }),
    });
  }

  private path(x: Exchange): string {
    return receiptPath(x.params['secret'] ?? '');
  }

  private async receipt(x: Exchange): Promise<Receipt> {
    const { processId, number, proposalId } = x.facts<ProposalFacts>();
    const proposal = await this.proposals.byNumber(processId, number);
    if (!proposal) throw notFound();
    return {
      process: (await this.processes.byId(processId)) as ProcessRow,
      proposal,
      secret: x.params['secret'] ?? '',
      email: await this.work.addressOf(proposalId),
      publicUrl: this.config.PUBLIC_URL,
      proof: x.query['proof'] ?? '',
    };
  }
}
