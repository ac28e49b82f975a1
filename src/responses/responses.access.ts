import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import { ProcessQueries } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { mayResponse, type ResponsesAction } from './domain/index.js';

/** Registers who may read and write the ledger of a process (`:process`). */
@Injectable()
export class ResponsesAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
  ) {}

  onModuleInit(): void {
    for (const action of ['response.view', 'response.give'] satisfies ResponsesAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayResponse(who, action, facts),
      });
    }
  }
}
