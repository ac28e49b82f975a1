/** Nobody reads, writes and sends a form faster than this; a form opened longer ago than a day may have been collected to be replayed. */
export const FASTEST_HUMAN_MS = 2_000;
export const FORM_LIFE_MS = 24 * 3600 * 1000;

/**
 * Whether what was sent should be seen by a person before it is public. `trap` is a field that people cannot see; `startedAt` is when the
 * form was issued, null when its signature did not hold.
 */
export function isSuspicious(sent: { trap: string; startedAt: Date | null; sentAt: Date }): boolean {
  if (sent.trap !== '' || !sent.startedAt) return true;
  const took = sent.sentAt.getTime() - sent.startedAt.getTime();
  return took < FASTEST_HUMAN_MS || took > FORM_LIFE_MS;
}
