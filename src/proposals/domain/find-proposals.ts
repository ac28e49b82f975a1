import { z } from 'zod';
import type { Box } from '../../kernel/geo.js';
import { LOCALES } from '../../kernel/localized.js';
import { cleanText } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { CHANNELS } from './keying.js';
import { isDayKey, isNumberKey, Place } from './list-place.js';
import { PUBLIC_STATES } from './proposal-state.js';

export const PAGE_SIZE = 20;
const SORTS = ['newest', 'endorsed', 'discussed', 'deadline', 'random'] as const;
export type ProposalSort = (typeof SORTS)[number];
export const PROPOSAL_SORTS = SORTS;
/** Lots are drawn below this: 28 bits. */
export const LOTS = 2 ** 28;

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

/** A box that is ticked or not. */
const ticked = z
  .literal('1')
  .transform(() => true)
  .or(z.literal(true))
  .catch(false as never)
  .transform(Boolean);

const DEGREES = /^-?\d{1,3}(\.\d{1,6})?$/;

/** `west,south,east,north` in degrees. */
const MapBox = z
  .union([
    z.tuple([z.number(), z.number(), z.number(), z.number()]),
    z
      .string()
      .transform((text) => text.split(','))
      .refine((parts) => parts.length === 4 && parts.every((part) => DEGREES.test(part)))
      .transform((parts): Box => parts.map(Number) as unknown as Box),
  ])
  .refine(
    ([west, south, east, north]) => west <= east && south <= north && west >= -180 && east <= 180 && south >= -90 && north <= 90,
  );

/**
 * The question a list of proposals answers, from a query string. Only these names mean anything, and only these values: what it does not
 * understand is left out rather than refused, since links live long, and nothing else of a proposal can be asked about.
 */
const Question = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => cleanText(text).slice(0, 200)),
  theme: listOf(z.uuid()),
  area: z.uuid().nullable().catch(null),
  state: listOf(z.enum(PUBLIC_STATES)),
  by: z.enum(['residents', 'organisations']).nullable().catch(null),
  sector: listOf(z.enum(SECTORS)),
  lang: listOf(z.enum(LOCALES)),
  channel: listOf(z.enum(CHANNELS)),
  /** Own states of the process. */
  own: listOf(z.uuid()),
  /** Only those that say which place they are about. */
  placed: ticked,
  /** As a list, or on a map: then only those with a point on it. */
  view: z.enum(['list', 'map']).catch('list'),
  /** Only those with a point within. */
  box: MapBox.nullable().catch(null),
  /** Only those that an area or the team has answered. */
  answered: ticked,
  sort: z.enum(SORTS).catch('newest'),
  /** Where this visitor's shuffled list begins: a lot. */
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(LOTS - 1)
    .nullable()
    .catch(null),
  /** Which part of the list: what follows or what comes before a place in it; the beginning when null. */
  at: Place.nullable().catch(null),
  /** Which page that is, to be shown. It decides nothing. */
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type FindProposals = z.output<typeof Question>;

/** A place of one sort means nothing to another. */
export const FindProposals = Question.transform((find): FindProposals =>
  isPlaceOf(find.sort, find.at) ? find : fromTheStart(find),
);

export const isFiltered = (find: FindProposals): boolean =>
  find.q !== '' ||
  find.area !== null ||
  find.by !== null ||
  find.placed ||
  find.box !== null ||
  find.answered ||
  hasChoices(find);

const hasChoices = (find: FindProposals): boolean =>
  [find.theme, find.state, find.sector, find.lang, find.channel, find.own].some((values) => values.length > 0);

const isPlaceOf = (sort: ProposalSort, at: Place | null): boolean =>
  at === null || at.side === 'end' || (sort === 'deadline' ? isDayKey(at.key) : isNumberKey(at.key));

/** The question that all public proposals answer, the newest first. */
export const EVERYTHING: FindProposals = FindProposals.parse({});

/** The same question from its beginning: for links that change it, and for files. */
export const fromTheStart = (find: FindProposals): FindProposals => ({ ...find, at: null, page: 1 });

/** The same question as a query string, without what is usual; `changes` puts other values in. */
export function queryOf(find: FindProposals, changes: Partial<FindProposals> = {}): string {
  const asked = { ...find, ...changes };
  const query = new URLQueryParts();
  if (asked.q) query.add('q', asked.q);
  asked.theme.forEach((theme) => query.add('theme', theme));
  asked.state.forEach((state) => query.add('state', state));
  if (asked.area) query.add('area', asked.area);
  if (asked.by) query.add('by', asked.by);
  asked.sector.forEach((sector) => query.add('sector', sector));
  asked.lang.forEach((lang) => query.add('lang', lang));
  asked.channel.forEach((channel) => query.add('channel', channel));
  asked.own.forEach((own) => query.add('own', own));
  if (asked.placed) query.add('placed', '1');
  if (asked.answered) query.add('answered', '1');
  if (asked.view !== 'list') query.add('view', asked.view);
  if (asked.box) query.add('box', asked.box.join(','));
  if (asked.sort !== 'newest') query.add('sort', asked.sort);
  if (asked.sort === 'random' && asked.seed !== null) query.add('seed', String(asked.seed));
  if (asked.at) query.add('at', z.encode(Place, asked.at));
  if (asked.at && asked.page > 1) query.add('page', String(asked.page));
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
