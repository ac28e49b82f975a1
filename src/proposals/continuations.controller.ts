import { Controller, Get, Post } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { continuationsPage, type Failed } from './continuations.page.js';
import { ContinuationsQueries } from './continuations.queries.js';
import { ContinuationsService } from './continuations.service.js';
import {
  AnswerObjection,
  ChosenNumbers,
  continuationsPath,
  mergingPath,
  MergeProposals,
  mayUndo,
  selectionPath,
  SplitProposal,
  UndoContinuation,
  type ProposalFacts,
} from './domain/index.js';
import { mergingPage, splittingPage } from './merging.page.js';
import { ObjectionsService } from './objections.service.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';

const MOST_LISTED = 200;

/** Where coordinators join proposals and part them, undo either, and answer the authors who object. */
@Controller('staff/processes/:process/proposals')
export class ContinuationsController {
  constructor(
    private readonly continuations: ContinuationsService,
    private readonly objections: ObjectionsService,
    private readonly queries: ContinuationsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get('continuations')
  @Can('proposal.triage')
  index(@X() x: Exchange): Promise<Page> {
    return this.list(x, null);
  }

  /** From the list of proposals: the chosen ones to the page that joins them, or to the one that hides them. Changes nothing, so that going back and choosing others works. */
  @Post('selection')
  @Can('proposal.triage')
  async select(@X() x: Exchange): Promise<Redirect> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const chosen = [x.body['proposals'] ?? []].flat().map(String).filter(isId);
    if (x.body['to'] === 'hide') return seeOther(`${selectionPath(slug)}?${chosen.map((id) => `proposals=${id}`).join('&')}`);
    return seeOther(mergingPath(slug, await this.work.numbersOf(processId, chosen)));
  }

  @Get('merging')
  @Can('proposal.triage')
  async merging(@X() x: Exchange): Promise<Page> {
    return this.mergingForm(x, blank({ numbers: x.query['numbers'] ?? '', lang: x.locale }));
  }

  @Post('merges')
  @Can('proposal.triage')
  merge(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(MergeProposals, {
      perform: async (command) => {
        const id = await this.continuations.merge(processId, command, x.actor);
        return seeOther(`${continuationsPath(slug)}#continuation-${id}`, 'proposals.merge.done', {
          count: command.origins.length,
        });
      },
      again: (state) => this.mergingForm(x, state),
    });
  }

  @Get(':number/splitting')
  @Can('proposal.screen')
  splitting(@X() x: Exchange): Promise<Page> {
    return this.splittingForm(x, null);
  }

  @Post(':number/splitting')
  @Can('proposal.screen')
  split(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug } = x.facts<ProposalFacts>();
    return x.submit(SplitProposal, {
      perform: async (command) => {
        const id = await this.continuations.split(proposalId, command, x.actor);
        return seeOther(`${continuationsPath(slug)}#continuation-${id}`, 'proposals.split.done', { count: command.parts.length });
      },
      again: (state) => this.splittingForm(x, state),
    });
  }

  @Post('continuations/:continuation/undoing')
  @Can('proposal.triage')
  undo(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = idOf(x, 'continuation');
    return x.submit(UndoContinuation, {
      perform: async ({ reason }) => {
        await this.continuations.undo(processId, id, reason, x.actor);
        return seeOther(`${continuationsPath(slug)}#continuation-${id}`, 'proposals.undo.done');
      },
      again: (state) => this.list(x, { what: 'undo', id, state }),
    });
  }

  @Post('objections/:objection/answer')
  @Can('proposal.triage')
  answer(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = idOf(x, 'objection');
    return x.submit(AnswerObjection, {
      perform: async ({ answer }) => {
        await this.objections.answer(processId, id, answer, x.actor);
        return seeOther(continuationsPath(slug), 'proposals.objection.answered');
      },
      again: (state) => this.list(x, { what: 'answer', id, state }),
    });
  }

  private async list(x: Exchange, failed: Failed | null): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const rows = await this.queries.inProcess(processId, MOST_LISTED);
    const undoable = new Map<string, ReturnType<typeof mayUndo>>();
    for (const row of rows.filter(({ undoneAt }) => !undoneAt))
      undoable.set(row.id, mayUndo(await this.queries.undoable(row.id)));
    return continuationsPage(x, { process: await this.process(x), rows, undoable }, failed);
  }

  private async mergingForm(x: Exchange, state: FormState): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const numbers = ChosenNumbers.parse(state.values['numbers']);
    return mergingPage(
      x,
      {
        process: await this.process(x),
        themes: await this.processes.themes(processId),
        numbers,
        chosen: await this.queries.continuable(processId, numbers),
      },
      state,
    );
  }

  private async splittingForm(x: Exchange, state: FormState | null): Promise<Page> {
    const { processId, number } = x.facts<ProposalFacts>();
    const [origin] = await this.queries.continuable(processId, [number]);
    if (!origin) throw notFound();
    return splittingPage(x, { process: await this.process(x), themes: await this.processes.themes(processId), origin }, state);
  }

  private async process(x: Exchange): Promise<ProcessRow> {
    return (await this.processes.byId(x.facts<ProcessFacts>().processId)) as ProcessRow;
  }
}

function idOf(x: Exchange, name: string): string {
  const id = x.params[name];
  if (!isId(id)) throw notFound();
  return id;
}
