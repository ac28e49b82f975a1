import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Process } from '../process/index.js';
import type { ActStep, TeamActKind } from './domain/index.js';

const TeamActSchema = defineEntity({
  name: 'TeamAct',
  tableName: 'team_act',
  indexes: [{ properties: ['process', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    kind: p.string().length(10).$type<TeamActKind>(),
    /** The proposals that it changed. */
    steps: p.json<readonly ActStep[]>(),
    at: p.datetime(),
    undoneAt: p.datetime().strictNullable(),
  },
});

/** Something that the team did to one or many proposals at once, with how each stood, so that it can be taken back. */
export class TeamAct extends TeamActSchema.class {
  undo(now: Date): void {
    this.undoneAt = now;
  }
}
TeamActSchema.setClass(TeamAct);
