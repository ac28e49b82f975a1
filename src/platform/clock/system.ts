import { Injectable } from '@nestjs/common';
import { randomBytes, randomInt } from 'node:crypto';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { Ids } from '../../kernel/id.js';
import { Uuid7Sequence } from './uuid.js';

/** The machine's clock: the only place in src that asks the time. */
@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Chance from the operating system's cryptographic generator. */
@Injectable()
export class SystemDice extends Dice {
  bytes(size: number): Uint8Array {
    return randomBytes(size);
  }

  below(below: number): number {
    return randomInt(below);
  }
}

/** UUIDv7s that sort by the moment they were made, within one process strictly. */
@Injectable()
export class SystemIds extends Ids {
  private readonly sequence = new Uuid7Sequence();

  constructor(
    private readonly clock: Clock,
    private readonly dice: Dice,
  ) {
    super();
  }

  next(): string {
    return this.sequence.next(this.clock.now().getTime(), this.dice.bytes(8));
  }
}
