import { type DynamicModule, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { JobsConnection } from './jobs-connection.js';
import { Jobs } from './jobs.js';

@Injectable()
class JobsBeginning implements OnApplicationBootstrap {
  constructor(private readonly jobs: Jobs) {}

  onApplicationBootstrap(): Promise<void> {
    return this.jobs.start();
  }
}

/** Gives Jobs to everybody. `does`: whether the jobs are done here; a program that only writes and ends leaves them to the product. */
@Module({})
export class JobsModule {
  static that(does: boolean): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      providers: [JobsConnection, Jobs, ...(does ? [JobsBeginning] : [])],
      exports: [Jobs],
    };
  }
}
