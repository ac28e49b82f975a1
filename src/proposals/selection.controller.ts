import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { subjectKey } from '../kernel/subject.js';
import { seenValue } from '../moderation/domain/index.js';
import { ModerationQueries } from '../moderation/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import { DecisionsService } from './decisions.service.js';
import { MoveProposals, proposalsPath } from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { ProposalsQueries } from './proposals.queries.js';
import { selectionPage } from './selection.page.js';

/** What was ticked in the public list; anything else is left out. */
const Ticked = z
  .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.unknown()).max(200))
  .transform((values) => [...new Set(values)].filter((each): each is string => z.uuid().safeParse(each).success))
  .catch([]);

/** What the team does with proposals that it ticked in the public list: they are seen once more before anything happens. */
@Controller('staff/processes/:process/selection')
export class SelectionController {
  constructor(
    private readonly proposals: ProposalsQueries,
    private readonly decisions: DecisionsService,
    private readonly ownStates: OwnStatesService,
    private readonly cases: ModerationQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('proposal.select')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, (x.request.query as Record<string, unknown>)['proposals'], blank());
  }

  @Post('theme')
  @Can('proposal.triage')
  move(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(MoveProposals, {
      perform: async (command) => {
        await this.decisions.move(processId, command, x.actor);
        return seeOther(proposalsPath(slug), 'proposals.selection.moved', { count: command.proposals.length });
      },
      again: (state) => this.page(x, state.values['proposals'], state),
    });
  }

  private async page(x: Exchange, ticked: unknown, move: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const ids = new Set(Ticked.parse(ticked));
    const rows = (await this.proposals.byIds([...ids])).filter(({ processSlug }) => processSlug === slug);
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
      },
      move,
    );
  }
}
