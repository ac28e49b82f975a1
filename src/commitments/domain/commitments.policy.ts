import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';
import { mayChangeText, type SheetState } from './sheet-state.js';

/** What the rules need to know of one sheet. */
export interface SheetFacts extends ProcessFacts {
  readonly sheetId: string;
  readonly number: number;
  readonly state: SheetState;
  /** The newest version that was shared; 0 while the text is only the team's. */
  readonly version: number;
}

export const SHEETS_ACTIONS = ['drafts.view', 'sheets.view', 'sheets.open'] as const;
export type SheetsAction = (typeof SHEETS_ACTIONS)[number];

export const SHEET_ACTIONS = ['draft.view', 'draft.comment', 'sheet.view', 'sheet.edit', 'sheet.share', 'sheet.respond'] as const;
export type SheetAction = (typeof SHEET_ACTIONS)[number];

/** Facilitators and coordinators write sheets; whoever administers the instance stands in for them. */
const writes = (who: Standing): boolean =>
  who.actor.kind === 'system' || who.actor.isAdministrator || holds(who, 'coordinator', 'facilitator');
/** Everybody with a role in the process reads the working text: reviewers, the forum and the monitoring body too. */
const reads = (who: Standing): boolean => writes(who) || who.roles.length > 0;

const isDrafting = (process: ProcessFacts): boolean => process.features.has('draft') || process.features.has('revise');

/** What is done to the sheets of a process as a whole. Codes: `not-found`, `only-the-team-writes`, `drafting-not-open`. */
export function maySheets(who: Standing, action: SheetsAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  switch (action) {
    case 'drafts.view':
      return null;
    case 'sheets.view':
      return reads(who) ? null : refuse('only-the-team-writes');
    case 'sheets.open':
      if (!writes(who)) return refuse('only-the-team-writes');
      return isDrafting(process) ? null : refuse('drafting-not-open');
  }
}

/**
 * What is done to one sheet. Before its first comment round nobody outside the process's roles knows of its text.
 * Codes: `not-found`, `only-the-team-writes`, `drafting-not-open`, `sheet-is-final`, `comments-not-open`, `round-not-open`.
 */
export function maySheet(who: Standing, action: SheetAction, sheet: SheetFacts): Refusal | null {
  if (!seesProcess(who, sheet)) return refuse('not-found');
  const isPublic = sheet.version > 0;
  switch (action) {
    case 'draft.view':
      return isPublic || reads(who) ? null : refuse('not-found');
    case 'draft.comment':
      if (!isPublic) return refuse('not-found');
      if (sheet.state !== 'in-comment-round') return refuse('round-not-open');
      return sheet.features.has('comment') ? null : refuse('comments-not-open');
    case 'sheet.view':
      return reads(who) ? null : refuse(isPublic ? 'only-the-team-writes' : 'not-found');
    case 'sheet.edit':
      return mayWrite(who, sheet) ?? (mayChangeText(sheet.state) ? null : refuse('sheet-is-final'));
    case 'sheet.share':
      return mayWrite(who, sheet);
    case 'sheet.respond':
      if (writes(who)) return null;
      return refuse(isPublic || reads(who) ? 'only-the-team-writes' : 'not-found');
  }
}

function mayWrite(who: Standing, sheet: SheetFacts): Refusal | null {
  if (!writes(who)) return refuse(sheet.version > 0 || reads(who) ? 'only-the-team-writes' : 'not-found');
  return isDrafting(sheet) ? null : refuse('drafting-not-open');
}
