import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { casePath } from '../moderation/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ContinuationsQueries } from './continuations.queries.js';
import { AssignProposals, MarkProposals, SettleProposals, TriageFilter, triagePath, type ProposalFacts } from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { DecisionsService } from './decisions.service.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { triagePage } from './triage.page.js';

/** Where coordinators sort proposals out: send to an area, answer. */
@Controller('staff/processes/:process/proposals')
export class TriageController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly work: ProposalWorkQueries,
    private readonly continuations: ContinuationsQueries,
    private readonly ownStates: OwnStatesService,
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

  @Post('marking')
  @Can('proposal.triage')
  mark(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(MarkProposals, {
      perform: async (command) => {
        await this.ownStates.mark(processId, command, x.actor);
        return seeOther(triagePath(slug), 'proposals.own-states.marked', { count: command.proposals.length });
      },
      again: (state) => this.triage(x, { mark: state }),
    });
  }

  /** One of them, to decide whether everybody sees it. */
  @Get(':number')
  @Can('proposal.screen')
  show(@X() x: Exchange): Reply {
    const { proposalId, slug } = x.facts<ProposalFacts>();
    return seeOther(casePath(slug, { kind: 'proposal', id: proposalId }));
  }

  private async triage(x: Exchange, state: { assign?: FormState; settle?: FormState; mark?: FormState } = {}): Promise<Page> {
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
        ownStates: await this.ownStates.of(processId),
        objections: await this.continuations.waitingObjections(processId),
        today: dayOf(this.clock.now(), this.config.TIME_ZONE),
      },
      state,
    );
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }
}
