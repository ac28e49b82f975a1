import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';

/** Proves that somebody read the mail with the receipt: the link in it carries this, the link on the screen does not. */
@Injectable()
export class AddressProof {
  constructor(private readonly config: Config) {}

  of(proposalId: string): string {
    return createHmac('sha256', this.config.key('proposal address')).update(proposalId).digest('base64url').slice(0, 22);
  }

  holds(proposalId: string, proof: string): boolean {
    const [expected, given] = [Buffer.from(this.of(proposalId)), Buffer.from(proof)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
