/**
 * How the domain says no: a stable code (kebab-case, `stage-closed`, `not-yours`) and the parameters of its message.
 * Pure code returns it; services throw it as RefusedError; the edge turns it into a page, a problem document or an ack.
 * The message of a code is the catalogue key `refusals.<code>`.
 */
export interface Refusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export const refuse = (code: string, params?: Refusal['params']): Refusal => (params ? { code, params } : { code });

/**
 * A refusal on its way through a use case to the edge. `status` is 403 (may not), 404 (may not even know), 409 (not now) or 429 (too often).
 * What the use case had written is rolled back, unless `keepsWork`: a wrong code must stay counted.
 */
export class RefusedError extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly status: 403 | 404 | 409 | 429 = 409,
    readonly keepsWork = false,
  ) {
    super(refusal.code);
    this.name = 'RefusedError';
  }
}

export const notFound = (): RefusedError => new RefusedError({ code: 'not-found' }, 404);
