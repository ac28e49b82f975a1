import { defineEntity, p } from '@mikro-orm/core';

const BoardEntrySchema = defineEntity({
  name: 'BoardEntry',
  tableName: 'board_entry',
  uniques: [{ properties: ['boardId', 'op'] }],
  properties: {
    boardId: p.uuid().primary(),
    seq: p.bigint('number').primary(),
    op: p.uuid(),
    actor: p.uuid().nullable(),
    at: p.datetime().length(3),
    type: p.string().length(40),
    v: p.smallint(),
    body: p.json(),
    undoOf: p.uuid().nullable(),
    sha256: p.string().length(64),
  },
});

/**
 * A numbered line of a board's log, written by BoardLog alone and never changed, but for one thing: redacting a note empties the words and
 * the author in `body` and leaves `sha256`, so that the log still folds and still shows that something was there.
 */
export class BoardEntry extends BoardEntrySchema.class {}
BoardEntrySchema.setClass(BoardEntry);
