import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { RuleVerdict, triagePath, type ProposalFacts } from './domain/index.js';
import { JointAnswersService } from './joint-answers.service.js';
import { ProposalsQueries } from './proposals.queries.js';
import { rulingPage } from './ruling.page.js';

/** Where a coordinator decides the verdict of areas that disagree. */
@Controller('staff/processes/:process/proposals/:number/verdict')
export class RulingsController {
  constructor(
    private readonly answers: JointAnswersService,
    private readonly queries: ProposalsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('proposal.screen')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post()
  @Can('proposal.screen')
  rule(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug } = x.facts<ProposalFacts>();
    return x.submit(RuleVerdict, {
      perform: async (ruling) => {
        await this.answers.rule(proposalId, ruling, x.actor);
        return seeOther(triagePath(slug), 'proposals.ruling.done');
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, number } = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(processId, number);
    if (!proposal) throw notFound();
    return rulingPage(x, state, (await this.processes.byId(processId)) as ProcessRow, proposal);
  }
}
