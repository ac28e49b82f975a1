import { Global, Module } from '@nestjs/common';
import { Retention } from './retention.js';

/** Gives Retention to everybody. */
@Global()
@Module({ providers: [Retention], exports: [Retention] })
export class RetentionModule {}
