import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { Config } from '../platform/config/config.js';

/** The private link by which an author objects to a hiding: it proves that its holder read the mail about it. It is stored nowhere. */
@Injectable()
export class AppealLink {
  constructor(private readonly config: Config) {}

  secretOf(hidingId: string): string {
    return `${hidingId}.${this.sign(hidingId)}`;
  }

  /** The hiding that this secret belongs to; null when it is nobody's. */
  hidingOf(secret: string): string | null {
    const [hidingId = '', signature = ''] = secret.split('.');
    if (!isId(hidingId)) return null;
    const [expected, given] = [Buffer.from(this.sign(hidingId)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given) ? hidingId : null;
  }

  /** 132 bits. */
  private sign(hidingId: string): string {
    return createHmac('sha256', this.config.key('hiding appeal')).update(hidingId).digest('base64url').slice(0, 22);
  }
}
