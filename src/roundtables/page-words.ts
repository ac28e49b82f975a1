import type { NoteKind } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';
import { leftMs, type RoomState, type RoomStep, type RoomTimer } from './domain/index.js';

export const sectorText = (t: Translate, sector: Sector): string => t(`roundtables.sector.${sector}`);
export const kindText = (t: Translate, kind: NoteKind): string => t(`roundtables.kind.${kind}`);

export const KIND_ICONS: Readonly<Record<NoteKind, string>> = {
  idea: 'lightbulb',
  question: 'circle-help',
  concern: 'triangle-alert',
  agreement: 'handshake',
  evidence: 'file-text',
  proposal: 'megaphone',
};

/** Colour and corner of each kind, as in the room. */
export const KIND_SLOTS: Readonly<Record<NoteKind, number>> = {
  idea: 1,
  concern: 2,
  question: 5,
  evidence: 4,
  agreement: 6,
  proposal: 3,
};

/** Two letters of a name, for the mark beside it. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? `${words[0]?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}` : name.slice(0, 2)).toUpperCase();
}

/** `12:40`; over time as `+01:05`. */
export function clockText(ms: number): string {
  const seconds = Math.abs(Math.ceil(ms / 1000));
  const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return ms < 0 ? `+${text}` : text;
}

export interface TimerWords {
  left: string;
  /** "until 16:35", "paused", "over time". */
  until: string;
}

/** What a timer says when the page is made; the live room lets it run. */
export function timerWords(t: Translate, timer: RoomTimer, serverNow: string): TimerWords {
  const paused = timer.remainingMs !== null;
  const moments = paused
    ? { endsAt: null, remainingMs: timer.remainingMs }
    : { endsAt: new Date(timer.endsAt ?? serverNow), remainingMs: null };
  const ms = leftMs(moments, new Date(serverNow));
  const until = paused
    ? t('roundtables.timer.paused')
    : t(ms < 0 ? 'roundtables.timer.over' : 'roundtables.timer.until', { time: t.date(timer.endsAt ?? serverNow, 'time') });
  return { left: clockText(ms), until };
}

/** The step now at hand; null before the opening and after the closing. */
export const currentStep = (state: RoomState): RoomStep | null => state.agenda.find(({ id }) => id === state.step?.id) ?? null;

export type StepState = 'done' | 'now' | 'next';

/** Where a step lies as seen from the present one. */
export function stepStates(state: RoomState): { step: RoomStep; state: StepState }[] {
  const now = state.agenda.findIndex(({ id }) => id === state.step?.id);
  const isOver = state.roundtable.state === 'closed';
  return state.agenda.map((step, index) => ({ step, state: isOver || index < now ? 'done' : index === now ? 'now' : 'next' }));
}

/** The present step in words: "step 7 of 8". */
export const stepPlace = (t: Translate, state: RoomState): string => {
  const step = currentStep(state);
  return step
    ? t('roundtables.step.place', { position: step.position, of: state.agenda.length })
    : t(`roundtables.state.${state.roundtable.state}`);
};

export const stepTitle = (t: Translate, state: RoomState): string => {
  const step = currentStep(state);
  return step ? localized(step.title, t.locale) : localized(state.roundtable.title, t.locale);
};
