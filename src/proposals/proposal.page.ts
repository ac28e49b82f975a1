import type { Rhythm } from '../following/domain/index.js';
import { localized } from '../kernel/localized.js';
import type {
  ButtonModel,
  DiffModel,
  DisclosureModel,
  FactsModel,
  FormModel,
  JourneyModel,
  LinkModel,
  TagModel,
  ThemeMarkModel,
} from '../platform/web/components.js';
import { casePath, mayModerate, reportPath } from '../moderation/domain/index.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { wordChanges } from '../platform/web/word-changes.js';
import { pictureOf, processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { dispositionTag, type ResponseRow } from '../responses/index.js';
import {
  authorshipPath,
  filesPath,
  mayAuthorship,
  mayBeShared,
  mayProposal,
  proposalNumber,
  proposalPath,
  proposalsPath,
  type ProposalFacts,
} from './domain/index.js';
import { attachmentsModel, type AttachmentsModel, type ShownAttachment } from './attachments.page.js';
import { drawnMap, pointText, type MapModel } from './map.page.js';
import type { MapData } from './map.queries.js';
import type { ContinuationRow } from './continuations.queries.js';
import { followModel, type FollowModel } from './follow.form.js';
import { saidModel, type Said, type SaidModel } from './proposal-comments.page.js';
import { continuationsModel, originAuthors, wasUndone, type ContinuationsModel } from './proposal-continuations.js';
import { proposalJourney } from './proposal-journey.js';
import type { ProposalDetail, ReviewRow } from './proposal-rows.js';
import { routeOf, rulingsOf } from './area-route.js';
import type { Aside } from './proposal-asides.js';
import { reviewPoints, type ReviewPoint } from './review-words.js';
import {
  answerRows,
  authorWords,
  coAuthorWords,
  excerptOf,
  langOf,
  ownStateTag,
  paragraphsOf,
  receivedText,
  themeMark,
  verdictTag,
} from './proposal-words.js';

interface ReviewModel {
  id: string;
  titleId: string;
  title: string;
  signature: string;
  tag: TagModel;
  points: ReviewPoint[];
}

interface AnswerModel {
  title: string;
  signature: string;
  tag: TagModel;
  paragraphs: string[];
  before: DisclosureModel[];
}

/** What one version changed, word by word, and the whole text as it stood before. */
interface VersionModel {
  summary: string;
  changes: DiffModel[];
  before: DisclosureModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/show': {
      title: string;
      lang: string | null;
      number: string;
      theme: ThemeMarkModel;
      byline: string;
      ownState: TagModel | null;
      markings: { title: string; items: { text: string; paragraphs: string[] }[] } | null;
      journeyTitle: string;
      journey: JourneyModel;
      textTitle: string;
      lead: string;
      paragraphs: string[];
      answers: { term: string; paragraphs: string[] }[];
      map: { title: string; text: string; picture: MapModel } | null;
      attachments: AttachmentsModel | null;
      continuations: ContinuationsModel;
      versions: VersionModel[];
      /** Where it was published first. */
      source: { text: string; supports: string | null; link: LinkModel | null } | null;
      asides: (Aside & { id: string })[];
      answer: AnswerModel | null;
      reviews: ReviewModel[];
      rulings: { id: string; titleId: string; title: string; signature: string; tag: TagModel; paragraphs: string[] }[];
      route: { title: string; steps: { text: string; paragraphs: string[] }[]; areas: LinkModel } | null;
      endorsing: {
        number: string | null;
        text: string;
        hidden: string | null;
        note: string | null;
        form: FormModel | null;
        signIn: ButtonModel | null;
      };
      said: SaidModel;
      follow: FollowModel;
      sideLabel: string;
      where: { title: string; text: string; ledToTitle: string; ledTo: LinkModel[] };
      facts: FactsModel;
      /** For whoever sent it signed in. */
      own: LinkModel | null;
      file: LinkModel;
      report: LinkModel;
      moderate: LinkModel | null;
    };
    'proposals/gone': { title: string; text: string; reasonTitle: string; reason: string[] | null; back: LinkModel };
  }
}

export interface Shown {
  process: ProcessRow;
  proposal: ProposalDetail;
  /** Where it is about; null where it does not say. */
  map: MapData | null;
  /** Its responses, the newest first. */
  history: ResponseRow[];
  hasEndorsed: boolean;
  /** Merges and splits that it is or was a part of. */
  continuations: readonly ContinuationRow[];
  /** What came of it: notes, fields, commitments. */
  ledTo: LinkModel[];
  /** What modules above say of it. */
  asides: readonly Aside[];
  /** Whether whoever reads follows it. */
  follows: boolean;
  followers: number;
  /** How often whoever reads is told; null without an account. */
  rhythm: { chosen: Rhythm; path: string } | null;
  said: Said;
}

/** Forms of the page that came back with a mistake. */
export interface ShownForms {
  follow?: FormState;
  comment?: FormState;
}

/** A proposal's own page: its life, its words, what areas and the team answered, who stands behind it. */
export function proposalPage(x: Exchange, shown: Shown, forms: ShownForms = {}): Page {
  const { process, proposal, history, continuations } = shown;
  const { t } = x;
  const [lead = '', ...paragraphs] = paragraphsOf(proposal.body);
  const response = history[0]?.retractedAt ? null : (history[0] ?? null);
  const others = originAuthors(proposal.id, proposal, continuations);
  const number = proposalNumber(proposal.number);
  const subject = { kind: 'proposal', id: proposal.id } as const;
  return x.page(
    'proposals/show',
    {
      title: proposal.title,
      lang: langOf(t, proposal.lang),
      number,
      theme: themeMark(t, process.slug, proposal),
      byline: [
        t('proposals.show.byline', { author: authorWords(t, proposal).join(', ') }),
        ...coAuthorWords(t, proposal.coAuthors),
        ...[receivedText(t, proposal)].filter((each) => each !== null),
        ...(others.length > 0 ? [t('proposals.show.byline-others', { names: t.list(others) })] : []),
      ].join('. '),
      ownState: ownStateTag(t, proposal.ownState),
      markings:
        proposal.markings.length > 0
          ? {
              title: t('proposals.own-states.history'),
              items: proposal.markings.map(({ name, reason, decidedBy, at }) => ({
                text: t(name ? 'proposals.own-states.given' : 'proposals.own-states.taken', {
                  state: localized(name, t.locale),
                  name: decidedBy,
                  date: t.date(at, 'day'),
                }),
                paragraphs: paragraphsOf(reason),
              })),
            }
          : null,
      journeyTitle: t('proposals.journey.title'),
      journey: proposalJourney(t, proposal, response),
      textTitle: t('proposals.show.text'),
      lead,
      paragraphs,
      answers: answerRows(t, proposal.answers),
      map: shown.map && placeOn(x, shown.map, proposal),
      attachments: attachmentsModel(x, attachmentsOf(process.slug, proposal), langOf(t, proposal.lang)),
      continuations: continuationsModel(t, process, proposal.id, continuations),
      versions: versionsOf(x, proposal),
      source: sourceOf(x, proposal),
      asides: shown.asides.map((aside, index) => ({ ...aside, id: `aside-${index + 1}` })),
      answer: response && answerOf(x, response, history.slice(1)),
      reviews: proposal.reviews.map((review) => reviewOf(x, review)),
      rulings: rulingsOf(x, proposal),
      route: routeOf(x, process.slug, proposal),
      endorsing: endorsing(x, shown),
      said: saidModel(x, process, proposal.number, shown.said, forms.comment ?? null),
      follow: followModel(x, shown, forms.follow ?? null),
      sideLabel: t('proposals.show.side'),
      where: {
        title: t('proposals.where.title'),
        text: t(`proposals.where.${proposal.state}`),
        ledToTitle: t('proposals.where.led-to'),
        ledTo: shown.ledTo,
      },
      facts: factsOf(x, proposal),
      own: mayAuthorship(x.who, 'view', x.facts<ProposalFacts>())
        ? null
        : link(t('proposals.authorship.link'), authorshipPath(process.slug, proposal.number)),
      file: link(t('proposals.show.json'), `${proposalPath(process.slug, proposal.number)}.json`),
      report: link(t('moderation.report.link'), reportPath(process.slug, subject)),
      moderate: mayModerate(x.who) ? link(t('moderation.link'), casePath(process.slug, subject)) : null,
    },
    {
      title: `${number}. ${proposal.title}`,
      description: excerptOf(proposal.body, 160),
      picture: mayBeShared(x.facts<ProposalFacts>()) ? undefined : pictureOf(proposalPath(process.slug, proposal.number)),
      process: process.slug,
      isKept: true,
      breadcrumb: breadcrumb(x, process),
    },
  );
}

function placeOn({ t }: Exchange, map: MapData, { latitude, longitude, title }: ProposalDetail) {
  const point = { latitude: latitude ?? 0, longitude: longitude ?? 0 };
  const text = pointText(t, point);
  return {
    title: t('proposals.place.title'),
    text,
    picture: drawnMap(t, map, {
      label: t('proposals.place.shown', { title, point: text }),
      dots: [{ ...point, href: null, text, count: null }],
    }),
  };
}

/** Each is read where it came with: what goes on in another keeps its own. */
const attachmentsOf = (process: string, { number, attachments }: ProposalDetail): ShownAttachment[] =>
  attachments.map((each) => ({
    ...each,
    folder: filesPath(process, each.number),
    from: each.number === number ? null : proposalNumber(each.number),
  }));

/** What is left of a proposal that its author took back or that was hidden: the number, and why. */
export function gonePage(
  x: Exchange,
  process: ProcessRow,
  proposal: ProposalDetail,
  continuations: readonly ContinuationRow[],
): Page {
  const why = proposal.state === 'withdrawn' && wasUndone(proposal.id, continuations) ? 'undone' : proposal.state;
  const title = x.t(`proposals.gone.${why}.title`, { number: proposalNumber(proposal.number) });
  return x.page(
    'proposals/gone',
    {
      title,
      text: x.t(`proposals.gone.${why}.text`),
      reasonTitle: x.t('proposals.gone.reason'),
      reason: proposal.goneReason ? paragraphsOf(proposal.goneReason) : null,
      back: link(x.t('proposals.gone.back'), proposalsPath(process.slug)),
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}

export const breadcrumb = (x: Exchange, process: ProcessRow): { text: string; href: string }[] => [
  { text: localized(process.name, x.locale), href: processPath(process.slug) },
  { text: x.t('proposals.index.title'), href: proposalsPath(process.slug) },
];

/** What each version changed, the newest first; none when there is only one. */
/** An import says where it is from, and that what was counted there is not counted here. */
function sourceOf({ t }: Exchange, { source }: ProposalDetail) {
  if (!source) return null;
  const { name, key, url, supports } = source;
  return {
    text: key === null ? t('proposals.source.from', { name }) : t('proposals.source.from-key', { name, key }),
    supports: supports === null ? null : t('proposals.source.supports', { count: supports }),
    link: url === null ? null : link(t('proposals.source.see'), url),
  };
}

function versionsOf({ t }: Exchange, { versions, lang }: ProposalDetail): VersionModel[] {
  return versions.slice(1).map((before, index) => {
    const after = versions[index] ?? before;
    const parts = [
      [before.title, after.title],
      [before.body, after.body],
    ] as const;
    return {
      summary: t('proposals.show.change', { version: after.version, date: t.date(after.at, 'day'), note: after.note ?? '' }),
      changes: parts.filter(([was, is]) => was !== is).map(([was, is]) => wordChanges(t, was, is, langOf(t, lang))),
      before: {
        summary: t('proposals.show.version', { version: before.version, date: t.date(before.at, 'day') }),
        paragraphs: [before.title, ...paragraphsOf(before.body)],
      },
    };
  });
}

function reviewOf({ t }: Exchange, review: ReviewRow): ReviewModel {
  return {
    id: `review-${review.id}`,
    titleId: `review-${review.id}-title`,
    title: t('proposals.show.review'),
    signature: t('proposals.show.signature', {
      area: localized(review.areaName, t.locale),
      date: t.date(review.at, 'day'),
      name: review.signedBy,
    }),
    tag: verdictTag(t, review.verdict),
    points: reviewPoints(t, review),
  };
}

function answerOf({ t }: Exchange, response: ResponseRow, older: ResponseRow[]): AnswerModel {
  return {
    title: t('proposals.show.response'),
    signature: t('proposals.show.decided', { name: response.decidedBy, date: t.date(response.at, 'day') }),
    tag: dispositionTag(t, response.disposition),
    paragraphs: paragraphsOf(response.reason),
    before: older.map((each) => ({
      summary: t('proposals.show.earlier-response', {
        disposition: dispositionTag(t, each.disposition).text,
        date: t.date(each.at, 'day'),
      }),
      paragraphs: paragraphsOf(each.reason),
    })),
  };
}

function endorsing(x: Exchange, { process, proposal, hasEndorsed }: Shown) {
  const { t } = x;
  const { endorsements } = proposal;
  const base =
    endorsements === null
      ? { number: null, text: t('proposals.endorse.title'), hidden: t('proposals.endorse.hidden') }
      : { number: t.number(endorsements), text: t('proposals.endorsements', { count: endorsements }), hidden: null };
  if (hasEndorsed) return { ...base, note: t('proposals.endorse.done'), form: null, signIn: null };
  const refusal = mayProposal(x.who, 'proposal.endorse', x.facts<ProposalFacts>());
  const path = proposalPath(process.slug, proposal.number);
  if (refusal?.code === 'sign-in-first') {
    const href = `/sign-in?next=${encodeURIComponent(path)}`;
    return {
      ...base,
      note: null,
      form: null,
      signIn: { text: t('proposals.endorse.sign-in'), href, variant: 'plain' as const, icon: null, name: null, value: null },
    };
  }
  if (refusal) return { ...base, note: t(`refusals.${refusal.code}`, refusal.params), form: null, signIn: null };
  const form = x.form({ action: `${path}/endorsement`, submit: 'proposals.endorse.submit', fields: [] }, blank());
  return { ...base, note: null, form, signIn: null };
}

function factsOf({ t }: Exchange, proposal: ProposalDetail): FactsModel {
  const row = (key: string, text: string | null) => (text ? [{ term: t(key), text, href: null }] : []);
  const areas = proposal.assignments.map((assignment) => localized(assignment.areaName, t.locale));
  const due = proposal.assignments.filter((assignment) => !assignment.reviewedAt).map((assignment) => assignment.dueOn);
  return {
    rows: [
      ...row('proposals.journey.submitted', t.date(proposal.submittedAt, 'day')),
      ...row('proposals.area', areas.length > 0 ? t.list(areas) : null),
      ...row('proposals.show.due', due.length > 0 ? t.date(due.sort()[0] as string, 'day') : null),
      ...row('proposals.organisation', proposal.onBehalfOf),
      ...row('proposals.neighbourhood', proposal.neighbourhood),
    ],
  };
}
