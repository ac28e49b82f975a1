import { Injectable } from '@nestjs/common';
import { Rhythms } from '../following/index.js';
import { Config } from '../platform/config/config.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { AddressProof } from './address-proof.js';
import { proposalNumber, receiptPath } from './domain/index.js';
import type { Proposal } from './proposal.entity.js';

/** Mails an author the private link of their proposal. Queued in the use case itself: the link's secret exists nowhere else. */
@Injectable()
export class ReceiptMail {
  constructor(
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
    private readonly proof: AddressProof,
    private readonly rhythms: Rhythms,
  ) {}

  /** `isPart`: it was not sent by its author, but came of parting a proposal of theirs. Who left no address gets no mail. */
  async queue(proposal: Proposal, secret: string, { isPart = false } = {}): Promise<void> {
    if (proposal.authorEmail === null) return;
    const t = this.translator.in(proposal.authorLocale);
    const args = { number: proposalNumber(proposal.number), title: proposal.title, name: proposal.authorName };
    await this.mailer.queue({
      key: `proposals/receipt/${proposal.id}`,
      kind: 'proposals.receipt',
      to: proposal.authorEmail,
      locale: proposal.authorLocale,
      subject: t(isPart ? 'proposals.mail.receipt.subject-part' : 'proposals.mail.receipt.subject', args),
      text: [
        t('proposals.mail.hello', args),
        t(isPart ? 'proposals.mail.receipt.lead-part' : 'proposals.mail.receipt.lead', args),
        t('proposals.mail.receipt.link'),
        `${this.config.PUBLIC_URL}/${proposal.authorLocale}${receiptPath(secret)}?proof=${this.proof.of(proposal.id)}`,
        t('proposals.mail.receipt.end'),
        `${t('proposals.mail.receipt.rhythm')}\n${this.config.PUBLIC_URL}/${proposal.authorLocale}${this.rhythms.pathFor(proposal.authorEmail)}`,
      ].join('\n\n'),
    });
  }
}
