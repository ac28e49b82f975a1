import type { Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { mayProcess, type ProcessFacts } from '../../process/domain/index.js';

export type ExchangeAction = 'exchange.run' | 'open-data.view' | 'open-data.make';
export type DataFileAction = 'data-file.take';

/** What the rules need to know of a file that was made for one person. */
export interface DataFileFacts extends ProcessFacts {
  readonly fileId: string;
  /** Whose it is. */
  readonly accountId: string | null;
  readonly isExpired: boolean;
}

/** Files come in, and leave with what is not public, by the coordinators alone; what is public is for everybody. */
export const mayExchange = (who: Standing, action: ExchangeAction, process: ProcessFacts): Refusal | null =>
  mayProcess(who, action === 'exchange.run' ? 'process.run' : 'process.view', process);

/** A file with what is not public is for whom it was made, while they coordinate, until it expires. For all others it is not there. */
export function mayDataFile(who: Standing, file: DataFileFacts): Refusal | null {
  const refusal = mayProcess(who, 'process.run', file);
  if (refusal) return refusal;
  return file.accountId !== null && file.accountId === who.actor.id && !file.isExpired ? null : refuse('not-found');
}
