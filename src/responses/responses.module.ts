import { Module } from '@nestjs/common';
import { ProcessModule } from '../process/index.js';
import { Contributions } from './contributions.js';
import { ResponsesAccess } from './responses.access.js';
import { ResponsesController } from './responses.controller.js';
import { ResponsesQueries } from './responses.queries.js';
import { ResponsesService } from './responses.service.js';

/** The reasoned-response ledger: nobody's contribution ends without an answer. */
@Module({
  imports: [ProcessModule],
  controllers: [ResponsesController],
  providers: [Contributions, ResponsesAccess, ResponsesQueries, ResponsesService],
  exports: [Contributions, ResponsesQueries, ResponsesService],
})
export class ResponsesModule {}
