import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Ids } from '../../kernel/id.js';
import type { Locale } from '../../kernel/localized.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { isMailList, type MailList } from './mail-list.js';
import type { SuppressionReason } from './mail-suppression.entity.js';

/** Whose mail of which list a link ends. */
export interface Unsubscription {
  readonly addressHash: string;
  readonly list: MailList;
}

const HASH = /^[0-9a-f]{64}$/;

/** How an address is remembered: no secret in it, so that nothing but the row is needed to keep the promise not to write. */
export const addressHash = (address: string): string =>
  createHash('sha256').update(`mail ${address.toLowerCase()}`).digest('hex');

/** Who is not to be written to, and the links by which people say so. A link names the address by its hash and is signed, so that nobody ends another's mail. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /** Remembers it. Doing it twice changes nothing. */
  async suppress({ addressHash, list }: Unsubscription, reason: SuppressionReason): Promise<void> {
    await this.reader.rows(sql`
      insert into mail_suppression (id, address_hash, list, reason, at)
      values (${this.ids.next()}, ${addressHash}, ${list}, ${reason}, ${this.clock.now()})
      on conflict (address_hash, list) do nothing`);
  }

  async has({ addressHash, list }: Unsubscription): Promise<boolean> {
    return (
      (await this.reader.first(sql`select 1 from mail_suppression where address_hash = ${addressHash} and list = ${list}`)) !==
      null
    );
  }

  async isSuppressed(address: string, list: MailList): Promise<boolean> {
    return this.has({ addressHash: addressHash(address), list });
  }

  /** Those of the addresses that are not to be written to. */
  async among(addresses: readonly string[], list: MailList): Promise<Set<string>> {
    const hashes = new Map(addresses.map((address) => [addressHash(address), address]));
    const rows = await this.reader.rows(sql<{ hash: string }>`
      select address_hash as hash from mail_suppression
      where list = ${list} and address_hash = any(${sql.val([...hashes.keys()])}::text[])`);
    return new Set(rows.map(({ hash }) => hashes.get(hash) ?? ''));
  }

  /** Takes it back, because the reader said so by a link of their own. Doing it twice changes nothing. */
  async lift({ addressHash, list }: Unsubscription): Promise<void> {
    await this.reader.rows(sql`delete from mail_suppression where address_hash = ${addressHash} and list = ${list}`);
  }

  /** Where a reader ends the mails of a list: for the text of a mail, and for its head (RFC 8058). */
  linkFor(address: string, list: MailList, locale: Locale): string {
    return `${this.config.PUBLIC_URL}/${locale}/unsubscribe/${this.tokenFor(address, list)}`;
  }

  /** What such a link says and proves: that it was made here, for this address. */
  tokenFor(address: string, list: MailList): string {
    const hash = addressHash(address);
    return `${list}.${hash}.${this.sign(list, hash)}`;
  }

  /** What a link says; null when it was not made here. */
  read(token: string): Unsubscription | null {
    const [list = '', hash = '', signature = ''] = token.split('.');
    if (!isMailList(list) || !HASH.test(hash)) return null;
    const [expected, given] = [Buffer.from(this.sign(list, hash)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given) ? { addressHash: hash, list } : null;
  }

  private sign(list: MailList, hash: string): string {
    return createHmac('sha256', this.config.key('unsubscribe link')).update(`${list} ${hash}`).digest('base64url').slice(0, 22);
  }
}
