import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { AccessRules } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { DataFilesQueries } from './data-files.queries.js';
import { mayDataFile, mayExchange, type DataFileAction, type DataFileFacts, type ExchangeAction } from './domain/index.js';

/** Registers who may bring files in and take them out. */
@Injectable()
export class ExchangeAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
    private readonly files: DataFilesQueries,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const action of ['exchange.run', 'open-data.view', 'open-data.make'] satisfies ExchangeAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayExchange(who, action, facts),
      });
    }
    this.rules.register<DataFileFacts>('data-file.take' satisfies DataFileAction, {
      facts: (params) => this.file(params['process'] ?? '', params['file'] ?? ''),
      may: mayDataFile,
    });
  }

  private async file(slug: string, fileId: string): Promise<DataFileFacts | null> {
    const process = await this.processes.facts({ slug });
    const file = process ? await this.files.one(fileId) : null;
    if (!process || !file || file.processId !== process.processId || file.reach !== 'team') return null;
    return { ...process, fileId, accountId: file.accountId, isExpired: file.expiresAt <= this.clock.now() };
  }
}
