import type { Translate } from '../platform/i18n/translate.js';

/** A table seen from above, with a seat for everybody, open at the top. */
export interface RingModel {
  label: string;
  number: string;
  word: string;
  seats: { x: string; y: string; look: 'seat' | 'seat free' | 'seat speaks' }[];
}

const FEWEST = 24;
const MOST = 60;
/** Half of the opening, in degrees. */
const OPENING = 24;
const [CENTRE, RADIUS] = [100, 84];

export function ring(t: Translate, people: number, speaking: readonly number[] = []): RingModel {
  const total = Math.min(MOST, Math.max(FEWEST, people + 3));
  const spacing = (360 - 2 * OPENING) / (total - 1);
  return {
    label: t('roundtables.ring.label', { count: people }),
    number: String(people),
    word: t('roundtables.ring.word', { count: people }),
    seats: Array.from({ length: total }, (_, index) => {
      const angle = ((OPENING + spacing * index) * Math.PI) / 180;
      return {
        x: (CENTRE + RADIUS * Math.sin(angle)).toFixed(1),
        y: (CENTRE - RADIUS * Math.cos(angle)).toFixed(1),
        look: speaking.includes(index) ? 'seat speaks' : index < people ? 'seat' : 'seat free',
      };
    }),
  };
}
