import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import { isId } from '../kernel/id.js';
import { Config } from '../platform/config/config.js';
import { ParticipantsQueries, type PersonalRow } from './participants.queries.js';

/**
 * The personal link in mails to those who hold a role: it says whose work it leads to, so that nobody types an address, and still takes a code
 * sent to that address. It is signed and needs no row; it ends with the role.
 */
@Injectable()
export class PersonalLinks {
  constructor(
    private readonly queries: ParticipantsQueries,
    private readonly config: Config,
  ) {}

  /** The whole address, for a mail in that language. */
  address(grantId: string, locale: Locale): string {
    return `${this.config.PUBLIC_URL}/${locale}/invitations/${grantId}.${this.sign(grantId)}`;
  }

  /** Whose link it is, while they hold the role; null for every other secret. */
  async holder(secret: string): Promise<PersonalRow | null> {
    const [grantId = '', signature = ''] = secret.split('.');
    if (!isId(grantId)) return null;
    const [expected, given] = [Buffer.from(this.sign(grantId)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given) ? this.queries.holder(grantId) : null;
  }

  private sign(grantId: string): string {
    return createHmac('sha256', this.config.key('personal link')).update(grantId).digest('base64url').slice(0, 22);
  }
}
