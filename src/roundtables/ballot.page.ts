import type { BarsModel } from '../platform/web/components.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { Exchange } from '../platform/web/exchange.js';
import { roomPath, type RoomBallot, type RoomMe, type RoomTimer } from './domain/index.js';
import type { Shown } from './room-forms.js';

/** The ballot paper, as a plain form. */
export interface BallotPaperModel {
  title: string;
  question: string;
  rules: { icon: string; text: string }[];
  action: string;
  csrf: string;
  formId: string;
  summary: null;
  error: string | null;
  options: {
    legend: string;
    about: string;
    choices: { id: string; name: string; value: string; text: string; checked: boolean }[];
  }[];
  submit: string;
  /** Proof that a vote arrived; null before. */
  receipt: { title: string; code: string; text: string } | null;
}

export function ballotPaper(
  x: Exchange,
  roundtableId: string,
  ballot: RoomBallot,
  me: RoomMe,
  timer: RoomTimer | null,
  shown: Shown,
): BallotPaperModel {
  const { t } = x;
  const mine = me.vote?.ballotId === ballot.id ? me.vote : null;
  const refused = shown.form === 'vote' ? (shown.state.errors[''] ?? Object.values(shown.state.errors)[0]) : undefined;
  const isDots = ballot.method === 'dots';
  return {
    title: isDots ? t('roundtables.ballot.title-dots', { budget: ballot.budget }) : t('roundtables.ballot.title-approval'),
    question: ballot.question,
    rules: ballotRules(t, ballot, timer),
    action: roomPath(roundtableId, 'ballots', ballot.id, 'vote'),
    csrf: x.csrf,
    formId: x.newFormId(),
    summary: null,
    error: refused ? t(`refusals.${refused.code}`, refused.params) : null,
    options: ballot.options.map((option) => ({
      legend: option.title,
      about: t('roundtables.ballot.stack-of', { count: option.noteIds.length }),
      choices: Array.from({ length: ballot.perOption + 1 }, (_, amount) => ({
        id: `vote-${option.id}-${amount}`,
        name: `choices.${option.id}`,
        value: String(amount),
        text: isDots
          ? t('roundtables.ballot.points-choice', { count: amount })
          : t(amount === 0 ? 'roundtables.ballot.no' : 'roundtables.ballot.yes'),
        checked: (mine?.choices[option.id] ?? 0) === amount,
      })),
    })),
    submit: t(mine ? 'roundtables.ballot.change' : 'roundtables.ballot.submit'),
    receipt: mine
      ? { title: t('roundtables.ballot.receipt-title'), code: mine.receipt, text: t('roundtables.ballot.receipt-text') }
      : null,
  };
}

/** What was declared before it opened, in words. */
export function ballotRules(t: Translate, ballot: RoomBallot, timer: RoomTimer | null): { icon: string; text: string }[] {
  const { method, perOption, quorum, tieRule } = ballot;
  return [
    { icon: 'circle-dot', text: t(`roundtables.ballot.rule-${method}`, { max: perOption }) },
    { icon: 'eye-off', text: t('roundtables.ballot.rule-secret') },
    {
      icon: 'undo-2',
      text: timer?.endsAt
        ? t('roundtables.ballot.rule-change-until', { time: t.date(timer.endsAt, 'time') })
        : t('roundtables.ballot.rule-change'),
    },
    { icon: 'users', text: t(`roundtables.ballot.rule-${tieRule}`, { count: quorum }) },
  ];
}

/** How it ended. */
export interface ResultModel {
  label: string;
  title: string;
  summary: string;
  bars: BarsModel;
  scale: string;
  howTitle: string;
  how: string[];
  votesHref: string;
  votesText: string;
}

export function ballotResult(t: Translate, roundtableId: string, ballot: RoomBallot): ResultModel | null {
  const { result } = ballot;
  if (!result) return null;
  const chosen = result.decision?.option ?? (result.ending.kind === 'chosen' ? result.ending.option : null);
  const winner = ballot.options.find(({ id }) => id === chosen);
  const most = Math.max(1, ballot.votes * ballot.perOption);
  const total = Object.values(result.tally).reduce((sum, points) => sum + points, 0);
  const points = (count: number): string => t(`roundtables.ballot.${ballot.method === 'dots' ? 'points' : 'yeses'}`, { count });
  const ending = winner ? 'chosen' : result.ending.kind;
  return {
    label: t(`roundtables.result.${ending}-label`),
    title: winner ? winner.title : t(`roundtables.result.${ending}`),
    summary: t('roundtables.result.summary', {
      points: winner ? (result.tally[winner.id] ?? 0) : 0,
      total,
      votes: ballot.votes,
      electorate: ballot.electorate,
      quorum: ballot.quorum,
      isChosen: winner ? 'yes' : 'no',
    }),
    bars: {
      bars: ballot.options
        .map((option) => ({ option, points: result.tally[option.id] ?? 0 }))
        .sort((a, b) => b.points - a.points)
        .map(({ option, points: given }) => ({
          name: option.title,
          number: points(given),
          percent: Math.round((given / most) * 1000) / 10,
          marked: option.id === chosen,
        })),
    },
    scale: t('roundtables.result.scale', { most, votes: ballot.votes }),
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
    votesHref: roomPath(roundtableId, 'ballots', ballot.id, 'votes.json'),
    votesText: t('roundtables.result.votes'),
  };
}
