import './happenings.js';

export { DataFilesService } from './data-files.service.js';
export { DataFilesQueries } from './data-files.queries.js';
export { ImportsService } from './imports.service.js';
export { ImportsQueries } from './imports.queries.js';
export { ImportWork } from './import-work.js';
export { ExchangeModule } from './exchange.module.js';
