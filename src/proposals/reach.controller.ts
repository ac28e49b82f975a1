import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Redirect, type Reply } from '../platform/web/reply.js';
import { callPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { FindProposals, fromTheStart, proposalPath, type ProposalFacts } from './domain/index.js';
import { ProposalCensus } from './proposal-census.js';
import { ProposalLists } from './proposal-lists.js';
import { proposalsAtom } from './proposals.atom.js';

/** Ways in from elsewhere: addresses short enough for a poster or a message, and the feed of a process. */
@Controller()
export class ReachController {
  constructor(
    private readonly lists: ProposalLists,
    private readonly census: ProposalCensus,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('p/:process')
  @Can('process.view')
  call(@X() x: Exchange): Redirect {
    return seeOther(callPath(x.facts<ProcessFacts>().slug));
  }

  @Get('p/:process/:number')
  @Can('proposal.view')
  proposal(@X() x: Exchange): Redirect {
    const { slug, number } = x.facts<ProposalFacts>();
    return seeOther(proposalPath(slug, number));
  }

  /** The newest proposals that answer the filters of the list. */
  @Get('processes/:process/proposals.atom')
  @Can('proposal.list')
  async feed(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    const find = fromTheStart({ ...FindProposals.parse(x.request.query ?? {}), sort: 'newest' });
    const { rows } = await this.lists.page(processId, find, this.census.of(processId));
    return proposalsAtom(
      {
        process: { id: processId, slug },
        title: x.t('proposals.feed.title', { process: localized(process.name, x.locale) }),
        publicUrl: this.config.PUBLIC_URL,
        lang: x.t.tag,
        self: x.request.url,
        otherwise: process.publishedAt ?? this.clock.now(),
      },
      rows,
    );
  }
}
