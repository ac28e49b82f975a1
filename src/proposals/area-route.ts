import { localized } from '../kernel/localized.js';
import type { LinkModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import { jointAnswer, type Verdict } from './domain/index.js';
import type { ProposalDetail } from './proposal-rows.js';
import { paragraphsOf, verdictTag } from './proposal-words.js';

/** Which areas it went through, in the order of the days: asked, sent on with the reason, answered. Null before any was asked. */
export function routeOf({ t }: Exchange, process: string, { assignments, redirects }: ProposalDetail) {
  const steps = [
    ...redirects.map((redirect) => ({
      at: redirect.askedAt,
      text: t('proposals.route.redirected', {
        area: localized(redirect.fromArea, t.locale),
        to: localized(redirect.toArea, t.locale),
        asked: t.date(redirect.askedAt, 'day'),
        date: t.date(redirect.at, 'day'),
      }),
      paragraphs: paragraphsOf(redirect.reason),
    })),
    ...assignments.map(({ areaName, assignedAt, dueOn, reviewedAt }) => ({
      at: assignedAt,
      text: t(reviewedAt ? 'proposals.route.answered' : 'proposals.route.asked', {
        area: localized(areaName, t.locale),
        asked: t.date(assignedAt, 'day'),
        date: t.date(reviewedAt ?? dueOn, 'day'),
      }),
      paragraphs: [],
    })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const areas: LinkModel = link(t('proposals.areas.title'), processPath(process, 'areas'));
  return steps.length > 0 ? { title: t('proposals.route.title'), steps, areas } : null;
}

/** What a coordinator decided where areas disagreed, the newest first. */
export function rulingsOf({ t }: Exchange, { rulings }: ProposalDetail) {
  return rulings.map((ruling) => ({
    id: `ruling-${ruling.id}`,
    titleId: `ruling-${ruling.id}-title`,
    title: t('proposals.ruling.public'),
    signature: t('proposals.show.decided', { name: ruling.decidedBy, date: t.date(ruling.at, 'day') }),
    tag: verdictTag(t, ruling.verdict) satisfies TagModel,
    paragraphs: paragraphsOf(ruling.reason),
  }));
}

/** What each area that was asked says; null for one that owes its review. */
export const verdictsOf = ({ assignments, reviews }: Pick<ProposalDetail, 'assignments' | 'reviews'>): (Verdict | null)[] =>
  assignments.map(({ areaId, reviewedAt }) =>
    reviewedAt ? (reviews.find((review) => review.areaId === areaId)?.verdict ?? null) : null,
  );

/** The verdict in force, since when, and where on the page it is; null while areas owe it or disagree. */
export function verdictInForce(proposal: ProposalDetail): { verdict: Verdict; at: string; href: string } | null {
  if (proposal.state === 'in-review') return null;
  const [[review], [ruling]] = [proposal.reviews, proposal.rulings];
  if (ruling && (!review || Date.parse(ruling.at) >= Date.parse(review.at)))
    return { verdict: ruling.verdict, at: ruling.at, href: `#ruling-${ruling.id}` };
  const joint = jointAnswer(verdictsOf(proposal));
  return review
    ? { verdict: joint.kind === 'agrees' ? joint.verdict : review.verdict, at: review.at, href: `#review-${review.id}` }
    : null;
}
