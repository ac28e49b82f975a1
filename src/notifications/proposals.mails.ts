import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Translate } from '../platform/i18n/translate.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProposalWorkQueries } from '../proposals/index.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';

/** Tells authors, in their own language, what happens to their proposal. The event's id names the mail, so that one telling sends one. */
@Injectable()
export class ProposalsMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly proposals: ProposalWorkQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('proposals.review-published', 'notifications.tell-author-of-review', ({ id, body }) =>
      this.tell(id, body.proposalId, 'reviewed', (t) => t(`proposals.state.${body.verdict}`), `#review-${body.reviewId}`),
    );
    this.events.on('proposals.verdict-ruled', 'notifications.tell-author-of-ruling', ({ id, body }) =>
      this.tell(id, body.proposalId, 'ruled', (t) => t(`proposals.state.${body.verdict}`), `#ruling-${body.rulingId}`),
    );
    this.events.on('proposals.proposal-tabled', 'notifications.tell-author-of-table', ({ id, body }) =>
      this.tell(id, body.proposalId, 'tabled', () => '', ''),
    );
    this.events.on('proposals.proposal-settled', 'notifications.tell-author-of-response', ({ id, body }) =>
      this.tell(id, body.proposalId, 'settled', (t) => t(`responses.disposition.${body.disposition}`), '#response'),
    );
  }

  private async tell(
    eventId: string,
    proposalId: string,
    what: 'reviewed' | 'ruled' | 'tabled' | 'settled',
    outcome: (t: Translate) => string,
    anchor: string,
  ): Promise<void> {
    const author = await this.proposals.author(proposalId);
    if (!author?.email) return;
    const t = this.translator.in(author.locale);
    const args = { name: author.name, title: author.title, number: proposalNumber(author.number), outcome: outcome(t) };
    await this.mailer.queue({
      key: `proposals/${what}/${eventId}`,
      kind: `proposals.${what}`,
      to: author.email,
      locale: author.locale,
      subject: t(`proposals.mail.${what}.subject`, args),
      text: [
        t('proposals.mail.hello', args),
        t(`proposals.mail.${what}.lead`, args),
        `${this.config.PUBLIC_URL}/${author.locale}${proposalPath(author.processSlug, author.number)}${anchor}`,
        t('proposals.mail.end'),
      ].join('\n\n'),
    });
  }
}
