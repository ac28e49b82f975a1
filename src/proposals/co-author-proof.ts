import { Injectable } from '@nestjs/common';
import { LinkProof } from '../platform/web/link-proof.js';

const PURPOSE = 'proposal co-author';

/** Proves that somebody read the mail that invites them to sign a proposal. */
@Injectable()
export class CoAuthorProof {
  constructor(private readonly proofs: LinkProof) {}

  of(coAuthorId: string): string {
    return this.proofs.of(PURPOSE, coAuthorId);
  }

  holds(coAuthorId: string, proof: string): boolean {
    return this.proofs.holds(PURPOSE, coAuthorId, proof);
  }
}
