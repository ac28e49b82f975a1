import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { CallQueries, ProcessQueries, type ProcessOutline } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ResponsesQueries } from '../responses/index.js';
import { ContinuationsQueries } from './continuations.queries.js';
import { EndorseProposal, FindProposals, isTombstone, proposalPath, type ProposalFacts } from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { MapQueries } from './map.queries.js';
import { proposalJson, proposalsCsv, proposalsJson, type FileContext } from './proposal-files.js';
import { ProposalCensus } from './proposal-census.js';
import { proposalListPage } from './proposal-list.page.js';
import { ProposalLists } from './proposal-lists.js';
import { ProposalShowing } from './proposal-showing.js';
import { ProposalsQueries } from './proposals.queries.js';
import { ProposalsService } from './proposals.service.js';
import { themesPage } from './themes.page.js';

/** The proposals of a process, as everybody reads them. */
@Controller('processes/:process')
export class ProposalsController {
  constructor(
    private readonly reader: Reader,
    private readonly proposals: ProposalsService,
    private readonly queries: ProposalsQueries,
    private readonly lists: ProposalLists,
    private readonly census: ProposalCensus,
    private readonly continuations: ContinuationsQueries,
    private readonly calls: CallQueries,
    private readonly processes: ProcessQueries,
    private readonly responses: ResponsesQueries,
    private readonly showing: ProposalShowing,
    private readonly ownStates: OwnStatesService,
    private readonly config: Config,
    private readonly maps: MapQueries,
  ) {}

  @Get('proposals')
  @Can('proposal.list')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const find = findOf(x);
    const listing = await this.reader.together(async () => {
      const census = this.census.of(processId);
      const [outline, counts, ownStates, found, map] = await Promise.all([
        this.processes.outline(processId) as Promise<ProcessOutline>,
        census,
        this.ownStates.named(processId),
        this.lists.page(processId, find, census),
        find.view === 'map' ? this.maps.of(processId, find) : null,
      ]);
      return { ...outline, census: counts, ownStates, found, map };
    });
    return proposalListPage(x, listing);
  }

  /** The thematic axes of a process and what was proposed in each. */
  @Get('themes')
  @Can('proposal.list')
  async themes(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const [outline, census] = await this.reader.together(() =>
      Promise.all([this.processes.outline(processId) as Promise<ProcessOutline>, this.census.of(processId)]),
    );
    return themesPage(x, outline, census);
  }

  @Get('proposals.csv')
  @Can('proposal.list')
  async csv(@X() x: Exchange): Promise<Reply> {
    return proposalsCsv(await this.context(x), this.lists.all(x.facts<ProcessFacts>().processId, findOf(x)));
  }

  @Get('proposals.json')
  @Can('proposal.list')
  async json(@X() x: Exchange): Promise<Reply> {
    return proposalsJson(await this.context(x), this.lists.all(x.facts<ProcessFacts>().processId, findOf(x)));
  }

  /** `…/P-047` is its page, `…/P-047.json` the same for machines. */
  @Get('proposals/:number')
  @Can('proposal.view')
  async show(@X() x: Exchange): Promise<Reply> {
    if (!x.path.endsWith('.json')) return this.showing.page(x);
    const { processId, number } = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(processId, number);
    if (!proposal || isTombstone(proposal.state)) throw notFound();
    const [answer = null] = await this.responses.history({ kind: 'proposal', id: proposal.id });
    return proposalJson(
      await this.context(x),
      proposal,
      answer && !answer.retractedAt
        ? { disposition: answer.disposition, reason: answer.reason, decidedBy: answer.decidedBy, at: answer.at.toISOString() }
        : null,
      await this.continuations.of(proposal.id),
    );
  }

  @Post('proposals/:number/endorsement')
  @Can('proposal.endorse')
  endorse(@X() x: Exchange): Promise<Reply> {
    const { proposalId, slug, number } = x.facts<ProposalFacts>();
    return x.submit(EndorseProposal, {
      perform: async () => {
        await this.proposals.endorse(proposalId, x.actor);
        return seeOther(proposalPath(slug, number), 'proposals.endorsed');
      },
      again: () => this.showing.page(x),
    });
  }

  private async context(x: Exchange): Promise<FileContext> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return {
      process: slug,
      publicUrl: this.config.PUBLIC_URL,
      locale: x.locale,
      questions: await this.calls.questions(processId),
    };
  }
}

/** The whole query string: filters may stand in it more than once. */
const findOf = (x: Exchange): FindProposals => FindProposals.parse(x.request.query ?? {});
