import { timingSafeEqual } from 'node:crypto';

interface SecretBag {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

const SIZE = 24;

const masked = (secret: Buffer, pad: Uint8Array): Buffer => Buffer.from(secret.map((byte, index) => byte ^ (pad[index] ?? 0)));

/**
 * The synchronizer token of this session, masked anew each time, so that compression tells nothing about it (BREACH).
 * Making it starts a session, which is why pages without a form do not ask for it.
 */
export function csrfToken(session: SecretBag, randomBytes: (size: number) => Uint8Array): string {
  let secret = session.get('csrf');
  if (typeof secret !== 'string') {
    secret = Buffer.from(randomBytes(SIZE)).toString('base64url');
    session.set('csrf', secret);
  }
  const pad = randomBytes(SIZE);
  return Buffer.concat([pad, masked(Buffer.from(secret as string, 'base64url'), pad)]).toString('base64url');
}

export function csrfMatches(session: SecretBag, token: unknown): boolean {
  const secret = session.get('csrf');
  if (typeof secret !== 'string' || typeof token !== 'string') return false;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== SIZE * 2) return false;
  return timingSafeEqual(masked(bytes.subarray(SIZE), bytes.subarray(0, SIZE)), Buffer.from(secret, 'base64url'));
}
