import { Module } from '@nestjs/common';
import { CallController } from './call.controller.js';
import { CallQueries } from './call.queries.js';
import { CallService } from './call.service.js';
import { NewsController } from './news.controller.js';
import { NewsService } from './news.service.js';
import { ProcessAccess } from './process.access.js';
import { ProcessQueries } from './process.queries.js';
import { ProcessService } from './process.service.js';
import { ReachPagesController } from './reach-pages.controller.js';
import { ProcessesController } from './processes.controller.js';
import { StaffProcessesController } from './staff-processes.controller.js';

@Module({
  controllers: [CallController, NewsController, ReachPagesController, ProcessesController, StaffProcessesController],
  providers: [CallQueries, CallService, NewsService, ProcessAccess, ProcessQueries, ProcessService],
  exports: [CallQueries, CallService, NewsService, ProcessQueries, ProcessService],
})
export class ProcessModule {}
