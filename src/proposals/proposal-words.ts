import { localized, type Locale } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import { answerText, type QuestionAnswer } from '../process/domain/index.js';
import type { BeadsModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import {
  progress,
  proposalsPath,
  queryOf,
  EVERYTHING,
  type OwnStateRow,
  type ProposalState,
  type Verdict,
} from './domain/index.js';
import type { ProposalRow } from './proposal-rows.js';

/** How proposals are named and drawn wherever they appear. */

const BEADS = 6;

/** The six beads of a proposal's life, with the word of its state. */
export function stateBeads(t: Translate, state: ProposalState): BeadsModel {
  const { step, stops } = progress(state);
  const marks = Array.from({ length: BEADS }, (_, index): BeadsModel['beads'][number]['mark'] =>
    index < step ? 'on' : index === step ? (stops ? 'end' : 'here') : 'rest',
  );
  return { beads: (stops ? marks.slice(0, step + 1) : marks).map((mark) => ({ mark })), text: stateText(t, state) };
}

export const stateText = (t: Translate, state: ProposalState): string => t(`proposals.state.${state}`);

const STATE_TONES: Partial<Record<ProposalState, TagModel['tone']>> = {
  held: 'warn',
  hidden: 'danger',
  'in-review': 'sun',
  feasible: 'ok',
  'feasible-with-changes': 'warn',
  'already-planned': 'accent',
  'on-the-table': 'accent',
  'in-a-commitment': 'ok',
};

export const stateTag = (t: Translate, state: ProposalState): TagModel => ({
  text: stateText(t, state),
  tone: STATE_TONES[state] ?? 'neutral',
  icon: null,
});

const VERDICT_LOOKS: Record<Verdict, Pick<TagModel, 'tone' | 'icon'>> = {
  feasible: { tone: 'ok', icon: 'check' },
  'feasible-with-changes': { tone: 'warn', icon: 'git-pull-request' },
  'not-feasible': { tone: 'neutral', icon: 'minus' },
  'already-planned': { tone: 'accent', icon: 'calendar-check' },
  'outside-the-call': { tone: 'neutral', icon: 'minus' },
};

export const verdictTag = (t: Translate, verdict: Verdict): TagModel => ({
  text: stateText(t, verdict),
  ...VERDICT_LOOKS[verdict],
});

const SLOTS = 6;

export function themeMark(
  t: Translate,
  process: string | null,
  theme: Pick<ProposalRow, 'themeId' | 'themeName' | 'themePosition'>,
): ThemeMarkModel {
  return {
    text: localized(theme.themeName, t.locale),
    href: process ? proposalsPath(process) + queryOf(EVERYTHING, { theme: [theme.themeId] }) : null,
    slot: (theme.themePosition % SLOTS) + 1,
  };
}

/** Who proposes and from where, in pieces: "Graciela Montenegro", "Vecindad, Villa Urquiza". */
export function authorWords(
  t: Translate,
  author: Pick<ProposalRow, 'authorName' | 'onBehalfOf' | 'sector' | 'neighbourhood'>,
): string[] {
  const from = [t(`proposals.sector.${author.sector}`), ...(author.neighbourhood ? [author.neighbourhood] : [])].join(', ');
  return [
    author.onBehalfOf
      ? t('proposals.author-for', { name: author.authorName, organisation: author.onBehalfOf })
      : author.authorName,
    from,
  ];
}

/** Who signs with the author; nothing where nobody does. */
export const coAuthorWords = (t: Translate, names: readonly string[]): string[] =>
  names.length > 0 ? [t('proposals.show.byline-with', { names: t.list([...names]) })] : [];

/** The own state as a tag; null for a proposal without one. */
export const ownStateTag = (t: Translate, own: Pick<OwnStateRow, 'name' | 'tone'> | null): TagModel | null =>
  own && { text: localized(own.name, t.locale), tone: own.tone, icon: null };

/** "Received on paper on 4 March 2026"; null for what was sent on the site. */
export const receivedText = (
  t: Translate,
  { channel, receivedOn }: Pick<ProposalRow, 'channel' | 'receivedOn'>,
): string | null =>
  channel === 'web' ? null : t(`proposals.received.${channel}`, { day: receivedOn ? t.date(receivedOn, 'day') : '' });

/** "12 endorsements"; nothing while the process hides how many. */
export const supportWords = (t: Translate, endorsements: number | null): string[] =>
  endorsements === null ? [] : [`${t.number(endorsements)} ${t('proposals.endorsements', { count: endorsements })}`];

/** The `lang` attribute of a resident's text, where it is not the page's language. */
export const langOf = (t: Translate, lang: Locale): string | null => (lang === t.locale ? null : lang);

/** The text's paragraphs: blank lines part them. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');

/** The first paragraph, cut at a word when it is longer than about two lines. */
export function excerptOf(text: string, most = 220): string {
  const first = paragraphsOf(text)[0] ?? '';
  return first.length <= most ? first : `${first.slice(0, most).replace(/\s+\S*$/, '')}…`;
}

/** Answers to the questions of the call, each under the question as it was asked. */
export const answerRows = (t: Translate, answers: readonly QuestionAnswer[]): { term: string; paragraphs: string[] }[] =>
  answers.map((answer) => ({
    term: localized(answer.label, t.locale),
    paragraphs: paragraphsOf(answerText(answer, t.locale, { yes: t('proposals.answer.yes'), no: t('proposals.answer.no') })),
  }));
