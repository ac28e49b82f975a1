/** What people may ask of a board: the shape and limits of every command, the same on the socket, in a form post and in the browser. */
import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { isId } from '../../kernel/id.js';
import { cleanText, line, prose } from '../../kernel/text.js';
import { LIMITS, NOTE_KINDS, REACTIONS } from './board.js';
import { isOrderKey } from './order.js';

const id = z.string().refine(isId, { error: 'not-an-id' });
const orderKey = z.string().refine(isOrderKey, { error: 'not-an-order-key' });
const sectionKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'not-a-key' });
const seq = z.int().nonnegative();
const words = (max: number) =>
  z
    .string({ error: 'required' })
    .transform(cleanText)
    .pipe(z.string().max(max, { error: 'too-long' }));

/** One language or several; a plain text is shown as it is to everybody. */
export const titleSchema = (max: number) =>
  z.union([
    line(max),
    z.partialRecord(z.enum(LOCALES), line(max)).refine((title) => Object.keys(title).length > 0, { error: 'required' }),
  ]);

export const milestoneSchema = z.strictObject({
  output: words(LIMITS.milestoneField).default(''),
  when: words(LIMITS.milestoneField).default(''),
  who: words(LIMITS.milestoneField).default(''),
});

export const sectionSchema = z.strictObject({
  key: sectionKey,
  title: titleSchema(LIMITS.title),
  guidance: titleSchema(LIMITS.guidance).nullable().default(null),
  group: titleSchema(LIMITS.title).nullable().default(null),
  span: z.int().min(1).max(4).default(1),
  holds: z.enum(['notes', 'milestones']).default('notes'),
});
export type NewSection = z.output<typeof sectionSchema>;

/** `op`: the sender's name for this command, a repeat of which is answered with the first outcome. `ifSeq`: only if that entry was the last to set the property. */
const command = <T extends string, S extends z.core.$ZodLooseShape>(t: T, shape: S) =>
  z.strictObject({ op: id, t: z.literal(t), ifSeq: seq.optional(), undoOf: id.optional(), ...shape });

const saysSomething = (note: { text?: string; milestone?: { output: string } | null }): boolean =>
  Boolean(note.text) || Boolean(note.milestone?.output);

const noteCommands = [
  command('note.add', {
    id,
    section: sectionKey,
    order: orderKey.optional(),
    kind: z.enum(NOTE_KINDS).default('idea'),
    text: words(LIMITS.noteText).default(''),
    milestone: milestoneSchema.nullable().default(null),
    proposalId: id.nullable().default(null),
    /** Entered for somebody in the room or on the phone; null for one's own. */
    onBehalfOf: z
      .strictObject({ name: line(LIMITS.personName), sector: sectionKey.nullable() })
      .nullable()
      .default(null),
  }).refine(saysSomething, { error: 'required', path: ['text'] }),
  command('note.edit', {
    id,
    /** The number of the entry whose words were edited; an older one than the present is answered with `over`. */
    base: seq,
    kind: z.enum(NOTE_KINDS).optional(),
    text: words(LIMITS.noteText).optional(),
    milestone: milestoneSchema.nullable().optional(),
  }),
  command('note.move', { id, section: sectionKey, order: orderKey.optional() }),
  command('note.delete', { id }),
  command('note.restore', { id }),
  command('note.stack', { id, onto: id, order: orderKey.optional() }),
  command('note.unstack', { id, order: orderKey.optional() }),
  /** '' takes the title away. */
  command('stack.retitle', { id, title: words(LIMITS.title) }),
  command('note.hide', { id, reason: prose(LIMITS.reason) }),
  command('note.unhide', { id }),
  command('note.dot', { id }),
  command('note.undot', { id }),
  command('note.react', { id, reaction: z.enum(REACTIONS) }),
  command('note.redact', { id }),
] as const;

const boardCommands = [
  command('section.add', { section: sectionSchema }),
  command('section.rename', {
    key: sectionKey,
    title: titleSchema(LIMITS.title),
    guidance: titleSchema(LIMITS.guidance).nullable(),
  }),
  command('section.remove', { key: sectionKey }),
  command('board.lock', {}),
  command('board.unlock', {}),
  command('board.write-privately', {}),
  command('board.reveal', {}),
  command('board.show-authors', {}),
  command('board.hide-authors', {}),
  command('board.dots-budget', { budget: z.int().min(0).max(LIMITS.dotsBudget) }),
  /** Bring everybody to a note, or let them go (null). */
  command('board.bring', { note: id.nullable() }),
] as const;

/** The first command of every board, given by the service that opens it and never taken from a socket. */
export const openBoardSchema = command('board.open', {
  sections: z.array(sectionSchema).min(1).max(LIMITS.sections),
  authorsShown: z.boolean().default(true),
  dotsBudget: z.int().min(0).max(LIMITS.dotsBudget).default(0),
});

/** Every command a person may send. */
export const commandSchema = z.discriminatedUnion('t', [...noteCommands, ...boardCommands]);

/** A command as its sender writes it, with defaults left out. */
export type CommandInput = z.input<typeof commandSchema>;
export type PersonalCommand = z.output<typeof commandSchema>;
export type Command = PersonalCommand | z.output<typeof openBoardSchema>;
export type CommandType = Command['t'];
export type CommandOf<T extends CommandType> = Extract<Command, { t: T }>;
