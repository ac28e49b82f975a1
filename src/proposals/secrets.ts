import { createHash } from 'node:crypto';
import type { Dice } from '../kernel/dice.js';

const SECRET_BYTES = 16;

/** The secret of a private link: 128 random bits, 22 characters that need no escaping in an address. */
export const newSecret = (dice: Dice): string => Buffer.from(dice.bytes(SECRET_BYTES)).toString('base64url');

/** How a secret is stored and found; 128 random bits need no salt. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
