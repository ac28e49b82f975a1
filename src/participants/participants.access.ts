import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { mayPeople, type ParticipantsAction } from './domain/index.js';

@Injectable()
export class ParticipantsAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
  ) {}

  onModuleInit(): void {
    for (const action of ['people.view', 'people.invite', 'people.revoke'] satisfies ParticipantsAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayPeople(who, action, facts),
      });
    }
  }
}
