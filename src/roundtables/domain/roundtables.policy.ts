/** Who may do what with a roundtable and in its room. */
import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';

export const ROUNDTABLE_STATES = ['scheduled', 'open', 'closed'] as const;
export type RoundtableState = (typeof ROUNDTABLE_STATES)[number];

/** What a policy needs to know of a roundtable. */
export interface RoundtableFacts extends ProcessFacts {
  readonly roundtableId: string;
  readonly roundtableSlug: string;
  readonly code: string;
  readonly state: RoundtableState;
  readonly allowsGuests: boolean;
  /** The accounts that run it: the facilitator and the deputies. */
  readonly teamIds: readonly string[];
  /** This actor's place at the table: 'seated', 'banned', or null when they never took one or left it. */
  readonly attendance: 'seated' | 'banned' | null;
}

export const ROUNDTABLE_ACTIONS = [
  'roundtables.view', 'roundtables.plan', 'roundtables.set-up', 'roundtable.view', 'roundtable.edit', 'roundtable.board',
  'roundtable.minute',
  'room.join', 'room.view', 'room.take-part', 'room.facilitate', 'room.start',
] as const; // prettier-ignore
export type RoundtableAction = (typeof ROUNDTABLE_ACTIONS)[number];
/** Actions on the tables of a process as a whole. */
export type AboutAll = Extract<RoundtableAction, `roundtables.${string}`>;

const isCoordinator = (who: Standing): boolean => who.actor.isAdministrator || holds(who, 'coordinator');

/** Whether this person runs the table: its facilitator, a deputy, or a coordinator of the process. A participant never comes to it by accident. */
export const facilitates = (who: Standing, table: Pick<RoundtableFacts, 'teamIds'>): boolean =>
  (who.actor.kind === 'account' && who.actor.id !== null && table.teamIds.includes(who.actor.id)) || isCoordinator(who);

/** Staff of the process that watch without a seat. */
const observes = (who: Standing): boolean => who.roles.length > 0 || who.actor.isAdministrator;

/** How somebody is in the room; null when they are not. */
export function faceOf(who: Standing, table: RoundtableFacts): 'facilitator' | 'participant' | 'observer' | null {
  if (facilitates(who, table)) return 'facilitator';
  if (table.attendance === 'banned') return null;
  if (table.attendance === 'seated') return 'participant';
  return observes(who) ? 'observer' : null;
}

/** What is done to a process's tables as a whole. */
export function mayRoundtables(who: Standing, action: AboutAll, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  if (action === 'roundtables.view') return null;
  if (action === 'roundtables.plan' && holds(who, 'facilitator')) return null;
  return isCoordinator(who) ? null : refuse('only-coordinators');
}

/** What is done to one table, or in its room. Codes: `not-found`, `only-coordinators`, `only-facilitators`, `sign-in-to-join`, `roundtable-closed`, `banned`, `not-at-the-table`, `meeting-not-open`, `roundtable-not-open`. */
export function mayRoundtable(
  who: Standing,
  action: Exclude<RoundtableAction, AboutAll>,
  table: RoundtableFacts,
): Refusal | null {
  if (!seesProcess(who, table)) return refuse('not-found');
  const face = faceOf(who, table);
  switch (action) {
    case 'roundtable.view':
      return null;
    case 'roundtable.board':
      return table.state === 'closed' || face !== null ? null : refuse('not-found');
    case 'roundtable.edit':
    case 'roundtable.minute':
      return facilitates(who, table) ? null : refuse('only-facilitators');
    case 'room.join':
      return mayJoin(who, table);
    case 'room.view':
      return face !== null ? null : refuse(table.attendance === 'banned' ? 'banned' : 'not-at-the-table');
    case 'room.take-part':
      return mayTakePart(table, face);
    case 'room.start':
      if (face !== 'facilitator') return refuse('only-facilitators');
      return table.features.has('meet') ? null : refuse('meeting-not-open');
    case 'room.facilitate':
      if (face !== 'facilitator') return refuse('only-facilitators');
      return table.state === 'open' ? null : refuse(table.state === 'closed' ? 'roundtable-closed' : 'roundtable-not-open');
  }
}

function mayJoin(who: Standing, table: RoundtableFacts): Refusal | null {
  if (table.attendance === 'banned') return refuse('banned');
  if (table.state === 'closed') return refuse('roundtable-closed');
  return table.allowsGuests || who.actor.kind === 'account' ? null : refuse('sign-in-to-join');
}

function mayTakePart(table: RoundtableFacts, face: ReturnType<typeof faceOf>): Refusal | null {
  if (table.attendance === 'banned') return refuse('banned');
  if (table.attendance !== 'seated' && face !== 'facilitator') return refuse('not-at-the-table');
  if (table.state === 'open') return null;
  return refuse(table.state === 'closed' ? 'roundtable-closed' : 'roundtable-not-open');
}
