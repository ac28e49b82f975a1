import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { isId } from '../kernel/id.js';
import { notFound, refuse, RefusedError } from '../kernel/refusal.js';
import { CommitmentSheet } from './commitment-sheet.entity.js';
import { mayChangeText } from './domain/index.js';

/** The sheet with its row held until the use case ends, so that two people who change it follow each other. 404 when there is none. */
export async function lockSheet(em: EntityManager, sheetId: string): Promise<CommitmentSheet> {
  if (!isId(sheetId)) throw notFound();
  await em.flush();
  const sheet = await em.findOne(CommitmentSheet, { id: sheetId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!sheet) throw notFound();
  return sheet;
}

/** The same for a sheet whose text may change. Refuses with `sheet-is-final`. */
export async function lockDraft(em: EntityManager, sheetId: string): Promise<CommitmentSheet> {
  const sheet = await lockSheet(em, sheetId);
  if (!mayChangeText(sheet.state)) throw new RefusedError(refuse('sheet-is-final'));
  return sheet;
}
