import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Rhythms } from '../following/index.js';
import { isToldAtOnce } from '../following/domain/index.js';
import type { Locale } from '../kernel/localized.js';
import { localized } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import type { Happened } from '../platform/events/events.js';
import type { Translate } from '../platform/i18n/translate.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { ProposalAudience, ProposalsQueries, type Addressed, type NamedProposal } from '../proposals/index.js';
import { ProposalChanges, type Change, type ToldType } from './proposal-changes.js';

/** One change for one reader. */
interface Item {
  readonly change: Change;
  readonly proposal: NamedProposal;
  readonly reader: Addressed;
}

/** Tells people who sign or follow proposals what happened to them: a change by itself, or a day's changes in one mail, as each of them chose. */
@Injectable()
export class Telling {
  constructor(
    private readonly changes: ProposalChanges,
    private readonly audience: ProposalAudience,
    private readonly proposals: ProposalsQueries,
    private readonly rhythms: Rhythms,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  /** For those who want to be told at once. Doing it again sends nothing twice. */
  async tellAtOnce(event: Happened<ToldType>): Promise<void> {
    if (!(await this.rhythms.anyAtOnce())) return;
    for (const [email, items] of await this.itemsOf([event])) {
      const chosen = (await this.rhythms.ofAll([email])).get(email);
      for (const item of items) if (chosen && isToldAtOnce(chosen, item.change.at)) await this.mailOne(item);
    }
  }

  /** What happened, once for each reader who is told once a day, under a key of the day. */
  async tellTogether(events: readonly Happened<ToldType>[], day: string): Promise<void> {
    const byReader = await this.itemsOf(events);
    const chosen = await this.rhythms.ofAll([...byReader.keys()]);
    for (const [email, items] of byReader) {
      const how = chosen.get(email);
      if (!how || how.rhythm === 'never') continue;
      const told = await this.mailer.known(items.map((item) => this.keyOf(item)));
      const left = items.filter((item) => !isToldAtOnce(how, item.change.at) && !told.has(this.keyOf(item)));
      if (left.length > 0) await this.mailTogether(left, day);
    }
  }

  /** By reader, in the order in which it happened; what is out of sight by now is left out. */
  private async itemsOf(events: readonly Happened<ToldType>[]): Promise<ReadonlyMap<string, Item[]>> {
    const changes: Change[] = [];
    for (const event of events) changes.push(...(await this.changes.of(event)));
    const ids = [...new Set(changes.map(({ proposalId }) => proposalId))];
    const named = new Map((await this.proposals.named(ids)).map((each) => [each.id, each]));
    const readers = new Map<string, Addressed[]>();
    for (const id of named.keys()) readers.set(id, await this.audience.of(id));
    const items = changes.flatMap((change): Item[] => {
      const proposal = named.get(change.proposalId);
      if (!proposal || (proposal.title === null && !change.isWithdrawal)) return [];
      return (readers.get(proposal.id) ?? [])
        .filter((reader) => change.isFor(reader) && (reader.since === null || reader.since <= change.at))
        .map((reader) => ({ change, proposal, reader }));
    });
    return Map.groupBy(items, ({ reader }) => reader.email);
  }

  private async mailOne(item: Item): Promise<void> {
    const { change, proposal, reader } = item;
    const t = this.translator.in(reader.locale);
    const what = change.say(t);
    await this.queue(reader, {
      key: this.keyOf(item),
      kind: 'notifications.at-once',
      subject: t('notifications.at-once.subject', { number: proposalNumber(proposal.number), what }),
      parts: [titleOf(t, proposal), what, this.address(t, proposal, change.anchor), ...this.waysOut(t, [item])],
    });
  }

  private async mailTogether(items: readonly Item[], day: string): Promise<void> {
    const [first] = items;
    if (!first) return;
    const t = this.translator.in(first.reader.locale);
    const byProcess = Map.groupBy(items, ({ proposal }) => proposal.processId);
    const parts = [...byProcess.values()].flatMap((ofProcess) => [
      localized(ofProcess[0]?.proposal.processName ?? {}, t.locale).toLocaleUpperCase(t.locale),
      ...[...Map.groupBy(ofProcess, ({ proposal }) => proposal.id).values()].flatMap((ofOne) => this.section(t, ofOne)),
    ]);
    await this.queue(first.reader, {
      key: `notifications/digest/${day}/${this.mark(first.reader.email)}`,
      kind: 'notifications.digest',
      subject: t('notifications.digest.subject', { count: items.length }),
      parts: [t('notifications.digest.lead'), ...parts],
    });
  }

  /** One proposal with its changes and where to read and to leave it. */
  private section(t: Translate, items: readonly Item[]): string[] {
    const [first] = items;
    if (!first) return [];
    const said = [...new Set(items.map(({ change }) => `- ${change.say(t)}`))];
    const anchor = items.length === 1 ? first.change.anchor : '';
    return [[titleOf(t, first.proposal), ...said, this.address(t, first.proposal, anchor), ...this.waysOut(t, items)].join('\n')];
  }

  private waysOut(t: Translate, [first]: readonly Item[]): string[] {
    const { reason, endPath } = first?.reader ?? { reason: null, endPath: null };
    return endPath ? [`${t(`notifications.end.${reason ?? 'follower'}`)} ${this.config.PUBLIC_URL}/${t.locale}${endPath}`] : [];
  }

  private async queue(
    { email, name, locale }: Addressed,
    mail: { key: string; kind: string; subject: string; parts: readonly string[] },
  ): Promise<void> {
    const t = this.translator.in(locale);
    const hello = name === null ? t('notifications.hello-nameless') : t('notifications.hello', { name });
    const rhythm = `${t('notifications.rhythm')}\n${this.config.PUBLIC_URL}/${locale}${this.rhythms.pathFor(email)}`;
    await this.mailer.queue({
      ...{ key: mail.key, kind: mail.kind, subject: mail.subject, to: email, locale, list: 'digest', isBulk: true },
      text: [hello, ...mail.parts, rhythm].join('\n\n'),
    });
  }

  private keyOf({ change, reader }: Item): string {
    return `notifications/at-once/${change.key}/${this.mark(reader.email)}`;
  }

  /** Names a reader in keys of mails, which are kept longer than addresses. */
  private mark(email: string): string {
    return createHmac('sha256', this.config.key('reader of changes')).update(email).digest('base64url').slice(0, 22);
  }

  private address({ locale }: { locale: Locale }, { processSlug, number }: NamedProposal, anchor: string): string {
    return `${this.config.PUBLIC_URL}/${locale}${proposalPath(processSlug, number)}${anchor}`;
  }
}

const titleOf = (t: Translate, { number, title }: NamedProposal): string =>
  title === null ? proposalNumber(number) : t('notifications.proposal', { number: proposalNumber(number), title });
