import { defineEntity, p } from '@mikro-orm/core';

const BoardSnapshotSchema = defineEntity({
  name: 'BoardSnapshot',
  tableName: 'board_snapshot',
  properties: {
    boardId: p.uuid().primary(),
    seq: p.bigint('number').primary(),
    v: p.smallint(),
    state: p.blob(),
    sha256: p.string().length(64),
    at: p.datetime(),
  },
});

/** The board folded up to `seq` (JSON, zstd), so that nobody folds a long log again. Can be thrown away at any time: the log is the truth. */
export class BoardSnapshot extends BoardSnapshotSchema.class {}
BoardSnapshotSchema.setClass(BoardSnapshot);
