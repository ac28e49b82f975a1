import { Global, Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { Ids } from '../../kernel/id.js';
import { SystemClock, SystemDice, SystemIds } from './system.js';

/** Gives Clock, Ids and Dice to everybody. Seeds and tests replace them with StoryClock, StoryIds and StoryDice. */
@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Dice, useClass: SystemDice },
    { provide: Ids, useClass: SystemIds },
  ],
  exports: [Clock, Dice, Ids],
})
export class ClockModule {}
