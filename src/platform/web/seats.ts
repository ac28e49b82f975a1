import type { SeatsModel } from './components.js';

/** A term of days as the seats of a table seen from above. */
export interface Term {
  /** Days in all, at least 1. */
  days: number;
  /** Days that are over, today not among them. */
  gone: number;
  /** Whether today is one of the days. */
  running: boolean;
}

/** More seats than this would touch each other; then one seat stands for a week, or for 30 days. */
const MOST_SEATS = 45;
const CENTRE = 200;
const RADIUS = 168;
/** Half of the opening at the bottom, in degrees: the place that is kept for the reader. */
const OPENING = 23;
/** The round end of a stroke 18 wide, in degrees of the circle. */
const CAP = 3.07;

/** Days that one seat stands for; the caption must say so when it is not 1. */
export function daysPerSeat(days: number): 1 | 7 | 30 {
  return days <= MOST_SEATS ? 1 : days <= MOST_SEATS * 7 ? 7 : 30;
}

export function seats(term: Term, words: Omit<SeatsModel, 'seats'>): SeatsModel {
  const unit = daysPerSeat(term.days);
  const total = Math.ceil(term.days / unit);
  const gone = Math.min(total, Math.floor(term.gone / unit));
  const spacing = (360 - 2 * OPENING) / total;
  const half = Math.min(6, Math.max(0.2, 0.52 * (spacing / 2 - CAP)));
  return {
    ...words,
    seats: Array.from({ length: total }, (_, index) => {
      const state =
        index < gone ? 'gone' : index === gone && term.running ? 'today' : term.running || term.gone === 0 ? 'left' : 'gone';
      return { state, path: arc(OPENING + spacing * (index + 0.5), state === 'today' ? 0.2 : half) };
    }),
  };
}

/** A piece of the circle, its middle at `angle` degrees clockwise from the bottom. */
function arc(angle: number, half: number): string {
  return `M${point(angle - half)}A${RADIUS} ${RADIUS} 0 0 1 ${point(angle + half)}`;
}

function point(angle: number): string {
  const radians = (angle * Math.PI) / 180;
  return `${(CENTRE - RADIUS * Math.sin(radians)).toFixed(2)} ${(CENTRE + RADIUS * Math.cos(radians)).toFixed(2)}`;
}
