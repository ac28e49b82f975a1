import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { AgendaStep, Roundtable } from './roundtable.entity.js';

/** The table, locked until the use case ends: what happens in a room happens one after the other. */
export async function lockTable(em: EntityManager, roundtableId: string): Promise<Roundtable> {
  const table = await em.findOne(Roundtable, { id: roundtableId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!table) throw notFound();
  return table;
}

/** Like `lockTable`, for what needs the room in session. Refuses with `roundtable-not-open` and `roundtable-closed`. */
export async function lockOpenTable(em: EntityManager, roundtableId: string): Promise<Roundtable> {
  const table = await lockTable(em, roundtableId);
  if (table.state() !== 'open')
    throw new RefusedError({ code: table.state() === 'closed' ? 'roundtable-closed' : 'roundtable-not-open' }, 409);
  return table;
}

export const stepsOf = (em: EntityManager, roundtableId: string): Promise<AgendaStep[]> =>
  em.find(AgendaStep, { roundtable: roundtableId }, { orderBy: { position: 'asc' } });
