import { Injectable } from '@nestjs/common';
import { LinkProof } from '../platform/web/link-proof.js';

const PURPOSE = 'proposal comment';

/** Proves that somebody read the mail that asks to confirm a comment. */
@Injectable()
export class CommentProof {
  constructor(private readonly proofs: LinkProof) {}

  of(commentId: string): string {
    return this.proofs.of(PURPOSE, commentId);
  }

  holds(commentId: string, proof: string): boolean {
    return this.proofs.holds(PURPOSE, commentId, proof);
  }
}
