import { Module } from '@nestjs/common';
import { ProcessAccess } from './process.access.js';
import { ProcessQueries } from './process.queries.js';
import { ProcessService } from './process.service.js';
import { ProcessesController } from './processes.controller.js';

@Module({
  controllers: [ProcessesController],
  providers: [ProcessAccess, ProcessQueries, ProcessService],
  exports: [ProcessQueries, ProcessService],
})
export class ProcessModule {}
