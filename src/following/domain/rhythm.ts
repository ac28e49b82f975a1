import { z } from 'zod';

/** How often somebody is told what happens: with every change, once a day, or not at all. */
export const RHYTHMS = ['daily', 'at-once', 'never'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export const ChooseRhythm = z.object({ rhythm: z.enum(RHYTHMS, { error: 'choose' }) });
export type ChooseRhythm = z.output<typeof ChooseRhythm>;

export type RhythmAction = 'rhythm.view' | 'rhythm.choose';
/** Where whoever reads a mail says how often they want such mails. */
export const rhythmPath = (secret: string): string => `/rhythm/${secret}`;

/** What somebody chose; `since` is when they chose to be told at once, null while they have not. */
export interface Chosen {
  readonly rhythm: Rhythm;
  readonly since: Date | null;
}

/** Whether a change is told by itself. What happened before somebody chose that is told in their next digest. */
export const isToldAtOnce = ({ rhythm, since }: Chosen, at: Date): boolean =>
  rhythm === 'at-once' && since !== null && at >= since;
