import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { mayPlan, type PlansAction } from './domain/index.js';

@Injectable()
export class PlansAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
  ) {}

  onModuleInit(): void {
    for (const action of ['plan.view', 'plan.see-draft', 'plan.edit', 'plan.publish'] satisfies PlansAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayPlan(who, action, facts),
      });
    }
  }
}
