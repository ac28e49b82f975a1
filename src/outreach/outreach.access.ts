import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { mayInvited, mayOutreach, type InvitedAction, type OutreachAction } from './domain/index.js';
import type { InvitedRow } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';

/** What a personal link leads to. */
export interface InvitedFacts extends ProcessFacts {
  readonly invited: InvitedRow;
}

@Injectable()
export class OutreachAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
    private readonly invitations: InvitationsService,
  ) {}

  onModuleInit(): void {
    for (const action of ['outreach.view', 'outreach.run'] satisfies OutreachAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayOutreach(who, action, facts),
      });
    }
    for (const action of ['invited.view', 'invited.decline', 'invited.begin'] satisfies InvitedAction[]) {
      this.rules.register<InvitedFacts>(action, {
        facts: (params) => this.invitedBy(params['secret'] ?? ''),
        may: (_who, facts) => mayInvited(action, facts),
      });
    }
  }

  private async invitedBy(secret: string): Promise<InvitedFacts | null> {
    const invited = await this.invitations.invited(secret);
    const process = invited ? await this.processes.facts({ id: invited.processId }) : null;
    return invited && process ? { ...process, invited } : null;
  }
}
