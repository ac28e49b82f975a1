import { Module } from '@nestjs/common';
import { ParticipantsModule } from '../participants/index.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { AnswerRows } from './answer-rows.js';
import { BuiltOn } from './built-on.js';
import { DataFilesController } from './data-files.controller.js';
import { DataFilesQueries } from './data-files.queries.js';
import { DataFilesService } from './data-files.service.js';
import { DataTablesQueries } from './data-tables.queries.js';
import { ExchangeAccess } from './exchange.access.js';
import { ExchangeController } from './exchange.controller.js';
import { FailedImports } from './failed-imports.js';
import { ImportWork } from './import-work.js';
import { ImportsController } from './imports.controller.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsService } from './imports.service.js';

/** Proposals and answers as files, in and out. */
@Module({
  imports: [ParticipantsModule, ProcessModule, ProposalsModule],
  controllers: [DataFilesController, ExchangeController, ImportsController],
  providers: [
    AnswerRows,
    BuiltOn,
    DataFilesQueries,
    DataFilesService,
    DataTablesQueries,
    ExchangeAccess,
    FailedImports,
    ImportWork,
    ImportsQueries,
    ImportsService,
  ],
})
export class ExchangeModule {}
