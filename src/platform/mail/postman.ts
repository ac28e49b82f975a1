import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { Poller } from '../jobs/poller.js';
import { Log } from '../log/log.js';
import { redactText } from '../log/redaction.js';
import { type Letter, MailRefused, MailTransport } from './mail-transport.js';
import { Mailer } from './mailer.js';

type Claimed = Omit<Letter, 'messageId' | 'from'> & { readonly id: string; readonly attempts: number };

const POLL_MS = 10_000;
const BATCH = 10;
/** A process that has not finished its batch by then is taken for dead. Longer than a batch of time-outs can last. */
const LEASE_S = 300;
const MOST_ATTEMPTS = 10;
const FIRST_WAIT_S = 10;
const LONGEST_WAIT_S = 3_600;

/**
 * Sends queued mail. A claim is committed before anything is sent, so two processes never send one mail; a process that dies while sending
 * leaves its claim to run out, and the mail goes out again under the same Message-ID, or to the operators' list when it must not.
 */
@Injectable()
export class Postman implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly poller: Poller;

  constructor(
    private readonly mailer: Mailer,
    private readonly transport: MailTransport,
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
    return this.reader.first(sql<Claimed>`
      update outgoing_mail set state = 'sending', attempts = attempts + 1, lease_until = ${now}::timestamptz + ${LEASE_S} * interval '1 second'
      where id = (select id from outgoing_mail where state = 'queued' and due_at <= ${now} order by due_at, id limit 1 for update skip locked)
      returning id, attempts, recipient as "to", subject, text, html, locale`);
  }

  private async send({ id, attempts, ...mail }: Claimed): Promise<void> {
    try {
      await this.transport.send({ ...mail, messageId: this.messageId(id), from: this.config.MAIL_FROM });
    } catch (error) {
      return this.afterFailure(id, attempts, error);
    }
    await this.reader.rows(sql`
      update outgoing_mail set state = 'sent', sent_at = ${this.clock.now()}, lease_until = null, error = null, text = '', html = null
      where id = ${id}`);
  }

  private async afterFailure(id: string, attempts: number, error: unknown): Promise<void> {
    const isFinal = error instanceof MailRefused || attempts >= MOST_ATTEMPTS;
    const wait = Math.min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S);
    const reason = redactText(error instanceof Error ? error.message : String(error)).slice(0, 300);
    this.log.warn(isFinal ? 'A mail could not be sent and is given up' : 'A mail could not be sent and waits', {
      mail: id,
      attempts,
      reason,
    });
    await this.reader.rows(sql`
      update outgoing_mail set state = ${isFinal ? 'failed' : 'queued'}, lease_until = null, error = ${reason},
        due_at = ${this.clock.now()}::timestamptz + ${wait} * interval '1 second'
      where id = ${id}`);
  }

  /** The same for every attempt, so that a mail server or reader can tell a repetition. */
  private messageId(id: string): string {
    return `<${id}@${new URL(this.config.PUBLIC_URL).hostname}>`;
  }
}
