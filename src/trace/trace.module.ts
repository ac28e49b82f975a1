import { Module } from '@nestjs/common';
import { TraceQueries } from './trace.queries.js';
import { TraceService } from './trace.service.js';

@Module({ providers: [TraceQueries, TraceService], exports: [TraceQueries, TraceService] })
export class TraceModule {}
