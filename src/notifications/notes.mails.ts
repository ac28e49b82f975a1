import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isLocale, localized } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalWorkQueries, ReviewWorkQueries } from '../proposals/index.js';
import { proposalNumber, reviewPath } from '../proposals/domain/index.js';

/** Tells colleagues that a private note mentions them. What it says stays in the product: mail is read by others than it is written to. */
@Injectable()
export class NotesMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly proposals: ProposalWorkQueries,
    private readonly notes: ReviewWorkQueries,
    private readonly people: ParticipantsQueries,
    private readonly processes: ProcessQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('proposals.review-note-written', 'notifications.tell-mentioned', ({ processId, body }) =>
      processId ? this.tell(processId, body) : undefined,
    );
  }

  private async tell(
    processId: string,
    { noteId, proposalId, mentioned }: { noteId: string; proposalId: string; mentioned: readonly string[] },
  ): Promise<void> {
    const proposal = mentioned.length > 0 ? await this.proposals.author(proposalId) : null;
    const process = await this.processes.byId(processId);
    if (!proposal || !process) return;
    const by = await this.notes.writerOf(noteId);
    const holders = [...(await this.people.holders('coordinator')), ...(await this.people.holders('reviewer'))];
    const told = new Map(
      holders
        .filter((each) => each.processId === processId && mentioned.includes(each.accountId))
        .map((each) => [each.accountId, each]),
    );
    for (const { accountId, name, email, locale } of told.values()) {
      const t = this.translator.in(isLocale(locale) ? locale : this.config.DEFAULT_LOCALE);
      const number = proposalNumber(proposal.number);
      const args = { name, number, title: proposal.title, by: by ?? '', process: localized(process.name, t.locale) };
      await this.mailer.queue({
        key: `proposals/note/${noteId}/${accountId}`,
        kind: 'proposals.note',
        to: email,
        locale: t.locale,
        subject: t('proposals.mail.note.subject', args),
        text: [
          t('proposals.mail.hello', args),
          t('proposals.mail.note.lead', args),
          `${this.config.PUBLIC_URL}/${t.locale}${reviewPath(process.slug, proposal.number, 'notes')}#note-${noteId}`,
          t('proposals.mail.note.end'),
        ].join('\n\n'),
      });
    }
  }
}
