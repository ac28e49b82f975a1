/** What leaves next, and what an answer means. The commands themselves wait in a `Keeping` (IndexedDB) until they are answered for good. */
import { RETRYABLE, WIRE, type Outcome, type Over, type PersonalCommand, type RefusalCode } from '../../boards/domain/index.js';

/** One own command without a final answer, as it is kept on this device. */
export interface Waiting {
  readonly board: string;
  /** Whose command it is: a phone that changes hands never sends another person's notes. */
  readonly by: string;
  readonly at: string;
  readonly command: PersonalCommand;
}

/** Words that are not on the board: unfinished ones, or ones that the board refused. */
export interface KeptText {
  readonly id: string;
  readonly board: string;
  readonly by: string;
  readonly text: string;
  readonly code: RefusalCode;
}

/** Where commands and words are kept across a reload, a closed tab and a flat battery. */
export interface Keeping {
  waiting(board: string, by: string): Promise<Waiting[]>;
  keep(waiting: Waiting): Promise<void>;
  letGo(op: string): Promise<void>;
  keptTexts(board: string, by: string): Promise<KeptText[]>;
  keepText(text: KeptText): Promise<void>;
  letTextGo(id: string): Promise<void>;
}

/** The commands of the next frame, oldest first: as many as fit the wire's limits, and always at least one. `answered` wait for their entries only. */
export function nextBatch<C extends { readonly op: string }>(pending: readonly C[], answered: ReadonlySet<string>): C[] {
  const batch: C[] = [];
  let bytes = 64;
  for (const command of pending) {
    if (answered.has(command.op)) continue;
    bytes += bytesOf(JSON.stringify(command)) + 1;
    if (batch.length > 0 && (bytes > WIRE.frameBytes || batch.length >= WIRE.commands)) break;
    batch.push(command);
  }
  return batch;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export interface Answers {
  readonly accepted: readonly { readonly op: string; readonly seq: number; readonly over: Over | null }[];
  /** Refused for good. */
  readonly refused: readonly { readonly op: string; readonly code: RefusalCode }[];
  /** To send again after so many ms; null when nothing has to be. */
  readonly againIn: number | null;
  /** The board has to be joined (again) first. */
  readonly joinFirst: boolean;
}

/** How long to wait when the server gave no time, in ms. */
const AGAIN_MS = 1000;

/** An outcome without an op id belongs to nobody's command and is passed over; a command without an outcome is sent again. */
export function readAnswers(sent: readonly { readonly op: string }[], outcomes: readonly Outcome[]): Answers {
  const byOp = new Map(outcomes.map((outcome) => [outcome.op, outcome]));
  const accepted: Answers['accepted'][number][] = [];
  const refused: Answers['refused'][number][] = [];
  let againIn: number | null = null;
  let joinFirst = false;
  for (const { op } of sent) {
    const outcome = byOp.get(op);
    if (outcome?.ok) {
      accepted.push({ op, seq: outcome.seq, over: outcome.over ?? null });
    } else if (outcome && !RETRYABLE.has(outcome.code)) {
      refused.push({ op, code: outcome.code });
    } else {
      joinFirst ||= outcome?.code === 'not_joined';
      againIn = Math.max(againIn ?? 0, outcome?.retryAfter ?? AGAIN_MS);
    }
  }
  return { accepted, refused, againIn, joinFirst };
}

/** The words a command carries, so that a refusal never swallows them. */
export function wordsOf(command: PersonalCommand): string {
  if (command.t !== 'note.add' && command.t !== 'note.edit') return '';
  const { text, milestone } = command;
  return [text, milestone?.output, milestone?.when, milestone?.who].filter(Boolean).join('\n');
}
