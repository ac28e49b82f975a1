import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountsQueries } from '../accounts/index.js';
import { SYSTEM } from '../kernel/actor.js';
import { isLocale, localized, type Locale } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProposalWorkQueries, type Signer } from '../proposals/index.js';
import { proposalNumber } from '../proposals/domain/index.js';
import { roundtablePath, shownRoomCode } from '../roundtables/domain/index.js';
import { RoomQueries, RoundtablesQueries, type RoundtableRow } from '../roundtables/index.js';

/** Invites authors to the table that works on their proposal, and tells those who took part with an account what came of it. Guests left no address. */
@Injectable()
export class RoundtablesMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly tables: RoundtablesQueries,
    private readonly rooms: RoomQueries,
    private readonly proposals: ProposalWorkQueries,
    private readonly accounts: AccountsQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('roundtables.roundtable-scheduled', 'notifications.invite-authors-to-table', async ({ id, body }) => {
      for (const proposalId of body.proposalIds) await this.inviteAuthors(id, body.roundtableId, proposalId);
    });
    this.events.on('roundtables.roundtable-closed', 'notifications.tell-table-what-came-of-it', async ({ id, body }) => {
      for (const accountId of await this.tables.accountsOf(body.roundtableId))
        await this.tellParticipant(id, body.roundtableId, accountId);
    });
  }

  private async inviteAuthors(eventId: string, roundtableId: string, proposalId: string): Promise<void> {
    const table = await this.tables.byId(roundtableId);
    if (!table) return;
    for (const author of await this.proposals.signers(proposalId)) await this.invite(eventId, proposalId, table, author);
  }

  private async invite(eventId: string, proposalId: string, table: RoundtableRow, author: Signer): Promise<void> {
    const t = this.translator.in(author.locale);
    const args = {
      number: proposalNumber(author.number),
      title: author.title,
      when: t.date(table.startsAt, 'moment'),
      code: shownRoomCode(table.code),
      table: localized(table.title, author.locale),
    };
    await this.send(
      'scheduled',
      `${eventId}/${proposalId}/${author.signerId}`,
      author.email,
      t,
      args,
      await this.address(table, author.locale),
    );
  }

  private async tellParticipant(eventId: string, roundtableId: string, accountId: string): Promise<void> {
    const [table, account] = [await this.tables.byId(roundtableId), await this.accounts.emailOf(accountId)];
    const state = await this.rooms.state(roundtableId, 'participant');
    if (!table || !account || !state) return;
    const t = this.translator.in(isLocale(account.locale) ? account.locale : this.config.DEFAULT_LOCALE);
    const args = {
      table: localized(table.title, t.locale),
      hasTopic: state.topic ? 'yes' : 'no',
      topic: state.topic?.title ?? '',
    };
    await this.send('closed', `${eventId}/${accountId}`, account.email, t, args, await this.address(table, t.locale));
  }

  private async address(table: RoundtableRow, locale: Locale): Promise<string> {
    const facts = await this.tables.factsOf({ id: table.id }, SYSTEM);
    return `${this.config.PUBLIC_URL}/${locale}${roundtablePath(facts?.slug ?? '', table.slug)}`;
  }

  private async send(
    what: 'scheduled' | 'closed',
    key: string,
    to: string,
    t: Translate,
    args: Record<string, string>,
    address: string,
  ): Promise<void> {
    await this.mailer.queue({
      key: `roundtables/${what}/${key}`,
      kind: `roundtables.${what}`,
      to,
      locale: t.locale,
      subject: t(`roundtables.mail.${what}.subject`, args),
      text: [t(`roundtables.mail.${what}.text`, args), address].join('\n\n'),
    });
  }
}
