import { Module } from '@nestjs/common';
import { BoardLog } from './board-log.js';
import { BoardsGateway } from './boards.gateway.js';
import { BoardsQueries } from './boards.queries.js';
import { BoardsService } from './boards.service.js';

/** The live board. Needs a BoardAccess from a global module above, which knows who sits at the table. */
@Module({
  providers: [BoardLog, BoardsService, BoardsQueries, BoardsGateway],
  exports: [BoardsService, BoardsQueries, BoardsGateway],
})
export class BoardsModule {}
