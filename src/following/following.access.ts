import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { AccessRules } from '../platform/access/access.js';
import type { FollowAction } from './domain/index.js';
import { FollowersQueries, type OwnFollow } from './followers.queries.js';
import { FollowProof } from './follow-proof.js';

/** Whoever holds the private link of a follow confirms and ends it: the link is the proof, wherever the process stands. */
@Injectable()
export class FollowingAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly followers: FollowersQueries,
    private readonly proof: FollowProof,
  ) {}

  onModuleInit(): void {
    for (const action of ['follow.view', 'follow.confirm', 'follow.end'] satisfies FollowAction[])
      this.rules.register<OwnFollow>(action, {
        facts: (params) => this.byLink(params['follow'] ?? '', params['secret'] ?? ''),
        may: () => null,
      });
  }

  private async byLink(followId: string, proof: string): Promise<OwnFollow | null> {
    return isId(followId) && this.proof.holds(followId, proof) ? this.followers.own(followId) : null;
  }
}
