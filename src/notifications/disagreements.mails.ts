import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isLocale, localized } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalWorkQueries } from '../proposals/index.js';
import { proposalNumber, triagePath } from '../proposals/domain/index.js';

/** Tells the coordination of a process that areas disagree, so that somebody decides. */
@Injectable()
export class DisagreementsMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly proposals: ProposalWorkQueries,
    private readonly people: ParticipantsQueries,
    private readonly processes: ProcessQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('proposals.areas-disagreed', 'notifications.tell-coordinators-of-disagreement', ({ id, processId, body }) =>
      processId ? this.tell(id, processId, body.proposalId) : undefined,
    );
  }

  private async tell(eventId: string, processId: string, proposalId: string): Promise<void> {
    const proposal = await this.proposals.author(proposalId);
    const process = await this.processes.byId(processId);
    if (!proposal || !process) return;
    const number = proposalNumber(proposal.number);
    const coordinators = (await this.people.holders('coordinator')).filter((holder) => holder.processId === processId);
    for (const { accountId, name, email, locale } of coordinators) {
      const t = this.translator.in(isLocale(locale) ? locale : this.config.DEFAULT_LOCALE);
      const args = { name, number, title: proposal.title, process: localized(process.name, t.locale) };
      await this.mailer.queue({
        key: `proposals/disagree/${eventId}/${accountId}`,
        kind: 'proposals.disagree',
        to: email,
        locale: t.locale,
        subject: t('proposals.mail.disagree.subject', args),
        text: [
          t('proposals.mail.hello', args),
          t('proposals.mail.disagree.lead', args),
          `${this.config.PUBLIC_URL}/${t.locale}${triagePath(process.slug, number, 'verdict')}`,
        ].join('\n\n'),
      });
    }
  }
}
