import { defineEntity, p } from '@mikro-orm/core';

const BoardHeadSchema = defineEntity({
  name: 'BoardHead',
  tableName: 'board',
  properties: {
    id: p.uuid().primary(),
    seq: p.bigint('number'),
    epoch: p.integer(),
    createdAt: p.datetime(),
    closedAt: p.datetime().nullable(),
  },
});

/**
 * The head of a board's log. Its row is what servers compete for: whoever counts `seq` up from the number it judged on may append.
 * `epoch` grows when the log was replaced (a restored backup), so that browsers drop their copies. Everything else is in the log.
 */
export class BoardHead extends BoardHeadSchema.class {}
BoardHeadSchema.setClass(BoardHead);
