import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type {
  AnswerKind,
  AnswersModel,
  ButtonModel,
  JourneyModel,
  LinkModel,
  ProposalCardModel,
} from '../platform/web/components.js';
import { answers, contributionsPerFigure } from '../platform/web/answers.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath, stageState } from '../process/domain/index.js';
import { processJourney, type ProcessRow, type StageRow } from '../process/index.js';
import { proposalCard, supportWords, type ProposalRow } from '../proposals/index.js';
import { EVERYTHING, isEnd, proposalsPath, PUBLIC_STATES, queryOf } from '../proposals/domain/index.js';
import { ledgerPath } from '../responses/index.js';
import { PROPOSAL_DISPOSITIONS, type Disposition } from '../responses/domain/index.js';
import { opening, type Opening } from './home-opening.js';

interface ProposalLine extends ProposalCardModel {
  /** "128 adhesiones". */
  endorsed: string | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'site/home': {
      opening: Opening;
      today: string;
      journey: JourneyModel;
      table: { count: string; all: LinkModel; front: ProposalLine; others: ProposalLine[] } | null;
      outcome: { process: string; answers: AnswersModel; ledger: LinkModel } | null;
      earlier: { name: string; href: string; summary: string; plan: LinkModel; responses: LinkModel }[];
    };
    'site/no-process': { title: string; lead: string; action: ButtonModel };
  }
}

export interface Home {
  process: ProcessRow;
  /** The day of the calendar where the instance is: `2022-03-19`. */
  today: string;
  stages: StageRow[];
  /** Most endorsed first. */
  onTheTable: ProposalRow[];
  /** All public ones, the newest first. */
  processes: ProcessRow[];
  /** Responses in force to proposals. */
  outcomes: { processId: string; disposition: Disposition; count: number }[];
  /** Public proposals of each process. */
  owed: ReadonlyMap<string, number>;
}

const BESIDE = 3;
/** Proposals shown on the table. */
export const ON_THE_TABLE = 1 + BESIDE;
/** Characters. */
const SHORTEST_QUOTE = 60;

export function homePage(x: Exchange, home: Home): Page {
  const { t } = x;
  const { process, stages } = home;
  const open = stages.filter((stage) => stageState(stage) === 'open').map((stage) => localized(stage.name, t.locale));
  const begins = opening(t, home);
  return x.page(
    'site/home',
    {
      opening: begins,
      today: t(open.length > 0 ? 'site.home.journey.today-open' : 'site.home.journey.today', {
        date: t.date(home.today, 'day'),
        stages: t.list(open),
      }),
      journey: processJourney(t, stages),
      table: onTheTable(t, home),
      outcome: outcome(t, home),
      earlier: home.processes.filter((each) => each.id !== process.id).map((each) => earlier(t, each)),
    },
    { title: begins.headline, process: process.slug, description: localized(process.summary, t.locale), isKept: true },
  );
}

/** Before the first process is public: what will be here, and who begins. */
export function noProcessPage(x: Exchange): Page {
  const { t } = x;
  const title = t('site.no-process.title');
  const path = '/staff/processes/new';
  const [text, href] = x.actor.isAdministrator
    ? [t('site.staff.create'), path]
    : [t('site.no-process.sign-in'), `/sign-in?next=${encodeURIComponent(path)}`];
  return x.page(
    'site/no-process',
    {
      title,
      lead: t('site.no-process.lead'),
      action: { text, href, variant: 'primary', icon: 'arrow-right', name: null, value: null },
    },
    { title },
  );
}

function onTheTable(t: Translate, { process, onTheTable: rows, owed }: Home) {
  const total = owed.get(process.id) ?? 0;
  const lines = rows.map((row): ProposalLine => {
    const card = proposalCard(t, process.slug, row);
    return {
      ...card,
      excerpt: card.excerpt && wholeSentences(card.excerpt),
      about: card.about.slice(0, 2),
      endorsed: supportWords(t, row.endorsements)[0] ?? null,
    };
  });
  const [front, ...others] = lines;
  if (!front) return null;
  return {
    count: t('site.home.table.count', { count: total }),
    all: link(t('site.home.table.all', { count: total }), proposalsPath(process.slug)),
    front,
    others,
  };
}

/** An excerpt that was cut within a sentence ends with the sentence before it, where that leaves something worth a note. */
function wholeSentences(excerpt: string): string {
  const end = excerpt.endsWith('…') ? Math.max(...['. ', '? ', '! '].map((mark) => excerpt.lastIndexOf(mark))) : -1;
  return end > SHORTEST_QUOTE ? excerpt.slice(0, end + 1) : excerpt;
}

const KINDS: Record<(typeof PROPOSAL_DISPOSITIONS)[number], AnswerKind> = {
  'in-a-commitment': 'committed',
  merged: 'merged',
  split: 'merged',
  'already-planned': 'existing',
  'carried-over': 'carried',
  'not-taken-up': 'refused',
  'outside-the-call': 'refused',
};

/** One figure for each proposal of a process; those that wait are shown as waiting. */
function outcome(t: Translate, home: Home) {
  const process = worthShowing(home);
  if (!process) return null;
  const counts = new Map(
    home.outcomes.filter((each) => each.processId === process.id).map((each) => [each.disposition, each.count]),
  );
  const given = answeredIn(home, process);
  const owed = Math.max(given, home.owed.get(process.id) ?? 0);
  const unit = contributionsPerFigure(owed);
  const unanswered = PUBLIC_STATES.filter((state) => !isEnd(state));
  const groups = (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((disposition) => ({
    kind: KINDS[disposition],
    count: counts.get(disposition) ?? 0,
    text: t(`responses.disposition.${disposition}`),
    href: ledgerPath(process.slug, { kind: 'proposal', disposition }),
  }));
  const waiting = {
    kind: 'waiting' as const,
    count: owed - given,
    text: t('site.home.outcome.waiting', { count: owed - given }),
    href: proposalsPath(process.slug) + queryOf(EVERYTHING, { state: unanswered }),
  };
  return {
    process: localized(process.name, t.locale),
    answers: answers([...groups, waiting], {
      number: t.number(given),
      claim: t('site.home.outcome.claim', { owed, given }),
      label: t('site.home.outcome.label', { owed, given, waiting: owed - given }),
      scale: unit > 1 ? t('site.home.outcome.scale', { unit }) : null,
    }),
    ledger: link(t('site.home.outcome.ledger'), ledgerPath(process.slug)),
  };
}

/** The newest process that has answered at least half of its proposals: a call that has just begun shows nothing. Else the newest that answered any. */
function worthShowing(home: Home): ProcessRow | undefined {
  const answering = home.processes.filter((process) => answeredIn(home, process) > 0);
  return answering.find((process) => answeredIn(home, process) * 2 >= (home.owed.get(process.id) ?? 0)) ?? answering[0];
}

const answeredIn = ({ outcomes }: Home, process: ProcessRow): number =>
  outcomes.filter((each) => each.processId === process.id).reduce((sum, each) => sum + each.count, 0);

const earlier = (t: Translate, process: ProcessRow) => ({
  name: localized(process.name, t.locale),
  href: processPath(process.slug),
  summary: localized(process.summary, t.locale),
  plan: link(t('site.home.earlier.plan'), processPath(process.slug, 'plan')),
  responses: link(t('site.home.earlier.responses'), ledgerPath(process.slug)),
});
