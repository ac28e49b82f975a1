import type { RawBuilder } from 'kysely';
import type { Box } from '../kernel/geo.js';
import { LOCALES } from '../kernel/localized.js';
import { sql } from '../platform/database/reader.js';
import {
  isAnsweredState,
  parseProposalNumber,
  PUBLIC_STATES,
  searchWords,
  type FindProposals,
  type ProposalState,
} from './domain/index.js';

/** What was typed as a query in each of the three languages a text may be written in; its last word may be the beginning of one. */
function words(q: string): RawBuilder<unknown> {
  const { whole, unfinished } = searchWords(q);
  const asked = LOCALES.map((lang) => sql`websearch_to_tsquery(${`mesa_${lang}`}::regconfig, ${whole})`);
  if (!unfinished) return sql`(${sql.join(asked, sql` || `)})`;
  const begun = LOCALES.map((lang) => {
    const configuration = sql`${`mesa_${lang}`}::regconfig`;
    return sql`(websearch_to_tsquery(${configuration}, ${unfinished.before}) && to_tsquery(${configuration}, ${`'${unfinished.beginning}':*`}))`;
  });
  return sql`(${sql.join([...asked, ...begun], sql` || `)})`;
}

/** Proposals `m` whose words, title or number answer what was typed: for the team's list, in which every state stands. */
export const saying = (q: string): RawBuilder<boolean> =>
  sql<boolean>`(m.search @@ ${words(q)} or mesa_unaccent(lower(${q})) <% m.plain_title or m.number = ${parseProposalNumber(q) ?? 0})`;

/** Whether the point of a proposal `p` is in the box. */
export const within = ([west, south, east, north]: Box): RawBuilder<boolean> =>
  sql`(p.longitude between ${west} and ${east} and p.latitude between ${south} and ${north})`;

/** The states that a question allows: those chosen, or all public ones. */
export function statesOf(find: Pick<FindProposals, 'state' | 'answered'>): ProposalState[] {
  const states = find.state.length > 0 ? find.state : PUBLIC_STATES;
  return find.answered ? states.filter(isAnsweredState) : [...states];
}

/** What a list can be sorted by. */
const COLUMNS = ['id', 'number', 'endorsements', 'comments', 'lot', 'state', 'review_due_on'];
const SORTED_BY = sql.raw(COLUMNS.map((column) => `p.${column}`).join(', '));

/** Where the words themselves find this many, nobody looks for words like them. */
const ENOUGH = 200;

/** The public proposals of a process (alias `p`) that answer the question, as a condition. */
export function matching(processId: string, find: FindProposals): RawBuilder<boolean> {
  return find.q ? sql<boolean>`p.id in (select found.id from (${searched(processId, find)}) found)` : allowed(processId, find);
}

/** The same as a subquery of what a list can be sorted by: for what is read once as a whole, to be counted too. */
export const matched = (processId: string, find: FindProposals): RawBuilder<unknown> =>
  find.q ? searched(processId, find) : sql`select ${SORTED_BY} from proposal p where ${allowed(processId, find)}`;

/** Everything that a question asks but its words. */
function allowed(processId: string, find: FindProposals): RawBuilder<boolean> {
  const conditions = [sql`p.process_id = ${processId}`, sql`p.state = any(${statesOf(find)}::text[])`];
  if (find.theme.length > 0) conditions.push(sql`p.theme_id = any(${[...find.theme]}::uuid[])`);
  if (find.area) conditions.push(sql`p.id in (select a.proposal_id from proposal_assignment a where a.area_id = ${find.area})`);
  if (find.by) conditions.push(find.by === 'residents' ? sql`p.on_behalf_of is null` : sql`p.on_behalf_of is not null`);
  if (find.sector.length > 0) conditions.push(sql`p.sector = any(${[...find.sector]}::text[])`);
  if (find.lang.length > 0) conditions.push(sql`p.lang = any(${[...find.lang]}::text[])`);
  if (find.channel.length > 0) conditions.push(sql`p.channel = any(${[...find.channel]}::text[])`);
  if (find.own.length > 0) conditions.push(sql`p.own_state_id = any(${[...find.own]}::uuid[])`);
  if (find.placed) conditions.push(sql`(p.neighbourhood is not null or p.latitude is not null)`);
  if (find.view === 'map') conditions.push(sql`p.latitude is not null`);
  if (find.box) conditions.push(within(find.box));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/**
 * By the words, by the number, and where the words find few by titles like what was typed: for typing mistakes and parts of words that no
 * dictionary knows. The words stand in a row of their own, so that the planner, not knowing how common they are, goes by the index: reading the
 * words of every text, which it takes for cheap, is not.
 */
function searched(processId: string, find: FindProposals): RawBuilder<unknown> {
  const number = parseProposalNumber(find.q) ?? 0;
  const rows = (condition: RawBuilder<unknown>) =>
    sql`select ${SORTED_BY} from proposal p where ${allowed(processId, find)} and ${condition}`;
  return sql`
    with asked as materialized (select ${words(find.q)} as words),
    worded as materialized (
      select ${SORTED_BY} from asked join proposal p on p.search @@ asked.words where ${allowed(processId, find)})
    select ${sql.raw(COLUMNS.join(', '))} from worded
    union all ${rows(sql`p.id not in (select id from worded) and p.number = ${number}`)}
    union all ${rows(sql`p.id not in (select id from worded) and p.number <> ${number} and mesa_unaccent(lower(${find.q})) <% p.plain_title
      and (select count(*) from (select from worded limit ${ENOUGH}) few) < ${ENOUGH}`)}`;
}
