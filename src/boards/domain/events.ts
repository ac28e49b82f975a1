/** What happened on a board: the entries of its log. They are facts; nothing here refuses. */
import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { NOTE_KINDS, REACTIONS } from './board.js';

const id = z.string();
const title = z.union([z.string(), z.partialRecord(z.enum(LOCALES), z.string())]);
const event = <T extends string, S extends z.core.$ZodLooseShape>(t: T, shape: S) => z.object({ t: z.literal(t), ...shape });

export const contentSchema = z.object({
  kind: z.enum(NOTE_KINDS),
  text: z.string(),
  milestone: z.object({ output: z.string(), when: z.string(), who: z.string() }).nullable(),
  proposalId: id.nullable(),
  author: id.nullable(),
  authorName: z.string().nullable(),
  sector: z.string().nullable(),
  enteredBy: id.nullable(),
  wordsBy: id.nullable(),
  veiled: z.boolean(),
});

const section = z.object({
  key: z.string(),
  title,
  guidance: title.nullable(),
  group: title.nullable(),
  span: z.number(),
  holds: z.enum(['notes', 'milestones']),
  order: z.string(),
});

/** New keys of neighbours, when the key asked for had grown too long. */
const rewritten = z.record(z.string(), z.string()).optional();

export const eventSchema = z.discriminatedUnion('t', [
  event('board.opened', { sections: z.array(section), authorsShown: z.boolean(), dotsBudget: z.number() }),
  event('note.added', { id, section: z.string(), order: z.string(), mask: z.boolean(), content: contentSchema, rewritten }),
  /** `over`: these words replaced others that their writer had not seen (entry `seq`, written by `by`). */
  event('note.edited', {
    id,
    content: contentSchema,
    over: z.object({ seq: z.number(), by: id.nullable() }).nullable(),
  }),
  event('note.moved', { id, section: z.string(), order: z.string(), rewritten }),
  event('note.deleted', { id }),
  event('note.restored', { id }),
  event('note.stacked', { id, head: id, order: z.string(), rewritten }),
  event('note.unstacked', { id, section: z.string(), order: z.string(), rewritten }),
  event('stack.retitled', { id, title: z.string().nullable() }),
  event('note.hidden', { id, reason: z.string() }),
  event('note.unhidden', { id }),
  event('note.dotted', { id }),
  event('note.undotted', { id }),
  event('note.reacted', { id, reaction: z.enum(REACTIONS), on: z.boolean() }),
  event('note.redacted', { id }),
  event('section.added', { section }),
  event('section.renamed', { key: z.string(), title, guidance: title.nullable() }),
  event('section.removed', { key: z.string() }),
  event('board.locked', {}),
  event('board.unlocked', {}),
  event('board.private-writing-started', {}),
  event('board.revealed', { notes: z.array(id) }),
  event('board.authors-shown', {}),
  event('board.authors-hidden', {}),
  event('board.dots-budget-set', { budget: z.number() }),
  event('board.everybody-brought', { note: id.nullable() }),
]);

export type BoardEvent = z.output<typeof eventSchema>;
export type EventType = BoardEvent['t'];
export type EventOf<T extends EventType> = Extract<BoardEvent, { t: T }>;

/** What a viewer may now see of notes whose veil this entry lifts or lowers, by note id. Only a projection carries it. */
export type Seen = Readonly<Record<string, z.output<typeof contentSchema>>>;

/** One numbered line of a board's log. */
export interface Entry {
  readonly seq: number;
  /** The command's own id. */
  readonly op: string;
  /** Who did it; null where a projection does not tell. */
  readonly actor: string | null;
  /** The server's time, ISO 8601 in UTC. */
  readonly at: string;
  readonly event: BoardEvent;
  /** The op this one took back, when it was an undo or a redo. */
  readonly undoOf?: string;
  readonly seen?: Seen;
}
