import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { ParticipantsQueries, type HolderRow } from '../participants/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { mayProcess } from '../process/domain/index.js';
import { noteAreas, reviewPath, WriteReviewNote, type ProposalFacts } from './domain/index.js';
import { ProposalsQueries } from './proposals.queries.js';
import { reviewNotesPage } from './review-notes.page.js';
import { ReviewWorkQueries } from './review-work.queries.js';
import { ReviewWorkService } from './review-work.service.js';

/** Private notes about a proposal, between each area that was asked and the coordination. */
@Controller('staff/processes/:process/reviews/:number/notes')
export class ReviewNotesController {
  constructor(
    private readonly keeping: ReviewWorkService,
    private readonly kept: ReviewWorkQueries,
    private readonly queries: ProposalsQueries,
    private readonly processes: ProcessQueries,
    private readonly people: ParticipantsQueries,
  ) {}

  @Get()
  @Can('proposal.note')
  index(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post()
  @Can('proposal.note')
  write(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug, number } = x.facts<ProposalFacts>();
    return x.submit(WriteReviewNote, {
      perform: async (note) => {
        if (!noteAreas(x.who, x.facts<ProposalFacts>()).includes(note.areaId)) throw notFound();
        const colleagues = await this.colleagues(x, [note.areaId]);
        await this.keeping.writeNote(
          proposalId,
          note,
          colleagues.map(({ accountId }) => accountId),
          x.actor,
        );
        return seeOther(reviewPath(slug, number, 'notes'), 'proposals.notes.written');
      },
      again: (state) => this.page(x, state),
    });
  }

  /** Whom a note of these areas may be told to: their reviewers and the coordination, without whoever writes. */
  private async colleagues(x: Exchange, areaIds: readonly string[]): Promise<HolderRow[]> {
    const { processId } = x.facts<ProposalFacts>();
    const reviewers = (await this.people.holders('reviewer')).filter(({ areaId }) => areaId !== null && areaIds.includes(areaId));
    const coordinators = (await this.people.holders('coordinator')).filter((holder) => holder.processId === processId);
    const all = [...coordinators, ...reviewers].filter(({ accountId }) => accountId !== x.actor.id);
    return [...new Map(all.map((holder) => [holder.accountId, holder])).values()];
  }

  /** The coordination goes on reading what it wrote with an area that has since sent the proposal on. */
  private async readable(x: Exchange, areaIds: readonly string[]): Promise<readonly string[]> {
    const facts = x.facts<ProposalFacts>();
    if (mayProcess(x.who, 'process.run', facts) !== null) return areaIds;
    return (await this.processes.areas(facts.processId)).map(({ id }) => id);
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const facts = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(facts.processId, facts.number);
    if (!proposal) throw notFound();
    const areaIds = noteAreas(x.who, facts);
    return reviewNotesPage(x, state, {
      process: (await this.processes.byId(facts.processId)) as ProcessRow,
      proposal,
      areas: proposal.assignments.filter(({ areaId }) => areaIds.includes(areaId)),
      notes: await this.kept.notes(facts.proposalId, await this.readable(x, areaIds)),
      colleagues: await this.colleagues(x, areaIds),
    });
  }
}
