/**
 * Proof of work: what a browser computes when more forms come from it than from people. The server draws a number and tells the hash of it;
 * the browser tries numbers from 0 until the hash is the same. Both hash the very same text, made here. Every part stands behind its own
 * length, so that no other parts can make the same text (`ab` + `c` is not `a` + `bc`).
 */
export interface WorkChallenge {
  /** Random, so that no answer serves twice. */
  readonly salt: string;
  /** When it ends, in milliseconds of the epoch. */
  readonly expires: number;
  /** The form that it was given to; it lets through no other. */
  readonly formId: string;
  /** SHA-256, in hexadecimal, of `workText` with the number that is to be found. */
  readonly target: string;
  /** The number is below this. */
  readonly below: number;
  /** The server's own sign under all of it. */
  readonly signature: string;
}

/** How many numbers there are: some seconds for a telephone that is not new, a fraction of one for a desk. */
export const WORK_NUMBERS = 60_000;
/** A challenge waits this long: a person may be called away from a filled form. */
export const WORK_LIFE_MS = 2 * 3600 * 1000;

export const lengthDelimited = (...parts: readonly string[]): string => parts.map((part) => `${part.length}:${part},`).join('');

export const workText = (challenge: Pick<WorkChallenge, 'salt' | 'expires' | 'formId'>, number: number): string =>
  lengthDelimited('mesa-work', challenge.salt, String(challenge.expires), challenge.formId, String(number));

/** What the signature stands under. */
export const challengeText = (challenge: Omit<WorkChallenge, 'signature'>): string =>
  lengthDelimited(
    'mesa-challenge',
    challenge.salt,
    String(challenge.expires),
    challenge.formId,
    challenge.target,
    String(challenge.below),
  );

/** An answer on its way in a form's field: `<salt>.<expires>.<signature>.<number>`. */
export const answerOf = (challenge: WorkChallenge, number: number): string =>
  [challenge.salt, challenge.expires, challenge.signature, number].join('.');

export interface WorkAnswer {
  readonly salt: string;
  readonly expires: number;
  readonly signature: string;
  readonly number: number;
}

const ANSWER = /^([A-Za-z0-9_-]{10,64})\.(\d{1,16})\.([A-Za-z0-9_-]{20,64})\.(\d{1,9})$/;

export function parseAnswer(text: unknown): WorkAnswer | null {
  const found = typeof text === 'string' ? ANSWER.exec(text) : null;
  if (!found) return null;
  const [, salt = '', expires = '', signature = '', number = ''] = found;
  return { salt, expires: Number(expires), signature, number: Number(number) };
}
