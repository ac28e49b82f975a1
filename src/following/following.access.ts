import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { AccessRules, type Facts } from '../platform/access/access.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import type { FollowAction, RhythmAction } from './domain/index.js';
import { FollowersQueries, type OwnFollow } from './followers.queries.js';
import { FollowProof } from './follow-proof.js';

/** Whose choice a link changes. */
export interface RhythmFacts extends Facts {
  readonly addressHash: string;
}

/** Whoever holds the private link of a follow confirms and ends it: the link is the proof, wherever the process stands. */
@Injectable()
export class FollowingAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly followers: FollowersQueries,
    private readonly proof: FollowProof,
    private readonly suppressions: Suppressions,
  ) {}

  onModuleInit(): void {
    for (const action of ['follow.view', 'follow.confirm', 'follow.end'] satisfies FollowAction[])
      this.rules.register<OwnFollow>(action, {
        facts: (params) => this.byLink(params['follow'] ?? '', params['secret'] ?? ''),
        may: () => null,
      });
    for (const action of ['rhythm.view', 'rhythm.choose'] satisfies RhythmAction[])
      this.rules.register<RhythmFacts>(action, {
        facts: (params) => Promise.resolve(this.byToken(params['secret'] ?? '')),
        may: () => null,
      });
  }

  /** The link to refuse digests is the link to choose when they come: it was made for the reader of a mail. */
  private byToken(token: string): RhythmFacts | null {
    const wish = this.suppressions.read(token);
    return wish?.list === 'digest' ? { processId: null, addressHash: wish.addressHash } : null;
  }

  private async byLink(followId: string, proof: string): Promise<OwnFollow | null> {
    return isId(followId) && this.proof.holds(followId, proof) ? this.followers.own(followId) : null;
  }
}
