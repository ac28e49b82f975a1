import { Injectable } from '@nestjs/common';
import { LinkProof } from '../platform/web/link-proof.js';

const PURPOSE = 'proposal address';

/** Proves that somebody read the mail with the receipt: the link in it carries this, the link on the screen does not. */
@Injectable()
export class AddressProof {
  constructor(private readonly proofs: LinkProof) {}

  of(proposalId: string): string {
    return this.proofs.of(PURPOSE, proposalId);
  }

  holds(proposalId: string, proof: string): boolean {
    return this.proofs.holds(PURPOSE, proposalId, proof);
  }
}
