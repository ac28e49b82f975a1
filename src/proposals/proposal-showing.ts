import { Injectable } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { FollowersQueries, Rhythms } from '../following/index.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import type { Subject } from '../kernel/subject.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import type { LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { ResponsesQueries } from '../responses/index.js';
import { TraceQueries } from '../trace/index.js';
import { ContinuationsQueries } from './continuations.queries.js';
import { isTombstone, THREADS_SHOWN, type ProposalFacts } from './domain/index.js';
import { MapQueries } from './map.queries.js';
import { ProposalAudience } from './proposal-audience.js';
import { gonePage, proposalPage, type ShownForms } from './proposal.page.js';
import { ProposalsQueries } from './proposals.queries.js';

/** Gathers what a proposal's page shows, for every form that stands on it. */
@Injectable()
export class ProposalShowing {
  constructor(
    private readonly queries: ProposalsQueries,
    private readonly continuations: ContinuationsQueries,
    private readonly processes: ProcessQueries,
    private readonly responses: ResponsesQueries,
    private readonly comments: CommentsQueries,
    private readonly followers: FollowersQueries,
    private readonly rhythms: Rhythms,
    private readonly audience: ProposalAudience,
    private readonly trace: TraceQueries,
    private readonly subjects: SubjectRegistry,
    private readonly maps: MapQueries,
  ) {}

  async page(x: Exchange, forms: ShownForms = {}): Promise<Page> {
    const { processId, number } = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(processId, number);
    if (!proposal) throw notFound();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    const continuations = await this.continuations.of(proposal.id);
    if (isTombstone(proposal.state)) return gonePage(x, process, proposal, continuations);
    const { latitude, longitude } = proposal;
    const point = latitude === null || longitude === null ? null : { latitude, longitude };
    const subject: Subject = { kind: 'proposal', id: proposal.id };
    const account = x.actor.kind === 'account' ? x.actor.id : null;
    const balance = await this.comments.balance(subject);
    const pages = Math.max(1, Math.ceil(balance.threads / THREADS_SHOWN));
    const page = Math.min(pages, Math.max(1, Number(x.query['comments'] ?? 1) || 1));
    return proposalPage(
      x,
      {
        process,
        proposal,
        map: point && this.maps.around(point, proposal.outline ?? []),
        history: await this.responses.history(subject),
        hasEndorsed: account ? await this.queries.hasEndorsed(proposal.id, account) : false,
        continuations,
        ledTo: await this.ledTo(subject, x.locale),
        follows: account ? await this.followers.follows(subject, account) : false,
        rhythm: account ? await this.rhythmOf(account) : null,
        followers: await this.audience.countFollowers(proposal.id),
        said: {
          balance,
          page: Math.floor(page),
          pages,
          threads: await this.comments.threads(subject, THREADS_SHOWN, (Math.floor(page) - 1) * THREADS_SHOWN),
        },
      },
      forms,
    );
  }

  private async rhythmOf(accountId: string) {
    const own = await this.rhythms.ofAccount(accountId);
    return own && { chosen: own.rhythm, path: this.rhythms.pathFor(own.email) };
  }

  /** Everything public on the ways that go out from it; what stands for another proposal on a board is named once, as that proposal. */
  private async ledTo(subject: Subject, locale: Locale): Promise<LinkModel[]> {
    const links = await this.trace.comingFrom(subject);
    const views = await this.subjects.describe(
      links.map((each) => each.to),
      locale,
    );
    const named = new Map([...views.values()].reverse().map((view) => [view.title, link(view.title, view.href)]));
    return [...named.values()].reverse();
  }
}
