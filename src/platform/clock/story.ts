import { createHash } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { Ids } from '../../kernel/id.js';
import { Uuid7Sequence } from './uuid.js';

/**
 * A clock that a story or a test sets: it stands still until told otherwise.
 *
 *     const clock = new StoryClock('2026-03-02T12:00:00Z');
 *     clock.advance({ days: 3, hours: 2 });
 */
export class StoryClock extends Clock {
  private at: number;

  constructor(start: string | Date) {
    super();
    this.at = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.at);
  }

  set(moment: string | Date): void {
    this.at = new Date(moment).getTime();
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }): void {
    const minutes = ((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0);
    this.at += (minutes * 60 + (by.seconds ?? 0)) * 1000 + (by.milliseconds ?? 0);
  }
}

/** Repeatable chance for stories and tests: SHA-256 in counter mode over the seed. Never used for secrets of a real instance. */
export class StoryDice extends Dice {
  private block = 0;
  private left = new Uint8Array(0);

  constructor(private readonly seed: string | number) {
    super();
  }

  bytes(size: number): Uint8Array {
    const out = new Uint8Array(size);
    for (let filled = 0; filled < size;) {
      if (this.left.length === 0) this.left = createHash('sha256').update(`${this.seed}:${this.block++}`).digest();
      const taken = this.left.subarray(0, size - filled);
      out.set(taken, filled);
      filled += taken.length;
      this.left = this.left.subarray(taken.length);
    }
    return out;
  }

  below(below: number): number {
    const limit = Math.floor(2 ** 32 / below) * below; // draws at or above would favour small results
    for (;;) {
      const draw = Buffer.from(this.bytes(4)).readUInt32BE();
      if (draw < limit) return draw % below;
    }
  }
}

/** The same ids on every telling: they follow the story's clock, and their random part its dice. */
export class StoryIds extends Ids {
  private readonly sequence = new Uuid7Sequence();

  constructor(
    private readonly clock: Clock,
    private readonly dice: Dice = new StoryDice('ids'),
  ) {
    super();
  }

  next(): string {
    return this.sequence.next(this.clock.now().getTime(), this.dice.bytes(8));
  }
}
