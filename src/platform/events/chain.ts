import { createHash } from 'node:crypto';

/** What a link of the chain covers. Dates as ISO 8601 in UTC. */
export interface Link {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly processId: string | null;
  readonly requestId: string | null;
  readonly body: unknown;
  readonly prevHash: string;
}

/** The end of the chain: publish it somewhere else from time to time, and nobody can shorten the record unseen. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first event. */
export const ORIGIN: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/** JSON with names in code unit order and no spaces: the same value always gives the same text (as RFC 8785 for what events hold). */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalText(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => `${JSON.stringify(name)}:${canonicalText(one)}`);
    return `{${pairs.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

export const linkHash = (canonical: string): string => createHash('sha256').update(canonical, 'utf8').digest('hex');
