/**
 * The wire of a room: what its page, its socket and `/rooms/:id/state.json` say. The boards inside it have a wire of their own (boards/domain/protocol.ts);
 * both run over one socket. ../ROOM.md tells the story.
 */
import { z } from 'zod';
import type { LocalizedText } from '../../kernel/localized.js';
import { LOCALES } from '../../kernel/localized.js';
import type { Sector } from '../../participants/domain/index.js';
import type { BoardKind, StepKind } from './agenda.js';
import type { BallotState, ClosingRule, Electorate, Ending, Reasons, Secrecy, TieRule } from './ballot.js';
import type { RoundtableState } from './roundtables.policy.js';
import {
  AnswerQuestion,
  AskQuestion,
  CastVote,
  DecideBallot,
  DeclareBallot,
  ExtendTimer,
  GiveReason,
  MoveStep,
  SeatPerson,
  id,
} from './roundtables.commands.js';
import type { Presence } from './roundtables.commands.js';
import type { ConsentAnswer } from './tally/consent.js';
import type { Detail, TallyMethod } from './tally/methods.js';
import type { SectorTally } from './tally/sectors.js';

/** Counted up when an old browser and a new server would misunderstand each other; the page then reloads. */
export const ROOM_VERSION = 2;

/** Times are ISO 8601 in UTC. Only the server's clock counts: `serverNow` is what it showed when this was written. */
export interface RoomState {
  readonly v: typeof ROOM_VERSION;
  /** Grows with every change of this room; an older one than yours is to be dropped. */
  readonly version: number;
  readonly serverNow: string;
  readonly roundtable: RoomRoundtable;
  readonly agenda: readonly RoomStep[];
  /** Null before the opening and after the closing. */
  readonly step: { readonly id: string; readonly startedAt: string; readonly timer: RoomTimer } | null;
  /** Everybody with a seat, in the order in which they sat down. */
  readonly people: readonly RoomPerson[];
  /** Who has the floor, and who waits for it, in turn. */
  readonly floor: { readonly speaking: readonly RoomTurn[]; readonly waiting: readonly RoomTurn[] };
  /** Open ones first, the most supported on top. Hidden ones only for those who facilitate. */
  readonly questions: readonly RoomQuestion[];
  /** In the order in which they were declared. */
  readonly ballots: readonly RoomBallot[];
  readonly topic: RoomTopic | null;
  readonly proposals: readonly RoomProposal[];
}

export interface RoomRoundtable {
  readonly id: string;
  readonly slug: string;
  readonly title: LocalizedText;
  readonly theme: LocalizedText;
  /** 1 to 6: colour and mark of the theme. */
  readonly themeSlot: number;
  readonly process: { readonly slug: string; readonly name: LocalizedText };
  readonly code: string;
  /** Where the QR code leads, complete. */
  readonly joinUrl: string;
  readonly state: RoundtableState;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** Whoever runs it just now, and those who may take over. */
  readonly conductor: { readonly id: string; readonly name: string } | null;
  readonly team: readonly { readonly id: string; readonly name: string }[];
}

export interface RoomStep {
  readonly id: string;
  /** From 1. */
  readonly position: number;
  readonly kind: StepKind;
  readonly title: LocalizedText;
  readonly minutes: number;
  /** When it first began and last ended; null before. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Of a step of kind `board`. The id is null until the room opens. */
  readonly board: { readonly id: string | null; readonly kind: BoardKind } | null;
  /** Of a step of kind `ballot`: the ballot now at hand, the last of its rounds. */
  readonly ballotId: string | null;
}

/** One of the two is null: it runs towards `endsAt`, or stands still with `remainingMs`. Below zero means: over time. */
export interface RoomTimer {
  readonly endsAt: string | null;
  readonly remainingMs: number | null;
}

export interface RoomPerson {
  /** The attendance, which is also their id on the boards. */
  readonly id: string;
  readonly name: string;
  readonly sector: Sector;
  readonly organisation: string | null;
  readonly presence: Presence;
  /** Empty for everybody but those who facilitate. */
  readonly needs: readonly string[];
  readonly banned: boolean;
}

export interface RoomTurn {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly sector: Sector;
  readonly raisedAt: string;
  /** Since when they have the floor; null while they wait. */
  readonly givenAt: string | null;
}

export interface RoomQuestion {
  readonly id: string;
  readonly text: string;
  readonly by: { readonly name: string; readonly sector: Sector };
  readonly askedAt: string;
  readonly supports: number;
  readonly state: 'open' | 'answered' | 'hidden';
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly hiddenReason: string | null;
}

export interface RoomBallot {
  readonly id: string;
  readonly stepId: string;
  /** From 1; 2 is the second round of a tie. */
  readonly round: number;
  readonly question: string;
  readonly method: TallyMethod;
  readonly budget: number;
  readonly perOption: number;
  readonly quorum: number;
  readonly tieRule: TieRule;
  readonly rule: Electorate;
  readonly closingRule: ClosingRule;
  readonly minutes: number | null;
  /** Of an open ballot that ends by itself. */
  readonly endsAt: string | null;
  readonly secrecy: Secrecy;
  readonly state: BallotState;
  readonly options: readonly RoomOption[];
  readonly declaredAt: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** How many have voted, of how many who may. Never who. */
  readonly votes: number;
  readonly electorate: number;
  /** Null until it is closed. */
  readonly result: RoomResult | null;
}

export interface RoomOption {
  readonly id: string;
  readonly title: string;
  /** The stack it stands for: its notes, the head first, on board `boardId`. */
  readonly boardId: string;
  readonly noteIds: readonly string[];
}

export interface RoomResult {
  readonly tally: Readonly<Record<string, number>>;
  readonly detail: Detail | null;
  readonly abstentions: number;
  readonly ending: Ending;
  /** What sectors gave; empty where any of it could point at somebody. */
  readonly sectors: readonly SectorTally[];
  /** Concerns and objections of a consent round, in an order that tells nothing. `by` in open ballots alone. */
  readonly reasons: readonly {
    readonly option: string;
    readonly answer: ConsentAnswer;
    readonly text: string;
    readonly by: string | null;
  }[];
  /** How a tie was settled. */
  readonly decision: { readonly option: string; readonly reason: string; readonly by: string } | null;
}

/** What the commitment will be about. */
export interface RoomTopic {
  readonly ballotId: string;
  readonly optionId: string;
  readonly title: string;
  readonly boardId: string;
  readonly noteIds: readonly string[];
}

export interface RoomProposal {
  readonly id: string;
  /** `P-047`. */
  readonly number: string;
  readonly title: string;
  readonly lang: string;
  readonly href: string;
  readonly by: string;
  readonly sector: Sector;
  /** Why it was brought to the table; null when nobody said. */
  readonly why: string | null;
  readonly reviews: readonly {
    readonly area: LocalizedText;
    readonly verdict: string;
    readonly reasons: string;
    readonly existing: string | null;
    readonly changes: string | null;
  }[];
}

/** What the room is to one person. Sent to that person alone, in answers. */
export interface RoomMe {
  readonly face: 'participant' | 'facilitator' | 'observer';
  /** Their attendance; null for staff without a seat. */
  readonly attendanceId: string | null;
  /** Who they are on the boards. */
  readonly boardActorId: string | null;
  readonly name: string;
  readonly sector: Sector | null;
  /** Their raised hand or their turn to speak. */
  readonly turnId: string | null;
  /** Questions they support. */
  readonly supported: readonly string[];
  /** Their vote in the ballot now open, by option, and the word that will stand in the list of those counted. */
  readonly vote: {
    readonly ballotId: string;
    readonly choices: Readonly<Record<string, number>>;
    readonly reasons: Reasons;
    readonly receipt: string;
  } | null;
}

/** `GET /rooms/:id/state.json`, and the answer to every act over the socket. */
export interface RoomSnapshot {
  readonly state: RoomState;
  readonly me: RoomMe;
}

/** Why not, in the reader's language: `title` says it short, `detail` says it whole. `code` is for programs. */
export interface RoomProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  /** Of malformed input: code by field. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Milliseconds to wait before trying again, with `too-often`. */
  readonly retryAfter?: number;
}

export type RoomAnswer = ({ readonly ok: true } & RoomSnapshot) | { readonly ok: false; readonly problem: RoomProblem };

const at = { roundtable: id };
const act = <S extends z.core.$ZodLooseShape>(shape: S) => z.object({ ...at, ...shape });

/** Every act of a room: its event's name, what it sends, and the action that it takes to do it. Repeating any of them changes nothing. */
export const ROOM_ACTS = {
  'room.join': { schema: act({ v: z.int(), locale: z.enum(LOCALES).optional() }), action: 'room.view' },
  'room.leave': { schema: act({}), action: 'room.view' },
  'hand.raise': { schema: act({}), action: 'room.take-part' },
  'hand.lower': { schema: act({}), action: 'room.take-part' },
  /** `id` is made by the browser, so that a repeat is known as one. */
  'question.ask': { schema: act({ id, ...AskQuestion.shape }), action: 'room.take-part' },
  'question.support': { schema: act({ question: id }), action: 'room.take-part' },
  'question.unsupport': { schema: act({ question: id }), action: 'room.take-part' },
  'ballot.vote': { schema: act({ ballot: id }).and(CastVote), action: 'room.take-part' },
  'room.open': { schema: act({}), action: 'room.start' },
  'room.close': { schema: act({}), action: 'room.facilitate' },
  'room.conduct': { schema: act({}), action: 'room.facilitate' },
  /** `from` is the step the sender sees: when the sitting has moved on, nothing moves twice. */
  'step.next': { schema: act(MoveStep.shape), action: 'room.facilitate' },
  'step.back': { schema: act(MoveStep.shape), action: 'room.facilitate' },
  'timer.extend': { schema: act(ExtendTimer.shape), action: 'room.facilitate' },
  'timer.pause': { schema: act({}), action: 'room.facilitate' },
  'timer.resume': { schema: act({}), action: 'room.facilitate' },
  'floor.give': { schema: act({ turn: id }), action: 'room.facilitate' },
  /** Ends a turn, or takes somebody off the list. */
  'floor.take': { schema: act({ turn: id }), action: 'room.facilitate' },
  'question.answer': { schema: act({ question: id, ...AnswerQuestion.shape }), action: 'room.facilitate' },
  'question.hide': { schema: act({ question: id, ...GiveReason.shape }), action: 'room.facilitate' },
  'question.reopen': { schema: act({ question: id }), action: 'room.facilitate' },
  'ballot.declare': { schema: act({}).and(DeclareBallot), action: 'room.facilitate' },
  'ballot.open': { schema: act({ ballot: id }), action: 'room.facilitate' },
  'ballot.close': { schema: act({ ballot: id }), action: 'room.facilitate' },
  'ballot.decide': { schema: act({ ballot: id, ...DecideBallot.shape }), action: 'room.facilitate' },
  'ballot.second-round': { schema: act({ ballot: id }), action: 'room.facilitate' },
  /** Somebody by phone or in the room; `id` is made by the browser and becomes their seat. */
  'person.seat': { schema: act({ id, ...SeatPerson.shape }), action: 'room.facilitate' },
  'person.ban': { schema: act({ person: id }), action: 'room.facilitate' },
} as const;
export type RoomAct = keyof typeof ROOM_ACTS;
export type RoomActInput<A extends RoomAct> = z.input<(typeof ROOM_ACTS)[A]['schema']>;
export type RoomActOutput<A extends RoomAct> = z.output<(typeof ROOM_ACTS)[A]['schema']>;

export type RoomClientEvents = { [A in RoomAct]: (sent: RoomActInput<A>, answer: (answer: RoomAnswer) => void) => void };

export interface RoomServerEvents {
  /** After every change, to everybody in the room, as the face they wear may see it. */
  'room.state': (state: RoomState) => void;
  /** You may no longer be here: leave the page. */
  'room.out': (out: { roundtable: string; code: string }) => void;
}

/** The room a socket stands in, by what it may see. */
export const roomOf = (roundtableId: string, face: RoomMe['face']): string =>
  `r:${roundtableId}:${face === 'facilitator' ? 'facilitators' : 'all'}`;
