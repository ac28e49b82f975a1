import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountsQueries } from '../accounts/index.js';
import { CommentsQueries } from '../comments/index.js';
import { commentAnchor, draftPath, subjectsOf } from '../commitments/domain/index.js';
import { SheetsQueries, type SheetRow } from '../commitments/index.js';
import { isLocale, type Locale } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import { publicNumber } from '../platform/database/sequence.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalWorkQueries } from '../proposals/index.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import { TraceQueries } from '../trace/index.js';

interface Reader {
  readonly email: string;
  readonly locale: Locale;
  /** Why they are written to: they sat at the table, or the sheet cites a proposal of theirs. */
  readonly as: 'table' | 'author';
}

/** Shares a draft with everyone who took part, each once, and tells those who commented what was done with it. Guests left no address. */
@Injectable()
export class CommitmentsMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly sheets: SheetsQueries,
    private readonly processes: ProcessQueries,
    private readonly tables: RoundtablesQueries,
    private readonly proposals: ProposalWorkQueries,
    private readonly trace: TraceQueries,
    private readonly comments: CommentsQueries,
    private readonly accounts: AccountsQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('commitments.comment-round-opened', 'notifications.share-draft', ({ id, body }) =>
      this.share(id, body.sheetId),
    );
    this.events.on('commitments.comment-answered', 'notifications.tell-commenter-of-answer', ({ id, body }) =>
      this.tellCommenter(id, body.sheetId, body.commentId, body.disposition),
    );
  }

  private async share(eventId: string, sheetId: string): Promise<void> {
    const sheet = await this.sheet(sheetId);
    if (!sheet) return;
    const readers = new Map<string, Reader>();
    for (const reader of [...(await this.seated(sheet)), ...(await this.authors(sheet))]) {
      if (!readers.has(reader.email)) readers.set(reader.email, reader);
    }
    let place = 0;
    for (const reader of readers.values()) {
      const t = this.translator.in(reader.locale);
      const args = { title: sheet.title, day: sheet.round ? t.date(sheet.round.closesOn, 'day') : '' };
      place += 1;
      await this.mailer.queue({
        key: `commitments/shared/${eventId}/${place}`,
        kind: 'commitments.shared',
        to: reader.email,
        locale: reader.locale,
        subject: t('commitments.mail.shared.subject', args),
        text: [
          t(`commitments.mail.shared.lead-${reader.as}`, args),
          t('commitments.mail.shared.link'),
          await this.address(sheet, reader.locale),
          t('commitments.mail.shared.end'),
        ].join('\n\n'),
      });
    }
  }

  private async tellCommenter(eventId: string, sheetId: string, commentId: string, disposition: string): Promise<void> {
    const [sheet, author] = [await this.sheet(sheetId), await this.comments.authorAddress(commentId)];
    if (!sheet || !author) return;
    const t = this.translator.in(author.lang);
    const args = {
      number: publicNumber('C', author.number),
      title: sheet.title,
      outcome: t(`responses.disposition.${disposition}`),
    };
    await this.mailer.queue({
      key: `commitments/answered/${eventId}`,
      kind: 'commitments.answered',
      to: author.email,
      locale: author.lang,
      subject: t('commitments.mail.answered.subject', args),
      text: [
        t('commitments.mail.answered.lead', args),
        t('commitments.mail.answered.link'),
        `${await this.address(sheet, author.lang)}#${commentAnchor(author.number)}`,
        t('commitments.mail.answered.end'),
      ].join('\n\n'),
    });
  }

  private async seated(sheet: SheetRow): Promise<Reader[]> {
    const readers: Reader[] = [];
    for (const accountId of sheet.roundtableId ? await this.tables.accountsOf(sheet.roundtableId) : []) {
      const account = await this.accounts.emailOf(accountId);
      if (account)
        readers.push({
          email: account.email,
          locale: isLocale(account.locale) ? account.locale : this.config.DEFAULT_LOCALE,
          as: 'table',
        });
    }
    return readers;
  }

  /** The authors of proposals anywhere on the thread that leads to the sheet. */
  private async authors(sheet: SheetRow): Promise<Reader[]> {
    const links = await this.trace.leadingToAll(subjectsOf(sheet.id, sheet.document, this.sheets.template(sheet.templateKey)));
    const ids = new Set(links.filter(({ from }) => from.kind === 'proposal').map(({ from }) => from.id));
    const readers: Reader[] = [];
    for (const id of ids) {
      for (const { email, locale } of await this.proposals.signers(id)) readers.push({ email, locale, as: 'author' });
    }
    return readers;
  }

  private async sheet(id: string): Promise<SheetRow | null> {
    return (await this.sheets.byIds([id]))[0] ?? null;
  }

  private async address(sheet: SheetRow, locale: Locale): Promise<string> {
    const process = await this.processes.byId(sheet.processId);
    return `${this.config.PUBLIC_URL}/${locale}${draftPath(process?.slug ?? '', sheet.number)}`;
  }
}
