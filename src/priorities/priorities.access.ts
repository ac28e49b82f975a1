import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { mayPriorities, PRIORITIES_ACTIONS } from './domain/index.js';

/** Registers who may do what with the priorities of a process. */
@Injectable()
export class PrioritiesAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
  ) {}

  onModuleInit(): void {
    for (const action of PRIORITIES_ACTIONS)
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayPriorities(who, action, facts),
      });
  }
}
