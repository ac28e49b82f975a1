import { Global, Module } from '@nestjs/common';
import { JobsConnection } from './jobs-connection.js';
import { Jobs } from './jobs.js';

/** Gives Jobs to everybody. */
@Global()
@Module({ providers: [JobsConnection, Jobs], exports: [Jobs] })
export class JobsModule {}
