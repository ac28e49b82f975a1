import { Injectable, type OnModuleInit } from '@nestjs/common';
import { refuse } from '../kernel/refusal.js';
import { AccessRules } from '../platform/access/access.js';

@Injectable()
export class SiteAccess implements OnModuleInit {
  constructor(private readonly rules: AccessRules) {}

  onModuleInit(): void {
    // The page shows nothing but the person's own roles, so an account is enough.
    this.rules.register('staff.work', {
      facts: () => Promise.resolve({ processId: null }),
      may: (who) => (who.actor.kind === 'account' ? null : refuse('sign-in-first')),
    });
  }
}
