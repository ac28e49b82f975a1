import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { LinkModel, ProposalCardModel } from '../platform/web/components.js';
import { callPath, processPath, type ProcessFacts } from '../process/domain/index.js';
import {
  callProse,
  type CallProse,
  type CallQueries,
  type ProcessOutline,
  type ProcessRow,
  type StageRow,
} from '../process/index.js';
import { newProposalPath, proposalsPath, queryOf } from './domain/index.js';
import { proposalCard } from './proposal-list.page.js';
import type { ListPage } from './proposal-lists.js';
import type { ProposalDetail } from './proposal-rows.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'embed/call': { title: string; kicker: string; about: string | null; prose: CallProse; links: LinkModel[] };
    'embed/proposals': { title: string; kicker: string; count: string; proposals: ProposalCardModel[]; links: LinkModel[] };
    'embed/proposal': { kicker: string; proposal: ProposalCardModel; links: LinkModel[] };
  }
}

/** How many proposals an embedded list shows; the rest is a link away. */
const SHOWN = 5;

const embedded = (x: Exchange, title: string) => ({ title, process: x.facts<ProcessFacts>().slug, layout: 'embed' as const });

/** Links leave the page around: they are whole, in the language that is read. */
const out = (x: Exchange, publicUrl: string) => (text: string, path: string) => link(text, `${publicUrl}/${x.locale}${path}`);

/** "From 1 to 31 March 2026". */
export function callAbout({ t }: Exchange, stages: readonly StageRow[]): string | null {
  const call = stages.find(({ kind }) => kind === 'call');
  return call ? t.days(call.startsOn, call.endsOn) : null;
}

export function embeddedCall(
  x: Exchange,
  publicUrl: string,
  shown: { process: ProcessRow; stages: StageRow[]; texts: Awaited<ReturnType<CallQueries['texts']>> },
): Page {
  const { slug, features } = x.facts<ProcessFacts>();
  const to = out(x, publicUrl);
  const title = localized(shown.process.name, x.locale);
  return x.page(
    'embed/call',
    {
      title,
      kicker: x.t('process.call.title'),
      about: callAbout(x, shown.stages),
      prose: callProse(x.t, shown.texts.asks),
      links: [
        ...(features.has('propose') ? [to(x.t('proposals.index.submit'), newProposalPath(slug))] : []),
        to(x.t('process.call.see-page'), callPath(slug)),
        to(x.t('process.call.see-proposals'), proposalsPath(slug)),
      ],
    },
    embedded(x, title),
  );
}

export function embeddedProposals(x: Exchange, publicUrl: string, { process }: ProcessOutline, found: ListPage): Page {
  const to = out(x, publicUrl);
  const title = x.t('proposals.index.title');
  return x.page(
    'embed/proposals',
    {
      title,
      kicker: localized(process.name, x.locale),
      count: x.t('proposals.embed.count', { count: found.total }),
      proposals: found.rows.slice(0, SHOWN).map((row) => outward(x, publicUrl, proposalCard(x.t, process.slug, row))),
      links: [to(x.t('proposals.embed.all'), proposalsPath(process.slug) + queryOf(found.find))],
    },
    embedded(x, title),
  );
}

export function embeddedProposal(x: Exchange, publicUrl: string, process: ProcessRow, proposal: ProposalDetail): Page {
  const to = out(x, publicUrl);
  const areaNames = proposal.assignments.map(({ areaName }) => areaName);
  return x.page(
    'embed/proposal',
    {
      kicker: localized(process.name, x.locale),
      proposal: outward(x, publicUrl, proposalCard(x.t, process.slug, { ...proposal, excerpt: proposal.body, areaNames })),
      links: [to(localized(process.name, x.locale), processPath(process.slug))],
    },
    embedded(x, proposal.title),
  );
}

function outward(x: Exchange, publicUrl: string, card: ProposalCardModel): ProposalCardModel {
  const to = (href: string): string => `${publicUrl}/${x.locale}${href}`;
  return { ...card, href: to(card.href), theme: card.theme && { ...card.theme, href: null } };
}
