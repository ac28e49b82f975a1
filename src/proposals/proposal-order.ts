import type { RawBuilder } from 'kysely';
import { sql } from '../platform/database/reader.js';
import { LOTS, type FindProposals, type Place, type ProposalSort } from './domain/index.js';

/** A run of the list: rows in the order of a key, which an index holds, with the number where keys are the same. */
interface Run {
  readonly key: RawBuilder<unknown>;
  readonly type: 'bigint' | 'date';
  readonly descends: boolean;
  readonly only: RawBuilder<unknown> | null;
}

const run = (key: RawBuilder<unknown>, descends: boolean, only: Run['only'] = null): Run => ({
  key,
  type: 'bigint',
  descends,
  only,
});

const LOT = sql`p.lot`;
/** Word for word the expression of the index `proposal_deadline`. */
const DEADLINE = sql`(coalesce(case when p.state = 'in-review' then p.review_due_on end, 'infinity'::date))`;

/**
 * How each sort goes through the list. The shuffled one goes round a circle in which every proposal has the place that it drew, from the
 * visitor's own point on: two runs, so that an index serves it too.
 */
const RUNS: Record<ProposalSort, (find: FindProposals) => Run[]> = {
  newest: () => [run(sql`p.number`, true)],
  endorsed: () => [run(sql`p.endorsements`, true)],
  discussed: () => [run(sql`p.comments`, true)],
  deadline: () => [{ key: DEADLINE, type: 'date', descends: false, only: null }],
  random: ({ seed }) => [run(LOT, false, sql`p.lot >= ${seed ?? 0}`), run(LOT, false, sql`p.lot < ${seed ?? 0}`)],
};

/** A part of a list as a subquery with `id`, `part`, `key` and `number`, and the order that puts its rows as the list has them. */
export interface Slice {
  readonly query: RawBuilder<unknown>;
  /** Of the subquery, called `s`. */
  readonly order: RawBuilder<unknown>;
}

/** At most `size` of the proposals `p` of `source` (what follows `from`, with a condition), from a place on or backward from it. */
export function sliceOf(source: RawBuilder<unknown>, find: FindProposals, size: RawBuilder<number>): Slice {
  const runs = RUNS[find.sort](find);
  const isBackward = find.at !== null && find.at.side !== 'after';
  const place = find.at?.side === 'end' ? null : find.at;
  const at = place ? runIndex(find, place) : isBackward ? runs.length - 1 : 0;
  const wanted = runs.map((each, part) => ({ each, part })).filter(({ part }) => (isBackward ? part <= at : part >= at));
  const parts = wanted.map(({ each, part }) => {
    const from = place && part === at ? beyond(each, place, isBackward) : sql`true`;
    const way = directionOf(each, isBackward);
    return sql`(select p.id, ${sql.raw(String(part))} as part, ${each.key} as key, p.number from ${source}
      and ${each.only ?? sql`true`} and ${from} order by ${each.key} ${way}, p.number ${way} limit ${size})`;
  });
  const [first] = runs;
  const forward = directionOf(first as Run, false);
  const backward = directionOf(first as Run, isBackward);
  return {
    query: sql`select * from (${sql.join(parts, sql` union all `)}) runs
      order by part ${isBackward ? sql`desc` : sql`asc`}, key ${backward}, number ${backward} limit ${size}`,
    order: sql`s.part, s.key ${forward}, s.number ${forward}`,
  };
}

/** Which run of the list a place lies in. */
const runIndex = (find: FindProposals, place: Exclude<Place, { side: 'end' }>): number =>
  find.sort === 'random' && Number(place.key) < (find.seed ?? 0) ? 1 : 0;

function beyond({ key, type, descends }: Run, place: Exclude<Place, { side: 'end' }>, isBackward: boolean): RawBuilder<unknown> {
  const bound = sql`(${place.key}::${sql.raw(type)}, ${place.number}::int)`;
  return descends === isBackward ? sql`(${key}, p.number) > ${bound}` : sql`(${key}, p.number) < ${bound}`;
}

const directionOf = ({ descends }: Run, isBackward: boolean): RawBuilder<unknown> =>
  descends === isBackward ? sql`asc` : sql`desc`;

/** The lot of a proposal drawn evenly among all of a process, so that each has the same chance of every place in a shuffled list. */
export const lotOf = (processId: string, draw: number): RawBuilder<{ lot: number }> => sql<{ lot: number }>`
  select p.lot from proposal p where p.process_id = ${processId} and p.number >= 1 + floor(${draw / LOTS}::float8
    * (select max(l.number) from proposal l where l.process_id = ${processId})) order by p.number limit 1`;
