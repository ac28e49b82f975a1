import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { subjectKey } from '../kernel/subject.js';
import { DecideSubjects, seenValue } from '../moderation/domain/index.js';
import { DecisionAnswers, ModerationQueries, ModerationService } from '../moderation/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import { DecisionsService } from './decisions.service.js';
import { AssignProposals, MarkProposals, MoveProposals, proposalsPath } from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { ProposalsQueries } from './proposals.queries.js';
import { selectionPage, type Refused, type SelectionAct } from './selection.page.js';
import { TriageQueries } from './triage.queries.js';

/** What was ticked in the public list; anything else is left out. */
export const Ticked = z
  .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.unknown()).max(200))
  .transform((values) => [...new Set(values)].filter((each): each is string => z.uuid().safeParse(each).success))
  .catch([]);

/** The proposals among the subjects of a form about several. */
const proposalsOf = (subjects: unknown): string[] =>
  [subjects].flat().flatMap((each) => /^proposal\/([^@]+)@/.exec(String(each))?.[1] ?? []);

/**
 * What the team does with proposals that it ticked in the public list: they are seen once more before anything happens. Everything is done and
 * refused here, with the choice kept, and leads back to that list.
 */
@Controller('staff/processes/:process/selection')
export class SelectionController {
  constructor(
    private readonly proposals: ProposalsQueries,
    private readonly decisions: DecisionsService,
    private readonly triage: TriageQueries,
    private readonly ownStates: OwnStatesService,
    private readonly moderation: ModerationService,
    private readonly answers: DecisionAnswers,
    private readonly cases: ModerationQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('proposal.select')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, Ticked.parse((x.request.query as Record<string, unknown>)['proposals']), null);
  }

  @Post('theme')
  @Can('proposal.triage')
  move(@X() x: Exchange): Promise<Reply> {
    return this.act(x, 'move', MoveProposals, 'proposals.acts.move', (processId, command) =>
      this.decisions.move(processId, command, x.actor),
    );
  }

  @Post('assignment')
  @Can('proposal.triage')
  assign(@X() x: Exchange): Promise<Reply> {
    return this.act(x, 'assign', AssignProposals, 'proposals.acts.assign', (processId, command) =>
      this.decisions.assign(processId, command, x.actor),
    );
  }

  @Post('marking')
  @Can('proposal.triage')
  mark(@X() x: Exchange): Promise<Reply> {
    return this.act(x, 'mark', MarkProposals, 'proposals.acts.mark', (processId, command) =>
      this.ownStates.mark(processId, command, x.actor),
    );
  }

  @Post('hiding')
  @Can('proposal.select')
  hide(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(DecideSubjects, {
      perform: async (command) =>
        this.answers.after(x, await this.moderation.decide(processId, command, x.actor), proposalsPath(slug)),
      again: (state) => this.page(x, proposalsOf(state.values['subjects']), { act: 'hide', state }),
    });
  }

  private act<S extends z.ZodType<{ proposals: string[] }>>(
    x: Exchange,
    act: SelectionAct,
    schema: S,
    done: string,
    perform: (processId: string, command: z.output<S>) => Promise<void>,
  ): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(schema, {
      perform: async (command) => {
        await perform(processId, command);
        return seeOther(proposalsPath(slug), done, { count: command.proposals.length });
      },
      again: (state) => this.page(x, Ticked.parse(state.values['proposals']), { act, state }),
    });
  }

  private async page(x: Exchange, ids: readonly string[], refused: Refused<SelectionAct>): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const rows = (await this.proposals.byIds(ids)).filter(({ processSlug }) => processSlug === slug);
    const subjects = rows.map(({ id }) => ({ kind: 'proposal', id }) as const);
    const versions = new Map(
      (await this.cases.cases(subjects)).map(({ kind, id, version }) => [subjectKey({ kind, id }), version]),
    );
    return selectionPage(
      x,
      {
        ...((await this.processes.outline(processId)) as ProcessOutline),
        rows,
        subjects: subjects.map((subject) => seenValue({ ...subject, version: versions.get(subjectKey(subject)) ?? 0 })),
        ownStates: await this.ownStates.of(processId),
        dueOn: await this.triage.dueDay(processId),
      },
      refused,
    );
  }
}
