/** A server of boards: the real service over a real database, and as many more of it as a test wants over the same one. */
import { createLog } from '../../src/platform/log/log.js';
import { SystemClock, SystemDice, SystemIds } from '../../src/platform/clock/system.js';
import { Reader } from '../../src/platform/database/reader.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { BoardLog } from '../../src/boards/board-log.js';
import { BoardsService } from '../../src/boards/index.js';
import type { CommandInput, Outcome } from '../../src/boards/domain/index.js';
import type { TestDatabase } from './database.js';

const log = createLog(process.env['TEST_LOG'] ?? 'silent');
const clock = new SystemClock();
const ids = new SystemIds(clock, new SystemDice());

export const newId = (): string => ids.next();

export interface BoardsServer {
  readonly boards: BoardsService;
  readonly log: BoardLog;
  readonly work: UnitOfWork;
}

/** A server with a memory of its own; several over one database are several servers. */
export function boardsServer({ database }: Pick<TestDatabase, 'database'>): BoardsServer {
  const work = new UnitOfWork(database.orm, log);
  const boardLog = new BoardLog(new Reader(database, work), clock);
  return { boards: new BoardsService(boardLog, work, clock, ids, log), log: boardLog, work };
}

type Loose = CommandInput extends infer C ? (C extends CommandInput ? Omit<C, 'op'> & { op?: string } : never) : never;

/** A command as a browser sends it. */
export const asked = (command: Loose) => ({ op: newId(), ...command });

export const addNote = (text = 'Una nota', id = newId()) => ({
  op: newId(),
  t: 'note.add' as const,
  id,
  section: 'problem',
  text,
});

/** The numbers of the accepted ones. */
export const seqs = (outcomes: readonly Outcome[]): number[] => outcomes.flatMap((outcome) => (outcome.ok ? [outcome.seq] : []));

export const codes = (outcomes: readonly Outcome[]): string[] => outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code));
