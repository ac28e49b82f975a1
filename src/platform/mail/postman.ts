import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Locale } from '../../kernel/localized.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Poller } from '../jobs/poller.js';
import { Log } from '../log/log.js';
import { redactText } from '../log/redaction.js';
import type { MailList } from './mail-list.js';
import { type Letter, MailRefused, MailTransport, MailUncertain } from './mail-transport.js';
import { Mailer } from './mailer.js';
import type { MailState } from './outgoing-mail.entity.js';
import { Suppressions } from './suppressions.js';

interface Claimed extends Omit<Letter, 'messageId' | 'from' | 'unsubscribe' | 'locale'> {
  readonly id: string;
  readonly attempts: number;
  readonly mayRepeat: boolean;
  readonly list: MailList | null;
  readonly locale: Locale;
}

const POLL_MS = 10_000;
const BATCH = 10;
/** A process that has not finished its batch by then is taken for dead. Longer than a batch of time-outs can last. */
const LEASE_S = 300;
const MOST_ATTEMPTS = 10;
const FIRST_WAIT_S = 10;
const LONGEST_WAIT_S = 3_600;
/** Held while claims are counted, so that several processes keep one limit. Any number that nothing else locks. */
const CLAIM_LOCK = 7_303_014;

/**
 * Sends queued mail, those that somebody waits for first, at most MAIL_PER_MINUTE. A claim is committed before anything is sent, so two
 * processes never send one mail. Where the server may have taken a mail without our knowing (a process died, the line went dead), it goes
 * out again under the same Message-ID, or stays `unknown` when it must not.
 */
@Injectable()
export class Postman implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly poller: Poller;

  constructor(
    private readonly mailer: Mailer,
    private readonly transport: MailTransport,
    private readonly suppressions: Suppressions,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.poller = new Poller((mayGoOn) => this.sendBatch(mayGoOn), POLL_MS, log);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Begins to send, if there is a mail server to send by. */
  start(): void {
    if (!this.config.SMTP_URL) return;
    this.mailer.onCommitted(() => this.poller.wake());
    this.poller.start();
  }

  async stop(): Promise<void> {
    await this.poller.stop();
    this.transport.close();
  }

  /** Sends everything that is due before it returns: for stories and specs. */
  async settle(): Promise<void> {
    await this.poller.settle();
  }

  private async sendBatch(mayGoOn: () => boolean): Promise<boolean> {
    await this.resolveAbandoned();
    for (let sent = 0; sent < BATCH && mayGoOn(); sent++) {
      const mail = await this.claim();
      if (!mail) return false;
      await this.send(mail);
    }
    return mayGoOn();
  }

  /** Claims of processes that died: again, or never again. */
  private async resolveAbandoned(): Promise<void> {
    await this.reader.rows(sql`
      update outgoing_mail set state = case when may_repeat then 'queued' else 'unknown' end, lease_until = null
      where state = 'sending' and lease_until < ${this.clock.now()}`);
  }

  private async claim(): Promise<Claimed | null> {
    const now = this.clock.now();
    return this.work.run(async () => {
      const allowed = await this.allowance(now);
      if (allowed === 'none') return null;
      return this.reader.first(sql<Claimed>`
        update outgoing_mail set state = 'sending', attempts = attempts + 1, claimed_at = ${now},
          lease_until = ${now}::timestamptz + ${LEASE_S} * interval '1 second'
        where id = (
          select id from outgoing_mail
          where state = 'queued' and due_at <= ${now} and (${allowed === 'all'} or not is_bulk)
          order by is_bulk, due_at, id limit 1 for update skip locked)
        returning id, attempts, recipient as "to", subject, text, html, locale, may_repeat as "mayRepeat", list`);
    });
  }

  /** What may go out now without more than the limit in any minute. */
  private async allowance(now: Date): Promise<'all' | 'urgent' | 'none'> {
    const limit = this.config.MAIL_PER_MINUTE;
    if (limit === 0) return 'all';
    await this.reader.rows(sql`select pg_advisory_xact_lock(${CLAIM_LOCK})`);
    const counted = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from outgoing_mail where claimed_at > ${now}::timestamptz - interval '1 minute'`);
    const count = counted?.count ?? 0;
    if (count >= limit) return 'none';
    return count < limit - Math.floor(limit / 10) ? 'all' : 'urgent';
  }

  private async send({ id, attempts, mayRepeat, list, ...mail }: Claimed): Promise<void> {
    if (list && (await this.suppressions.isSuppressed(mail.to, list))) return this.end(id, 'withheld', null);
    const unsubscribe = list ? this.suppressions.linkFor(mail.to, list, mail.locale) : null;
    try {
      await this.transport.send({ ...mail, unsubscribe, messageId: this.messageId(id), from: this.config.MAIL_FROM });
    } catch (error) {
      return this.afterFailure(id, attempts, mayRepeat, error);
    }
    await this.end(id, 'sent', null);
  }

  private async afterFailure(id: string, attempts: number, mayRepeat: boolean, error: unknown): Promise<void> {
    const reason = redactText(error instanceof Error ? error.message : String(error)).slice(0, 300);
    const end = this.endAfter(error, attempts, mayRepeat);
    this.log.warn(end ? 'A mail could not be sent and is given up' : 'A mail could not be sent and waits', {
      mail: id,
      attempts,
      reason,
    });
    if (end) return this.end(id, end, reason);
    const wait = Math.min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S);
    await this.reader.rows(sql`
      update outgoing_mail set state = 'queued', lease_until = null, error = ${reason},
        due_at = ${this.clock.now()}::timestamptz + ${wait} * interval '1 second'
      where id = ${id}`);
  }

  /** How a failed mail ends; null when it goes out again. */
  private endAfter(error: unknown, attempts: number, mayRepeat: boolean): MailState | null {
    if (error instanceof MailRefused) return 'refused';
    if (error instanceof MailUncertain && !mayRepeat) return 'unknown';
    return attempts >= MOST_ATTEMPTS ? 'failed' : null;
  }

  /** What is at its end keeps its text only where somebody may still want to send it by hand. */
  private async end(id: string, state: MailState, error: string | null): Promise<void> {
    const keepsText = state === 'failed' || state === 'unknown';
    await this.reader.rows(sql`
      update outgoing_mail set state = ${state}, sent_at = ${state === 'sent' ? this.clock.now() : null}, lease_until = null,
        error = ${error}, text = case when ${keepsText} then text else '' end, html = case when ${keepsText} then html end
      where id = ${id}`);
  }

  /** The same for every attempt, so that a mail server or reader can tell a repetition. */
  private messageId(id: string): string {
    return `<${id}@${new URL(this.config.PUBLIC_URL).hostname}>`;
  }
}
