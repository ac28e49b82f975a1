import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { Retention } from '../retention/retention.js';

/** Texts of mails that went out are emptied at once; after this many days nothing of a mail says any more whom it was for. */
export const MAIL_KEPT_DAYS = 30;

/**
 * Leaves of an old mail the fact that it was sent: its kind, when, and a keyed hash of its reader, by which somebody who says that they were
 * never told can be answered. Its key stays too, so that it is not queued again.
 */
@Injectable()
export class MailRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly reader: Reader,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.retention.keep({ name: 'mail.bodies', days: MAIL_KEPT_DAYS, forget: (before) => this.forget(before) });
  }

  /** How an address stands in the table once its mail is forgotten. */
  hash(address: string): string {
    return `hmac:${createHmac('sha256', this.config.key('mail reader')).update(address.toLowerCase()).digest('hex')}`;
  }

  private async forget(before: Date): Promise<number> {
    const old = await this.reader.rows(sql<{ to: string }>`
      select distinct recipient as "to" from outgoing_mail
      where created_at < ${before} and state not in ('queued', 'sending') and recipient not like 'hmac:%'`);
    const forgotten = await this.reader.rows(sql`
      update outgoing_mail m set recipient = known.hash, subject = '', text = '', html = null, error = null
      from unnest(${old.map(({ to }) => to)}::text[], ${old.map(({ to }) => this.hash(to))}::text[]) as known (address, hash)
      where m.recipient = known.address and m.created_at < ${before} and m.state not in ('queued', 'sending')
      returning m.id`);
    return forgotten.length;
  }
}
