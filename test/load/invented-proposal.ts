import type { Seeded } from './seeded.ts';
import {
  BENEFITS,
  ENGLISH,
  FIRST_NAMES,
  FRENCH,
  IDEAS,
  LAST_NAMES,
  ORGANISATIONS,
  PLACES,
  PROBLEMS,
  TAILS,
  THEMES,
  VERBS,
} from './proposal-words.ts';

/** An invented proposal. `ids`: its own, and those of its version, assignment and what else belongs to it. */
export interface Invented {
  readonly ids: readonly [string, string, string, string];
  readonly number: number;
  readonly themeId: string;
  readonly areaId: string;
  readonly title: string;
  readonly body: string;
  readonly lang: 'es' | 'en' | 'fr';
  readonly authorName: string;
  readonly accountId: string | null;
  readonly sector: string;
  readonly onBehalfOf: string | null;
  readonly neighbourhood: string | null;
  readonly state: string;
  readonly at: Date;
  readonly later: Date;
  /** When it was sent to an area: the day by which that should answer. */
  readonly dueOn: string | null;
  readonly verdict: string | null;
  readonly disposition: string | null;
}

interface Frame {
  readonly number: number;
  readonly ids: readonly [string, string, string, string];
  readonly themeIds: readonly string[];
  readonly areaIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly begin: number;
}

const HOUR = 3_600_000;
/** States by how many of a hundred are in them. */
const STATES: readonly (readonly [number, string])[] = [
  [34, 'published'],
  [28, 'in-review'],
  [12, 'feasible'],
  [7, 'feasible-with-changes'],
  [6, 'not-feasible'],
  [3, 'already-planned'],
  [3, 'carried-over'],
  [4, 'not-taken-up'],
  [1, 'outside-the-call'],
  [1, 'held'],
  [0.5, 'hidden'],
  [0.5, 'withdrawn'],
];
const VERDICTS = new Set(['feasible', 'feasible-with-changes', 'not-feasible', 'already-planned', 'outside-the-call']);
const ENDS = new Set(['carried-over', 'not-taken-up']);

export function inventProposal(dice: Seeded, frame: Frame): Invented {
  const slot = dice.below(THEMES.length);
  const lang = dice.percent(94) ? 'es' : dice.percent(60) ? 'en' : 'fr';
  const place = dice.of(PLACES);
  const text = lang === 'es' ? spanish(dice, slot, place) : foreign(dice, slot, place, lang);
  const state = stateOf(dice.next() * 100);
  const isOrganised = dice.percent(14);
  const at = new Date(frame.begin + frame.number * 90_000);
  const isSent = state === 'in-review' || VERDICTS.has(state) || ENDS.has(state);
  return {
    ...text,
    lang,
    state,
    at,
    number: frame.number,
    ids: frame.ids,
    themeId: frame.themeIds[slot] as string,
    areaId: frame.areaIds[dice.percent(85) ? slot : dice.below(frame.areaIds.length)] as string,
    authorName: `${dice.of(FIRST_NAMES)} ${dice.of(LAST_NAMES)}`,
    accountId: dice.percent(30) ? dice.of(frame.accountIds) : null,
    sector: isOrganised ? dice.of(['civil-society', 'civil-society', 'academia', 'private', 'public']) : 'residents',
    onBehalfOf: isOrganised ? dice.of(ORGANISATIONS) : null,
    neighbourhood: dice.percent(70) ? place : null,
    later: new Date(at.getTime() + (24 + dice.below(400)) * HOUR),
    dueOn: isSent ? new Date(at.getTime() + (15 + dice.below(20)) * 24 * HOUR).toISOString().slice(0, 10) : null,
    verdict: VERDICTS.has(state) ? state : ENDS.has(state) ? 'feasible' : null,
    disposition: ENDS.has(state) ? state : null,
  };
}

function stateOf(draw: number): string {
  let left = draw;
  for (const [share, state] of STATES) {
    left -= share;
    if (left < 0) return state;
  }
  return 'published';
}

function spanish(dice: Seeded, slot: number, place: string): Pick<Invented, 'title' | 'body'> {
  const { matters } = THEMES[slot] as (typeof THEMES)[number];
  const matter = dice.of(matters);
  const verb = dice.of(VERBS);
  const tail = dice.of(TAILS);
  const where = dice.percent(60) ? ` en ${place}` : '';
  const filled = (sentence: string) =>
    sentence
      .replaceAll('{matter}', matter)
      .replaceAll('{place}', place)
      .replaceAll('{verb}', verb.toLowerCase())
      .replaceAll('{years}', String(2 + dice.below(12)))
      .replaceAll('{months}', String(3 + dice.below(9)))
      .replaceAll('{period}', dice.of(['mes', 'trimestre', 'semestre', 'semana']));
  const several = (sentences: readonly string[], most: number) =>
    Array.from({ length: 1 + dice.below(most) }, () => filled(dice.of(sentences))).join(' ');
  return {
    title: `${verb} ${matter}${where}${tail ? ` ${tail}` : ''}`.slice(0, 120),
    body: [several(PROBLEMS, 3), several(IDEAS, 3), ...(dice.percent(60) ? [several(BENEFITS, 2)] : [])].join('\n\n'),
  };
}

function foreign(dice: Seeded, slot: number, place: string, lang: 'en' | 'fr'): Pick<Invented, 'title' | 'body'> {
  const { titles, sentences } = lang === 'en' ? ENGLISH : FRENCH;
  const theme = THEMES[slot]?.name[lang].toLowerCase() ?? '';
  const filled = (sentence: string) => sentence.replaceAll('{theme}', theme).replaceAll('{place}', place);
  return { title: filled(dice.of(titles)).slice(0, 120), body: sentences.map(filled).join('\n\n') };
}
