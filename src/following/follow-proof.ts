import { Injectable } from '@nestjs/common';
import { LinkProof } from '../platform/web/link-proof.js';

const PURPOSE = 'follow';

/** Proves that somebody read a mail to whoever follows. */
@Injectable()
export class FollowProof {
  constructor(private readonly proofs: LinkProof) {}

  of(followId: string): string {
    return this.proofs.of(PURPOSE, followId);
  }

  holds(followId: string, proof: string): boolean {
    return this.proofs.holds(PURPOSE, followId, proof);
  }
}
