import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { isId } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { casePath } from '../moderation/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ContinuationsQueries } from './continuations.queries.js';
import {
  AssignProposals,
  MarkProposals,
  MoveProposals,
  SettleProposals,
  TriageFilter,
  triagePath,
  triageQuery,
  UndoAct,
  type ProposalFacts,
  type TeamActKind,
} from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { DecisionsService } from './decisions.service.js';
import { TeamActsService } from './team-acts.service.js';
import type { FailedAct } from './triage-acts.js';
import { triagePage } from './triage.page.js';
import { TRIAGE_PAGE, TriageQueries } from './triage.queries.js';

/** Where coordinators sort proposals out: send to an area, answer, mark, move; and take back what they did. */
@Controller('staff/processes/:process/proposals')
export class TriageController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly acts: TeamActsService,
    private readonly queries: TriageQueries,
    private readonly continuations: ContinuationsQueries,
    private readonly ownStates: OwnStatesService,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('proposal.triage')
  index(@X() x: Exchange): Promise<Page> {
    return this.triage(x, TriageFilter.parse(x.query));
  }

  @Post('assignment')
  @Can('proposal.triage')
  assign(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return this.act(x, 'assign', AssignProposals, (command) => this.decisions.assign(processId, command, x.actor));
  }

  @Post('responses')
  @Can('proposal.triage')
  settle(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return this.act(x, 'settle', SettleProposals, ({ proposals, ...decision }) =>
      this.decisions.settle(processId, proposals, decision, x.actor),
    );
  }

  @Post('marking')
  @Can('proposal.triage')
  mark(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return this.act(x, 'mark', MarkProposals, (command) => this.ownStates.mark(processId, command, x.actor));
  }

  @Post('moves')
  @Can('proposal.triage')
  move(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return this.act(x, 'move', MoveProposals, (command) => this.decisions.move(processId, command, x.actor));
  }

  @Post('acts/:act/undoing')
  @Can('proposal.triage')
  undo(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = x.params['act'];
    if (!isId(id)) throw notFound();
    const filter = filterOf(x);
    return x.submit(UndoAct, {
      perform: async () => {
        const { done, left } = await this.acts.undo(processId, id, x.t('proposals.acts.undone-reason'), x.actor);
        return seeOther(triagePath(slug) + triageQuery(filter), 'proposals.acts.undone', { count: done, left });
      },
      again: ({ errors }) => {
        const refusal = errors[''];
        if (!refusal) throw notFound();
        throw new RefusedError(refusal, 409);
      },
    });
  }

  /** One of them, to decide whether everybody sees it. */
  @Get(':number')
  @Can('proposal.screen')
  show(@X() x: Exchange): Reply {
    const { proposalId, slug } = x.facts<ProposalFacts>();
    return seeOther(casePath(slug, { kind: 'proposal', id: proposalId }));
  }

  /** Does something to what was ticked, or to all that answers the filter, and comes back to where it was done. */
  private async act<C extends { proposals: string[] }>(
    x: Exchange,
    kind: TeamActKind,
    schema: z.ZodType<C>,
    work: (command: C) => Promise<void>,
  ): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const filter = filterOf(x);
    const seen = Number(x.body['all'] ?? 0);
    const all = seen > 0 ? await this.queries.matching(processId, filter) : null;
    const chosen = z.preprocess((body) => (all ? { ...(body as object), proposals: all } : body), schema);
    return x.submit(chosen, {
      perform: async (command): Promise<Redirect> => {
        // Whoever reads "all 137" must not act on others that came meanwhile.
        if (all && all.length !== seen) throw new RefusedError({ code: 'matching-changed', params: { count: all.length } }, 409);
        const { proposals } = command;
        const id = await this.acts.perform(processId, { kind, proposals }, x.actor, () => work(command));
        const back = triagePath(slug) + triageQuery(filter);
        return id
          ? seeOther(`${back}${back.includes('?') ? '&' : '?'}done=${id}#done`)
          : seeOther(back, 'proposals.acts.nothing');
      },
      again: (state) => this.triage(x, filter, { kind, state }),
    });
  }

  private async triage(x: Exchange, asked: TriageFilter, failed: FailedAct | null = null): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const counts = await this.queries.counts(processId, asked);
    const found = asked.state ? (counts.byState.get(asked.state) ?? 0) : [...counts.byState.values()].reduce((a, b) => a + b, 0);
    // What an act took off the last page leaves its reader on the page before.
    const filter = { ...asked, page: Math.min(asked.page, Math.max(1, Math.ceil(found / TRIAGE_PAGE))) };
    const done = x.query['done'];
    return triagePage(
      x,
      {
        ...((await this.processes.outline(processId)) as ProcessOutline),
        filter,
        counts,
        rows: await this.queries.page(processId, filter),
        ownStates: await this.ownStates.of(processId),
        objections: await this.continuations.waitingObjections(processId),
        dueOn: await this.queries.dueDay(processId),
        today: this.queries.today(),
        done: isId(done) && !failed ? await this.acts.find(processId, done) : null,
      },
      failed,
    );
  }
}

/** The filter under which a form was shown, as it says itself. */
const filterOf = (x: Exchange): TriageFilter =>
  TriageFilter.parse(Object.fromEntries(new URLSearchParams(String(x.body['filter'] ?? ''))));
