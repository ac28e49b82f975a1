import { Controller, Get, Post } from '@nestjs/common';
import { ReportSubject } from '../moderation/domain/index.js';
import { ModerationService, reportFields } from '../moderation/index.js';
import { Can } from '../platform/access/access.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import { ChosenProposals, proposalsPath, REPORTED_AT_ONCE, reportingPath } from './domain/index.js';
import { ProposalsQueries } from './proposals.queries.js';
import type { ProposalCard } from './proposal-rows.js';
import { Ticked } from './selection.controller.js';
import { actOf, chosenPage } from './selection.page.js';

const ReportProposals = ReportSubject.extend({ proposals: ChosenProposals(REPORTED_AT_ONCE) });

/** What a signed-in person who does not moderate does with proposals that they ticked in the public list: report them alike. */
@Controller('processes/:process/proposals/reporting')
export class ReportingController {
  constructor(
    private readonly proposals: ProposalsQueries,
    private readonly moderation: ModerationService,
    private readonly processes: ProcessQueries,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Can('proposal.report')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, (x.request.query as Record<string, unknown>)['proposals'], blank());
  }

  /** What went out of sight meanwhile is left out. */
  @Post()
  @Can('proposal.report')
  send(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(ReportProposals, {
      guard: 'report',
      perform: async ({ proposals, ...report }) => {
        const rows = await this.rows(x, proposals);
        await this.unitOfWork.run(async () => {
          for (const { id } of rows) await this.moderation.report(processId, { kind: 'proposal', id }, report, x.person, x.actor);
        });
        return seeOther(proposalsPath(slug), 'proposals.reporting.done', { count: rows.length });
      },
      again: (state) => this.page(x, state.values['proposals'], state),
    });
  }

  private async page(x: Exchange, ticked: unknown, state: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { process } = (await this.processes.outline(processId)) as ProcessOutline;
    const rows = await this.rows(x, Ticked.parse(ticked).slice(0, REPORTED_AT_ONCE));
    const title = x.t('proposals.reporting.title');
    const spec = {
      action: reportingPath(slug),
      submit: 'moderation.report.submit',
      guard: 'report',
      fields: reportFields(x.t),
    } as const;
    const about = { name: 'proposals', values: rows.map(({ id }) => id) };
    const act = actOf(x, spec, about, 'report', x.t('proposals.reporting.why'), state);
    return chosenPage(
      x,
      { process, rows },
      { title, lead: x.t('proposals.reporting.lead', { count: rows.length }), acts: [act] },
    );
  }

  /** Those of this process that everybody may read, in the order of their numbers. */
  private async rows(x: Exchange, ids: readonly string[]): Promise<ProposalCard[]> {
    const { slug } = x.facts<ProcessFacts>();
    return (await this.proposals.byIds(ids)).filter(({ processSlug }) => processSlug === slug);
  }
}
