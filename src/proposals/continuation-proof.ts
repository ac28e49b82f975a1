import { Injectable } from '@nestjs/common';
import { LinkProof } from '../platform/web/link-proof.js';

const PURPOSE = 'proposal continuation';

/** Proves that somebody read the mail that tells an origin's author where their proposal goes on. */
@Injectable()
export class ContinuationProof {
  constructor(private readonly proofs: LinkProof) {}

  of(partId: string): string {
    return this.proofs.of(PURPOSE, partId);
  }

  holds(partId: string, proof: string): boolean {
    return this.proofs.holds(PURPOSE, partId, proof);
  }
}
