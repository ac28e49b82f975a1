import type { BarsModel, CellModel, TableModel } from '../platform/web/components.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { Exchange } from '../platform/web/exchange.js';
import {
  amountWords,
  BALLOT_LIMITS,
  declaredRules,
  isRanked,
  needsReason,
  resultTable,
  roomPath,
  type RoomBallot,
  type RoomMe,
  type RoomOption,
  type Said,
} from './domain/index.js';
import type { Shown } from './room-forms.js';

/** One question of the ballot paper: radios, or a rank to choose from a list; a reason where the answers ask for one. */
export interface PaperGroup {
  legend: string;
  about: string | null;
  /** How many choices stand beside each other where there is room; 1 where they are sentences. */
  columns: number;
  choices: { id: string; name: string; value: string; text: string; about: string | null; checked: boolean }[];
  rank: { id: string; name: string; label: string; options: { value: string; text: string; selected: boolean }[] } | null;
  reason: { id: string; name: string; label: string; max: number; value: string } | null;
}

/** The ballot paper, as a plain form. */
export interface BallotPaperModel {
  title: string;
  question: string;
  rules: { icon: string; text: string }[];
  ends: string | null;
  action: string;
  csrf: string;
  formId: string;
  summary: null;
  error: string | null;
  hint: string | null;
  groups: PaperGroup[];
  submit: string;
  /** Proof that a vote arrived; null before. */
  receipt: { title: string; code: string; text: string } | null;
}

export function ballotPaper(x: Exchange, roundtableId: string, ballot: RoomBallot, me: RoomMe, shown: Shown): BallotPaperModel {
  const { t } = x;
  const mine = me.vote?.ballotId === ballot.id ? me.vote : null;
  const isRefused = shown.form === 'vote';
  const refused = isRefused ? (shown.state.errors[''] ?? Object.values(shown.state.errors)[0]) : undefined;
  const given = isRefused ? typedVote(shown.state.values) : { choices: mine?.choices ?? {}, reasons: mine?.reasons ?? {} };
  return {
    title: t(`roundtables.ballot.title-${ballot.method}`, { budget: ballot.budget }),
    question: ballot.question,
    rules: ballotRules(t, ballot),
    ends: ballot.endsAt ? t('roundtables.ballot.ends', { time: t.date(ballot.endsAt, 'time') }) : null,
    action: roomPath(roundtableId, 'ballots', ballot.id, 'vote'),
    csrf: x.csrf,
    formId: x.newFormId(),
    summary: null,
    error: refused ? t(`refusals.${refused.code}`, refused.params) : null,
    hint: isRanked(ballot.method) ? t('roundtables.ballot.rank-hint') : null,
    groups:
      ballot.method === 'single'
        ? [singleGroup(t, ballot, given)]
        : ballot.options.map((option) => groupOf(t, ballot, option, given)),
    submit: t(mine ? 'roundtables.ballot.change' : 'roundtables.ballot.submit'),
    receipt: mine
      ? { title: t('roundtables.ballot.receipt-title'), code: mine.receipt, text: t('roundtables.ballot.receipt-text') }
      : null,
  };
}

interface Given {
  readonly choices: Readonly<Record<string, unknown>>;
  readonly reasons: Readonly<Record<string, unknown>>;
}

/** What was on the paper when it was refused. */
function typedVote(values: Record<string, unknown>): Given {
  const record = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
  const single = values['single'];
  return {
    choices: typeof single === 'string' ? { [single]: 1 } : record(values['choices']),
    reasons: record(values['reasons']),
  };
}

function singleGroup(t: Translate, ballot: RoomBallot, { choices }: Given): PaperGroup {
  const named = ballot.options.find(({ id }) => Number(choices[id]) === 1)?.id ?? '';
  const choice = (value: string, text: string, about: string | null) => ({
    id: `vote-${value || 'none'}`, name: 'single', value, text, about, checked: named === value,
  }); // prettier-ignore
  return {
    legend: t('roundtables.ballot.single-legend'),
    about: null,
    columns: 1,
    choices: [
      ...ballot.options.map((option) => choice(option.id, option.title, stackOf(t, option))),
      choice('', t('roundtables.ballot.abstain'), null),
    ],
    rank: null,
    reason: null,
  };
}

function groupOf(t: Translate, ballot: RoomBallot, option: RoomOption, { choices, reasons }: Given): PaperGroup {
  const amount = Number(choices[option.id] ?? 0);
  const name = `choices.${option.id}`;
  const amounts = Array.from({ length: ballot.perOption + 1 }, (_, value) => value);
  const isConsent = ballot.method === 'consent';
  const reason = reasons[option.id];
  return {
    legend: option.title,
    about: stackOf(t, option),
    columns: isConsent ? 1 : amounts.length,
    choices: isRanked(ballot.method)
      ? []
      : amounts.map((value) => ({
          id: `vote-${option.id}-${value}`,
          name,
          value: String(value),
          text: said(t, amountWords(ballot, value)),
          about: isConsent && needsReason(value) ? t('roundtables.ballot.with-reason') : null,
          checked: amount === value,
        })),
    rank: isRanked(ballot.method)
      ? {
          id: `vote-${option.id}`,
          name,
          label: t('roundtables.ballot.rank-label', { title: option.title }),
          options: amounts.map((value) => ({
            value: String(value),
            text: said(t, amountWords(ballot, value)),
            selected: amount === value,
          })),
        }
      : null,
    reason: isConsent
      ? {
          id: `vote-${option.id}-reason`,
          name: `reasons.${option.id}`,
          label: t('roundtables.ballot.reason'),
          max: BALLOT_LIMITS.reason,
          value: typeof reason === 'string' ? reason : '',
        }
      : null,
  };
}

const said = (t: Translate, { key, params }: Said): string => t(key, params);

const stackOf = (t: Translate, { noteIds }: RoomOption): string => t('roundtables.ballot.stack-of', { count: noteIds.length });

/** What was declared before it opened, in words. */
export const ballotRules = (t: Translate, ballot: RoomBallot): { icon: string; text: string }[] =>
  declaredRules(ballot).map((rule) => ({ icon: rule.icon, text: said(t, rule) }));

/** How it ended. */
export interface ResultModel {
  label: string;
  title: string;
  summary: string;
  bars: BarsModel;
  scale: string;
  /** For those who do not see bars, and for what bars cannot show. */
  tables: (TableModel & { note: string | null })[];
  reasonsTitle: string;
  reasons: { answer: string; option: string; text: string; by: string | null }[];
  howTitle: string;
  how: string[];
  bundleHref: string;
  bundleText: string;
  recountText: string;
}

export function ballotResult(t: Translate, roundtableId: string, ballot: RoomBallot): ResultModel | null {
  const { result } = ballot;
  if (!result) return null;
  const table = resultTable(ballot);
  const winner = table.rows.find(({ isChosen }) => isChosen);
  const got = (count: number): string => t(`roundtables.result.got-${ballot.method}`, { count });
  const ending = winner ? 'chosen' : result.ending.kind;
  return {
    label: t(`roundtables.result.${ending}-label`),
    title: winner ? winner.title : t(`roundtables.result.${ending}`),
    summary: [
      ...(winner ? [t('roundtables.result.won-with', { got: got(winner.got) })] : []),
      t('roundtables.result.summary', { votes: ballot.votes, electorate: ballot.electorate, quorum: ballot.quorum }),
      ...(result.abstentions > 0 ? [t('roundtables.result.abstentions', { count: result.abstentions })] : []),
    ].join(' '),
    bars: {
      bars: table.rows.map(({ title, got: given, share, isChosen }) => ({
        name: title,
        number: got(given),
        percent: Math.round(share * 1000) / 10,
        marked: isChosen,
      })),
    },
    scale: t('roundtables.result.scale', { most: got(table.whole) }),
    tables: figures(t, ballot),
    reasonsTitle: t('roundtables.result.reasons'),
    reasons: result.reasons.map(({ option, answer, text, by }) => ({
      answer: t(`roundtables.ballot.answer-${answer}`),
      option: ballot.options.find(({ id }) => id === option)?.title ?? '',
      text,
      by,
    })),
    howTitle: t('roundtables.result.how'),
    how: [
      t(`roundtables.result.method-${ballot.method}`, { budget: ballot.budget, max: ballot.perOption }),
      result.decision
        ? t('roundtables.result.decided', { by: result.decision.by, reason: result.decision.reason })
        : t(`roundtables.result.tie-${ballot.tieRule}`, { isTied: result.ending.kind === 'tied' ? 'yes' : 'no' }),
      t('roundtables.result.declared', {
        declared: t.date(ballot.declaredAt, 'time'),
        closed: t.date(ballot.closedAt ?? ballot.declaredAt, 'time'),
      }),
    ],
    bundleHref: roomPath(roundtableId, 'ballots', ballot.id, 'ballot.json'),
    bundleText: t(`roundtables.result.bundle-${ballot.secrecy}`),
    recountText: t('roundtables.result.recount'),
  };
}

function figures(t: Translate, ballot: RoomBallot): ResultModel['tables'] {
  const { columns, rows } = resultTable(ballot);
  const number = (value: number | null): string => (value === null ? t('roundtables.result.withheld') : t.number(value));
  const places = rows.map((_, at) => t.number(at + 1));
  const unit = t(`roundtables.result.unit-${ballot.method}`);
  const tables = [
    figureTable(
      { caption: t('roundtables.result.table'), note: null, head: t('roundtables.result.option') },
      [unit, ...columns.map((name) => t(`roundtables.result.column-${name}`))],
      rows.map(({ numbered, got, cells }) => ({ name: numbered, cells: [got, ...cells].map(number) })),
    ),
  ];
  const { detail, sectors } = ballot.result ?? { detail: null, sectors: [] };
  if (detail?.kind === 'pairs')
    tables.push(
      figureTable(
        {
          caption: t('roundtables.result.pairs'),
          note: t('roundtables.result.pairs-note'),
          head: t('roundtables.result.option'),
        },
        places,
        rows.map((row) => ({
          name: row.numbered,
          cells: rows.map(({ id }) => (id === row.id ? '–' : number(detail.pairs[row.id]?.[id] ?? 0))),
        })),
      ),
    );
  if (sectors.some(({ votes }) => votes !== null))
    tables.push(
      figureTable(
        {
          caption: t('roundtables.result.sectors'),
          note: t('roundtables.result.sectors-note'),
          head: t('roundtables.result.sector'),
        },
        [t('roundtables.result.column-votes'), ...places],
        sectors.map(({ sector, votes, backing }) => ({
          name: t(`roundtables.sector.${sector}`),
          cells: [votes, ...rows.map(({ id }) => backing[id] ?? null)].map(number),
        })),
      ),
    );
  return tables;
}

function figureTable(
  { caption, note, head }: { caption: string; note: string | null; head: string },
  columns: readonly string[],
  rows: readonly { name: string; cells: readonly string[] }[],
): ResultModel['tables'][number] {
  const cell = (text: string, label: string): CellModel => ({ text, label, href: null, numeric: label !== head, tag: null });
  return {
    caption,
    note,
    columns: [{ text: head, numeric: false }, ...columns.map((text) => ({ text, numeric: true }))],
    rows: rows.map(({ name, cells }) => ({
      head: cell(name, head),
      cells: cells.map((text, at) => cell(text, columns[at] ?? '')),
    })),
  };
}
