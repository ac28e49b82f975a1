import { z } from 'zod';
import { cleanText } from '../../kernel/text.js';
import { PROPOSAL_STATES, PUBLIC_STATES } from './proposal-state.js';

export const PAGE_SIZE = 20;
const SORTS = ['newest', 'endorsed'] as const;
export type ProposalSort = (typeof SORTS)[number];
export const PROPOSAL_SORTS = SORTS;

const listOf = <T extends z.ZodType>(each: T) =>
  z
    .preprocess(
      (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.unknown()).max(100),
    )
    .catch([])
    .transform((values) =>
      [...new Set(values)].flatMap((value): z.output<T>[] => (each.safeParse(value).success ? [each.parse(value)] : [])),
    );

/** The question a list of proposals answers, from a query string. Anything it does not understand is left out rather than refused: links live long. */
export const FindProposals = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => cleanText(text).slice(0, 200)),
  theme: listOf(z.uuid()),
  area: z.uuid().nullable().catch(null),
  state: listOf(z.enum(PUBLIC_STATES)),
  by: z.enum(['residents', 'organisations']).nullable().catch(null),
  sort: z.enum(SORTS).catch('newest'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type FindProposals = z.output<typeof FindProposals>;

export const isFiltered = (find: FindProposals): boolean =>
  find.q !== '' || find.theme.length > 0 || find.state.length > 0 || find.area !== null || find.by !== null;

/** The same question as a query string, without what is usual; `changes` puts other values in. */
export function queryOf(find: FindProposals, changes: Partial<FindProposals> = {}): string {
  const asked = { ...find, ...changes };
  const query = new URLQueryParts();
  if (asked.q) query.add('q', asked.q);
  asked.theme.forEach((theme) => query.add('theme', theme));
  asked.state.forEach((state) => query.add('state', state));
  if (asked.area) query.add('area', asked.area);
  if (asked.by) query.add('by', asked.by);
  if (asked.sort !== 'newest') query.add('sort', asked.sort);
  if (asked.page > 1) query.add('page', String(asked.page));
  return query.toString();
}

/** URLSearchParams belongs to no language standard, so the pure code does with encodeURIComponent. */
class URLQueryParts {
  private readonly parts: string[] = [];
  add(name: string, value: string): void {
    this.parts.push(`${name}=${encodeURIComponent(value)}`);
  }
  toString(): string {
    return this.parts.length > 0 ? `?${this.parts.join('&')}` : '';
  }
}

/** What the team looks at while sorting proposals out. */
export const TriageFilter = z.object({
  state: z.enum(PROPOSAL_STATES).nullable().catch(null),
  theme: z.uuid().nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type TriageFilter = z.output<typeof TriageFilter>;
