import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import { mayProcess, type ProcessAction, type ProcessFacts } from './domain/index.js';
import { ProcessQueries } from './process.queries.js';

/** Registers who may do what to a process. Routes name it by its slug: `:process`. */
@Injectable()
export class ProcessAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly queries: ProcessQueries,
  ) {}

  onModuleInit(): void {
    this.rules.register('process.create', {
      facts: () => Promise.resolve({ processId: null }),
      may: (who) => mayProcess(who, 'process.create', null),
    });
    for (const action of ['process.view', 'process.edit', 'process.publish', 'process.run'] satisfies ProcessAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.queries.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayProcess(who, action, facts),
      });
    }
  }
}
