import { Module } from '@nestjs/common';
import { sql } from '../platform/database/reader.js';
import { KeptPages } from '../platform/web/kept-pages.js';
import { BoardLog } from './board-log.js';
import { BoardsGateway } from './boards.gateway.js';
import { BoardsQueries } from './boards.queries.js';
import { BoardsService } from './boards.service.js';

/** The live board. Needs a BoardAccess from a global module above, which knows who sits at the table. */
@Module({
  providers: [BoardLog, BoardsService, BoardsQueries, BoardsGateway],
  exports: [BoardsService, BoardsQueries, BoardsGateway],
})
export class BoardsModule {
  /** What is written on a board is no recorded event, but its head counts it. */
  constructor(pages: KeptPages) {
    pages.watch(sql`(select sum(b.seq) from board b)`);
  }
}
