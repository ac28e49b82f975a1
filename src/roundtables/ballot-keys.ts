import { createHmac } from 'node:crypto';

/** Who voted, for nobody who has not the secret; the same person gets the same key, so a vote can be changed. */
export const voterKeyOf = (secret: string, attendanceId: string): string =>
  createHmac('sha256', secret).update(attendanceId).digest('hex');

/** What a voter keeps, from the key's beginning: `4F2-9CD-71B`. */
export const receiptOf = (voterKey: string): string => (voterKey.slice(0, 9).toUpperCase().match(/.{3}/g) ?? []).join('-');
