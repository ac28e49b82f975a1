import { Module } from '@nestjs/common';
import { ProcessAccess } from './process.access.js';
import { ProcessQueries } from './process.queries.js';
import { ProcessService } from './process.service.js';
import { ProcessesController } from './processes.controller.js';
import { StaffProcessesController } from './staff-processes.controller.js';

@Module({
  controllers: [ProcessesController, StaffProcessesController],
  providers: [ProcessAccess, ProcessQueries, ProcessService],
  exports: [ProcessQueries, ProcessService],
})
export class ProcessModule {}
