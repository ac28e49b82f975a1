import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { Ids } from '../../kernel/id.js';
import { SystemClock, SystemDice, SystemIds } from './system.js';

/** Time and chance as one story has them. */
export interface Time {
  readonly clock: Clock;
  readonly dice: Dice;
  readonly ids: Ids;
}

/** Gives Clock, Ids and Dice to everybody. Seeds and tests pass a story's (StoryClock, StoryIds, StoryDice). */
@Global()
@Module({})
export class ClockModule {
  static of(time: Time | null): DynamicModule {
    const providers = time
      ? [
          { provide: Clock, useValue: time.clock },
          { provide: Dice, useValue: time.dice },
          { provide: Ids, useValue: time.ids },
        ]
      : [
          { provide: Clock, useClass: SystemClock },
          { provide: Dice, useClass: SystemDice },
          { provide: Ids, useClass: SystemIds },
        ];
    return { module: ClockModule, providers, exports: [Clock, Dice, Ids] };
  }
}
