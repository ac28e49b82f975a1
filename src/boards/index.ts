/** The front door of boards. Rules, types and projections are in `domain/index.js`. */
export { BoardAccess } from './board-access.js';
export { BoardsGateway } from './boards.gateway.js';
export { BoardsModule } from './boards.module.js';
export { BoardsQueries, type BoardExport } from './boards.queries.js';
export { BoardsService, type ModerateNote, type NewBoard } from './boards.service.js';
export type { News } from './board-queue.js';
export * from './domain/index.js';
