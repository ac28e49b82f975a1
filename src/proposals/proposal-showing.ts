import { Injectable } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { FollowersQueries, Rhythms } from '../following/index.js';
import { notFound } from '../kernel/refusal.js';
import type { Subject } from '../kernel/subject.js';
import { Reader } from '../platform/database/reader.js';
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
import { ProposalAsides } from './proposal-asides.js';
import { ProposalAudience } from './proposal-audience.js';
import type { Said } from './proposal-comments.page.js';
import { gonePage, proposalPage, type Shown, type ShownForms } from './proposal.page.js';
import { ProposalsQueries } from './proposals.queries.js';

/** Gathers what a proposal's page shows, for every form that stands on it. */
@Injectable()
export class ProposalShowing {
  constructor(
    private readonly reader: Reader,
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
    private readonly asides: ProposalAsides,
  ) {}

  async page(x: Exchange, forms: ShownForms = {}): Promise<Page> {
    const facts = x.facts<ProposalFacts>();
    const [proposal, process, continuations, more] = await this.reader.together(() =>
      Promise.all([
        this.queries.byNumber(facts.processId, facts.number),
        this.processes.byId(facts.processId) as Promise<ProcessRow>,
        this.continuations.of(facts.proposalId),
        isTombstone(facts.state) ? null : this.more(x, { kind: 'proposal', id: facts.proposalId }),
      ]),
    );
    if (!proposal) throw notFound();
    if (!more || isTombstone(proposal.state)) return gonePage(x, process, proposal, continuations);
    const { latitude, longitude } = proposal;
    const point = latitude === null || longitude === null ? null : { latitude, longitude };
    const map = point && this.maps.around(point, proposal.outline ?? []);
    return proposalPage(x, { process, proposal, continuations, map, ...more }, forms);
  }

  /** What the facets know of it, and what it is to whoever reads. */
  private async more(x: Exchange, subject: Subject): Promise<Omit<Shown, 'process' | 'proposal' | 'continuations' | 'map'>> {
    const account = x.actor.kind === 'account' ? x.actor.id : null;
    const [history, ledTo, asides, followers, said, hasEndorsed, follows, rhythm] = await Promise.all([
      this.responses.history(subject),
      this.ledTo(subject, x),
      this.asides.of(subject.id, x.t),
      this.audience.countFollowers(subject.id),
      this.said(subject, pageAsked(x)),
      account ? this.queries.hasEndorsed(subject.id, account) : false,
      account ? this.followers.follows(subject, account) : false,
      account ? this.rhythmOf(account) : null,
    ]);
    return { history, ledTo, asides, followers, said, hasEndorsed, follows, rhythm };
  }

  /** A page of what is said about it; the last one where fewer are there than was asked for. */
  private async said(subject: Subject, asked: number): Promise<Said> {
    const threads = (page: number) => this.comments.threads(subject, THREADS_SHOWN, (page - 1) * THREADS_SHOWN);
    const [balance, found] = await Promise.all([this.comments.balance(subject), threads(asked)]);
    const pages = Math.max(1, Math.ceil(balance.threads / THREADS_SHOWN));
    const page = Math.min(pages, asked);
    return { balance, page, pages, threads: page === asked ? found : await threads(page) };
  }

  private async rhythmOf(accountId: string) {
    const own = await this.rhythms.ofAccount(accountId);
    return own && { chosen: own.rhythm, path: this.rhythms.pathFor(own.email) };
  }

  /** Everything public on the ways that go out from it; what stands for another proposal on a board is named once, as that proposal. */
  private async ledTo(subject: Subject, { locale, t }: Exchange): Promise<LinkModel[]> {
    const links = await this.trace.comingFrom(subject);
    const views = await this.subjects.describe(
      links.map((each) => each.to),
      locale,
    );
    const named = new Map(
      [...views.values()]
        .reverse()
        .map(({ title, href, within }) => [
          title,
          link(within ? t('proposals.where.led-within', { title, within }) : title, href),
        ]),
    );
    return [...named.values()].reverse();
  }
}

const pageAsked = (x: Exchange): number => Math.min(MOST_PAGES, Math.max(1, Math.floor(Number(x.query['comments'])) || 1));

/** More than anybody will read of comments on one proposal. */
const MOST_PAGES = 100_000;
