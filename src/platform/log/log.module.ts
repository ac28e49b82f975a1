import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log, createLog } from './log.js';

@Global()
@Module({
  providers: [{ provide: Log, inject: [Config], useFactory: (config: Config) => createLog(config.LOG_LEVEL) }],
  exports: [Log],
})
export class LogModule {}
