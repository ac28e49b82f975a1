import pg from 'pg';

const INT8 = 20;
const TIMESTAMPTZ = 1184;

/**
 * How values arrive from PostgreSQL, for entities and for plain rows alike: `timestamptz` as Date, `bigint` and `count(*)` as number
 * (nothing here counts to 2^53), `date` as its text, since a day has no instant.
 */
export const driverTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === TIMESTAMPTZ) return (value) => new Date(isoText(value));
    if (oid === INT8) return Number;
    if (oid === DATE || oid === TIMESTAMP || oid === INTERVAL) return (value) => value;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

const DATE = 1082;
const TIMESTAMP = 1114;
const INTERVAL = 1186;

/** `2026-03-02 12:00:00.5+00` as ISO 8601, which every engine reads the same. */
function isoText(value: string): string {
  const text = value.replace(' ', 'T');
  return /[+-]\d\d$/.test(text) ? `${text}:00` : text;
}
