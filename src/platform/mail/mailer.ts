import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Ids } from '../../kernel/id.js';
import type { Locale } from '../../kernel/localized.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { MailList } from './mail-list.js';
import type { MailState } from './outgoing-mail.entity.js';

/** A mail to be sent, complete: subject and texts are in the reader's language already. */
export interface Mail {
  /** The address; at most 254 characters. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  readonly locale: Locale;
  /** What it is, for operators: `accounts.sign-in`. */
  readonly kind: string;
  /** Names this mail: a second one with the same key is not queued. Built from what it is about: `sign-in/<attemptId>`. */
  readonly key: string;
  /** Whether it may go out again when a process died while sending it (same Message-ID). True unless said otherwise. */
  readonly mayRepeat?: boolean;
  /** One of many alike, which waits for the mails that somebody is waiting for. False unless said otherwise. */
  readonly isBulk?: boolean;
  /** What its reader may refuse to get more of: they are asked before it goes out, and its head says how to refuse in one act. */
  readonly list?: MailList;
}

/** A mail as the development mailbox shows it. */
export interface KeptMail extends Omit<Mail, 'mayRepeat' | 'isBulk' | 'list'> {
  readonly id: string;
  readonly createdAt: Date;
  readonly state: MailState;
}

const ADDRESS = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/;
const LONGEST_ADDRESS = 254;
const LONGEST_SUBJECT = 300;

/**
 * Queues mail. The row belongs to the running use case: a rollback sends nothing, a commit is never forgotten. Postman sends it.
 *
 *     await this.mailer.queue({ to, subject, text, html, locale: 'es', kind: 'accounts.sign-in', key: `sign-in/${attempt.id}` });
 */
@Injectable()
export class Mailer {
  private announce: () => void = () => undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /** Queues the mail in the running use case, or in one of its own. Throws for an address that is none. */
  async queue(mail: Mail): Promise<void> {
    if (mail.to.length > LONGEST_ADDRESS || !ADDRESS.test(mail.to)) throw new Error('A mail needs an address');
    const now = this.clock.now();
    const state: MailState = this.config.SMTP_URL ? 'queued' : 'kept';
    const subject = mail.subject.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_SUBJECT);
    await this.work.run(async () => {
      await this.reader.rows(sql`
        insert into outgoing_mail (id, key, kind, recipient, subject, text, html, locale, may_repeat, is_bulk, list, state, attempts, created_at, due_at)
        values (${this.ids.next()}, ${mail.key}, ${mail.kind}, ${mail.to}, ${subject}, ${mail.text}, ${mail.html ?? null}, ${mail.locale},
          ${mail.mayRepeat ?? true}, ${mail.isBulk ?? false}, ${mail.list ?? null}, ${state}, 0, ${now}, ${now})
        on conflict (key) do nothing`);
      this.work.afterCommit(() => this.announce());
    });
  }

  /** The last, in the order of letters, of the keys that begin so; null when no such mail was ever queued. */
  async lastKey(prefix: string): Promise<string | null> {
    const found = await this.reader.first(sql<{ key: string | null }>`
      select max(key) as key from outgoing_mail where starts_with(key, ${prefix})`);
    return found?.key ?? null;
  }

  /** Those of the keys under which a mail was queued, whatever became of it. */
  async known(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.reader.rows(
      sql<{ key: string }>`select key from outgoing_mail where key = any(${[...keys]}::text[])`,
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** The latest mails that still have their text, newest first: what the development mailbox shows. */
  async latest(limit: number): Promise<KeptMail[]> {
    return this.reader.rows(sql<KeptMail>`
      select id, recipient as "to", subject, text, html, locale, kind, key, state, created_at as "createdAt"
      from outgoing_mail where state not in ('sent', 'refused', 'withheld') and text <> '' order by id desc limit ${limit}`);
  }

  /** Takes mails written before a moment out of the mailbox, with the private links in them; what is still to be sent stays. */
  async forget(before: Date): Promise<void> {
    await this.reader.rows(sql`delete from outgoing_mail where created_at < ${before} and state not in ('queued', 'sending')`);
  }

  /** For Postman: whom to call when mail was committed. */
  onCommitted(announce: () => void): void {
    this.announce = announce;
  }
}
