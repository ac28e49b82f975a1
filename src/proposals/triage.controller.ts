import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import {
  AssignProposals,
  HideProposal,
  proposalNumber,
  SettleProposals,
  TriageFilter,
  triagePath,
  type ProposalFacts,
} from './domain/index.js';
import { DecisionsService } from './decisions.service.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';
import { ProposalsService } from './proposals.service.js';
import { screeningPage } from './screening.page.js';
import { triagePage } from './triage.page.js';

/** Where coordinators sort proposals out: screen, send to an area, answer. */
@Controller('staff/processes/:process/proposals')
export class TriageController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly decisions: DecisionsService,
    private readonly queries: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('proposal.triage')
  index(@X() x: Exchange): Promise<Page> {
    return this.triage(x);
  }

  @Post('assignment')
  @Can('proposal.triage')
  assign(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(AssignProposals, {
      perform: async (command) => {
        await this.decisions.assign(processId, command, x.actor);
        return seeOther(triagePath(slug), 'proposals.assign.done', { count: command.proposals.length });
      },
      again: (state) => this.triage(x, { assign: state }),
    });
  }

  @Post('responses')
  @Can('proposal.triage')
  settle(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SettleProposals, {
      perform: async ({ proposals, ...decision }) => {
        await this.decisions.settle(processId, proposals, decision, x.actor);
        return seeOther(triagePath(slug), 'proposals.settle.done', { count: proposals.length });
      },
      again: (state) => this.triage(x, { settle: state }),
    });
  }

  @Get(':number')
  @Can('proposal.screen')
  show(@X() x: Exchange): Promise<Page> {
    return this.screening(x);
  }

  @Post(':number/publication')
  @Can('proposal.screen')
  publish(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug } = x.facts<ProposalFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.proposals.publish(proposalId, x.actor);
        return seeOther(triagePath(slug), 'proposals.publish.done');
      },
      again: (state) => this.screening(x, state),
    });
  }

  @Post(':number/hiding')
  @Can('proposal.screen')
  hide(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug, number } = x.facts<ProposalFacts>();
    return x.submit(HideProposal, {
      perform: async ({ reason }) => {
        await this.proposals.hide(proposalId, reason, x.actor);
        return seeOther(triagePath(slug), 'proposals.hide.done', { number: proposalNumber(number) });
      },
      again: (state) => this.screening(x, state),
    });
  }

  private async triage(x: Exchange, state: { assign?: FormState; settle?: FormState } = {}): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const filter = TriageFilter.parse(x.query);
    return triagePage(
      x,
      {
        process: await this.process(processId),
        filter,
        rows: await this.work.triage(processId, filter),
        counts: await this.work.triageCounts(processId),
        areas: await this.processes.areas(processId),
        today: dayOf(this.clock.now(), this.config.TIME_ZONE),
      },
      state,
    );
  }

  private async screening(x: Exchange, state?: FormState): Promise<Page> {
    const { processId, number } = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(processId, number);
    if (!proposal) throw notFound();
    return screeningPage(x, await this.process(processId), proposal, state);
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }
}
