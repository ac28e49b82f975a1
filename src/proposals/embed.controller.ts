import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { letFrame } from '../platform/web/framing.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { SharePictures } from '../platform/web/share-pictures.js';
import type { Page, Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { CallQueries, ProcessQueries, type ProcessOutline, type ProcessRow } from '../process/index.js';
import { FindProposals, fromTheStart, proposalNumber, type ProposalFacts } from './domain/index.js';
import { callAbout, embeddedCall, embeddedProposal, embeddedProposals } from './embed.page.js';
import { ProposalCensus } from './proposal-census.js';
import { ProposalLists } from './proposal-lists.js';
import type { ProposalDetail } from './proposal-rows.js';
import { ProposalsQueries } from './proposals.queries.js';

/** What of a process stands elsewhere: parts within pages of other sites, and the pictures by which its pages are shared. Only what everybody may read. */
@Controller()
export class EmbedController {
  constructor(
    private readonly processes: ProcessQueries,
    private readonly calls: CallQueries,
    private readonly proposals: ProposalsQueries,
    private readonly lists: ProposalLists,
    private readonly census: ProposalCensus,
    private readonly pictures: SharePictures,
    private readonly config: Config,
  ) {}

  @Get('embed/processes/:process')
  @Can('shared.call')
  async call(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    await this.frame(x);
    return embeddedCall(x, this.config.PUBLIC_URL, {
      process: await this.process(processId),
      stages: await this.processes.stages(processId),
      texts: await this.calls.texts(processId),
    });
  }

  /** The first proposals that answer the filters of the list. */
  @Get('embed/processes/:process/proposals')
  @Can('shared.call')
  async list(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    await this.frame(x);
    const find = fromTheStart(FindProposals.parse(x.request.query ?? {}));
    const outline = (await this.processes.outline(processId)) as ProcessOutline;
    const found = await this.lists.page(processId, find, this.census.of(processId));
    return embeddedProposals(x, this.config.PUBLIC_URL, outline, found);
  }

  @Get('embed/processes/:process/proposals/:number')
  @Can('shared.proposal')
  async proposal(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    await this.frame(x);
    return embeddedProposal(x, this.config.PUBLIC_URL, await this.process(processId), await this.detail(x));
  }

  @Get('processes/:process/call/picture.png')
  @Can('shared.call')
  async callPicture(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    const process = await this.process(processId);
    return this.pictures.of({
      kicker: x.t('process.call.title'),
      title: localized(process.name, x.locale),
      about: callAbout(x, await this.processes.stages(processId)) ?? '',
      site: this.site,
    });
  }

  @Get('processes/:process/proposals/:number/picture.png')
  @Can('shared.proposal')
  async proposalPicture(@X() x: Exchange): Promise<Reply> {
    const process = await this.process(x.facts<ProcessFacts>().processId);
    const proposal = await this.detail(x);
    return this.pictures.of({
      kicker: localized(process.name, x.locale),
      title: proposal.title,
      about: proposalNumber(proposal.number),
      site: this.site,
    });
  }

  private get site(): string {
    return this.config.SITE_PLACE ? `${this.config.SITE_NAME}, ${this.config.SITE_PLACE}` : this.config.SITE_NAME;
  }

  private async frame(x: Exchange): Promise<void> {
    letFrame(x.reply, await this.processes.embedOrigins(x.facts<ProcessFacts>().processId));
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }

  private async detail(x: Exchange): Promise<ProposalDetail> {
    const { processId, number } = x.facts<ProposalFacts>();
    return (await this.proposals.byNumber(processId, number)) as ProposalDetail;
  }
}
