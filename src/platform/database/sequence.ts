import { defineEntity, p } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from './unit-of-work.js';

const SequenceCounterSchema = defineEntity({
  name: 'SequenceCounter',
  tableName: 'sequence_counter',
  properties: {
    scope: p.uuid().primary(),
    name: p.string().length(40).primary(),
    last: p.integer(),
  },
});

/** The last public number given out under a name within a scope (usually a process). */
export class SequenceCounter extends SequenceCounterSchema.class {}
SequenceCounterSchema.setClass(SequenceCounter);

/**
 * Public numbers without gaps, such as P-001 for the first proposal of a process: they are cited in minutes, so a missing one would look
 * like something removed. The counter's row stays locked until the use case ends; a rollback gives its number back.
 */
@Injectable()
export class Sequence {
  constructor(private readonly work: UnitOfWork) {}

  /** The next number, from 1, in the running use case's transaction. */
  next(scope: string, name: string): Promise<number> {
    return this.take(scope, name, 1);
  }

  /** The first of the next `count` numbers. */
  async take(scope: string, name: string, count: number): Promise<number> {
    const [row] = await this.work.em.execute<{ last: number }[]>(
      `insert into sequence_counter (scope, name, last) values (?, ?, ?)
       on conflict (scope, name) do update set last = sequence_counter.last + excluded.last returning last`,
      [scope, name, count],
    );
    if (!row) throw new Error('The counter gave no number');
    return row.last - count + 1;
  }

  /** Gives numbers back: the next one follows `last`. For numbers of what is gone without a trace, as when an import is undone. */
  async rewind(scope: string, name: string, last: number): Promise<void> {
    await this.work.em.execute('update sequence_counter set last = ? where scope = ? and name = ? and last > ?', [
      last,
      scope,
      name,
      last,
    ]);
  }
}

/** `publicNumber('P', 7)` is `P-007`; beyond 999 it simply grows. */
export const publicNumber = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(3, '0')}`;
