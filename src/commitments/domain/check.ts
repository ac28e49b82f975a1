import { fieldByRole, type FieldRole, type SheetTemplate } from './sheet-template.js';
import { textOf, type Milestone, type SheetDocument } from './sheet.js';

/** E blocks publication, W warns, N is a remark. */
export type CheckLevel = 'E' | 'W' | 'N';

/** What a check found. `rule` is the id of the design's list; `message` a key of the catalogue; `where` a field key, `milestones` or a milestone's id. */
export interface Finding {
  readonly rule: string;
  readonly level: CheckLevel;
  readonly message: string;
  readonly where: string | null;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What the platform knows about a sheet beyond its text. Every part is optional: a check whose facts are missing says nothing. */
export interface CheckContext {
  /** The plan's period, ISO dates. */
  readonly planPeriod?: { readonly start: string; readonly end: string };
  /** Titles of the plan's other commitments. */
  readonly otherTitles?: readonly string[];
  /** Names of organisations known not to be public bodies. */
  readonly nonPublicBodies?: readonly string[];
  /** What the sheet cites, or where else it comes from, in words. */
  readonly origins?: { readonly proposals: number; readonly notes: number; readonly declared?: string };
  /** Proposals of the theme that have no reasoned response. */
  readonly proposalsWithoutResponse?: number;
  readonly commentRound?: { readonly daysOpen: number; readonly unanswered: number };
  /** Fields changed after the comment round closed, and whether the change says why. */
  readonly changedAfterRound?: readonly { readonly key: string; readonly explained: boolean }[];
  /** Commitments in the plan, this one included. */
  readonly commitmentsInPlan?: number;
  /** Endorsements by non-governmental stakeholders attached to the plan. */
  readonly endorsements?: number;
  /** Whether the lead institution took part in a sitting of the theme's roundtable. */
  readonly leadAttended?: boolean;
}

/** A sheet as a check sees it. */
export interface CheckSubject {
  readonly sheet: SheetDocument;
  readonly template: SheetTemplate;
  readonly context: CheckContext;
}

export type Check = (subject: CheckSubject) => Finding[];

/** One finding, in a list, so that a check reads as its condition. `variant` distinguishes the messages of one rule. */
export function found(
  rule: string,
  level: CheckLevel,
  variant: string,
  where: string | null,
  params?: Finding['params'],
): Finding[] {
  const message = `commitments.checks.${rule}${variant ? `-${variant}` : ''}`;
  return [{ rule, level, message, where, ...(params ? { params } : {}) }];
}

export const nothing: Finding[] = [];

/** A role's field and text; null where the template has no such field. */
export function answer({ sheet, template }: CheckSubject, role: FieldRole): { key: string; text: string } | null {
  const field = fieldByRole(template, role);
  return field ? { key: field.key, text: textOf(sheet, field.key) } : null;
}

/** Applies a check to every milestone that says something. */
export const eachMilestone = ({ sheet }: CheckSubject, check: (milestone: Milestone, number: number) => Finding[]): Finding[] =>
  sheet.milestones.flatMap((milestone, at) => check(milestone, at + 1));
