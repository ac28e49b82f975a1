import { Module } from '@nestjs/common';
import { CallController } from './call.controller.js';
import { CallQueries } from './call.queries.js';
import { CallService } from './call.service.js';
import { ProcessAccess } from './process.access.js';
import { ProcessQueries } from './process.queries.js';
import { ProcessService } from './process.service.js';
import { ProcessesController } from './processes.controller.js';
import { StaffProcessesController } from './staff-processes.controller.js';

@Module({
  controllers: [CallController, ProcessesController, StaffProcessesController],
  providers: [CallQueries, CallService, ProcessAccess, ProcessQueries, ProcessService],
  exports: [CallQueries, CallService, ProcessQueries, ProcessService],
})
export class ProcessModule {}
