import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const PROOF_LENGTH = 22;

/** Proofs in private links that are sent by mail: whoever has the link got the mail. Computed, so that none is stored; 132 bits. */
@Injectable()
export class LinkProof {
  constructor(private readonly config: Config) {}

  /** `purpose` keeps the proofs of one kind of link from opening another. */
  of(purpose: string, id: string): string {
    return createHmac('sha256', this.config.key(purpose)).update(id).digest('base64url').slice(0, PROOF_LENGTH);
  }

  holds(purpose: string, id: string, proof: string): boolean {
    const [expected, given] = [Buffer.from(this.of(purpose, id)), Buffer.from(proof)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
