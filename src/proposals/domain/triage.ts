import { z } from 'zod';
import { cleanText } from '../../kernel/text.js';
import { addDays } from '../../process/domain/index.js';
import { PROPOSAL_STATES, type ProposalState } from './proposal-state.js';

/** How many proposals one act of the team may be about. */
export const CHOSEN_MAX = 1000;

/** A review is due after so many days where the process has none that is usual: ten working days and a weekend. */
export const REVIEW_DAYS = 15;

/** The day by which a review is asked for unless somebody says another; `usual` is the number of days that the process asked for most often. */
export const proposedDueDay = (today: string, usual: number | null): string => addDays(today, usual ?? REVIEW_DAYS);

/** What nobody of the team has looked after yet. */
export const UNSORTED: readonly ProposalState[] = ['submitted', 'held', 'published'];

/** Of no area: what was sent to none. */
export const NO_AREA = 'none';

/** What the team looks at while sorting proposals out, from a query string; what it does not understand is left out. */
export const TriageFilter = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => cleanText(text).slice(0, 200)),
  state: z.enum(PROPOSAL_STATES).nullable().catch(null),
  theme: z.uuid().nullable().catch(null),
  area: z.uuid().or(z.literal(NO_AREA)).nullable().catch(null),
  own: z.uuid().nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type TriageFilter = z.output<typeof TriageFilter>;

/** Whether it narrows the list by more than a state. */
export const isNarrowed = ({ q, theme, area, own }: TriageFilter): boolean => q !== '' || Boolean(theme ?? area ?? own);

/** The same as a query string; with `changes` it is another question, which begins on its first page. */
export function triageQuery(filter: TriageFilter, changes: Partial<TriageFilter> | null = null): string {
  const { page, ...asked } = { ...filter, ...(changes && { page: 1, ...changes }) };
  const parts = Object.entries(asked).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
  if (page > 1) parts.push(`page=${page}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** What the team can do to many proposals at once, and take back. */
export const TEAM_ACTS = ['assign', 'settle', 'mark', 'move'] as const;
export type TeamActKind = (typeof TEAM_ACTS)[number];

/** How a proposal stands, as far as an act of the team can change it. */
export interface Standing {
  readonly state: ProposalState;
  readonly themeId: string;
  readonly ownStateId: string | null;
  /** The answer in force. */
  readonly responseId: string | null;
  readonly assignments: readonly {
    readonly areaId: string;
    readonly dueOn: string;
    /** Milliseconds since 1970. */
    readonly reviewedAt: number | null;
    /** Whether the area has begun to write. */
    readonly isBegun: boolean;
  }[];
}

/** One proposal of an act: how it stood, and how the act left it. */
export interface ActStep {
  readonly proposalId: string;
  readonly before: Standing;
  readonly after: Standing;
}

/** Nothing happened to a proposal since: only then is it as before once the act is taken back. */
export const isAsLeft = (step: ActStep, now: Standing): boolean => sameStanding(step.after, now);

export const sameStanding = (one: Standing, other: Standing): boolean => canonical(one) === canonical(other);

const canonical = ({ state, themeId, ownStateId, responseId, assignments }: Standing): string =>
  JSON.stringify([
    ...[state, themeId, ownStateId, responseId],
    assignments
      .map(({ areaId, dueOn, reviewedAt, isBegun }) => [areaId, dueOn, reviewedAt, isBegun])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ]);

export const UndoAct = z.object({});
export type UndoAct = z.output<typeof UndoAct>;
