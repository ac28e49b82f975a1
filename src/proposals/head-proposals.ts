import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Theme } from '../process/index.js';
import { authorsTogether, type NewText } from './domain/index.js';
import './happenings.js';
import { Proposal, ProposalVersion } from './proposal.entity.js';
import { ReceiptMail } from './receipt-mail.js';
import { hashOf, newSecret } from './secrets.js';

type Authorship = Pick<
  Proposal,
  'authorName' | 'authorEmail' | 'authorLocale' | 'sector' | 'onBehalfOf' | 'neighbourhood' | 'emailConfirmedAt'
> & { account: string | null };

/** Makes the proposals that others go on in. They are published at once: what they hold was public already. */
@Injectable()
export class HeadProposals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly sequence: Sequence,
    private readonly translator: Translator,
    private readonly receiptMail: ReceiptMail,
  ) {}

  /** One for several: signed by all their authors together. Mail goes to each by their own proposals, so nobody holds its receipt. */
  async joining(origins: readonly Proposal[], text: NewText & { lang: Locale }, by: Actor): Promise<Proposal> {
    const [first] = origins;
    if (!first) throw notFound();
    const t = this.translator.in(text.lang);
    const same = <T>(of: (proposal: Proposal) => T): T | null =>
      origins.every((each) => of(each) === of(first)) ? of(first) : null;
    const { proposal } = await this.create(
      first.process.id,
      text,
      {
        authorName: authorsTogether(
          origins.map((each) => each.authorName),
          (count) => t('proposals.authors-more', { count }),
        ),
        authorEmail: first.authorEmail,
        authorLocale: first.authorLocale,
        emailConfirmedAt: first.emailConfirmedAt,
        account: null,
        sector: same((each) => each.sector) ?? 'residents',
        onBehalfOf: same((each) => each.onBehalfOf),
        neighbourhood: same((each) => each.neighbourhood),
      },
      by,
    );
    return proposal;
  }

  /** A part of one: its author's, who gets the receipt by mail. */
  async partOf(origin: Proposal, text: NewText, by: Actor): Promise<Proposal> {
    const { proposal, secret } = await this.create(
      origin.process.id,
      { ...text, lang: origin.lang },
      {
        authorName: origin.authorName,
        authorEmail: origin.authorEmail,
        authorLocale: origin.authorLocale,
        emailConfirmedAt: origin.emailConfirmedAt,
        account: origin.account?.id ?? null,
        sector: origin.sector,
        onBehalfOf: origin.onBehalfOf,
        neighbourhood: origin.neighbourhood,
      },
      by,
    );
    await this.receiptMail.queue(proposal, secret, { isPart: true });
    return proposal;
  }

  private async create(
    processId: string,
    text: NewText & { lang: Locale },
    authorship: Authorship,
    by: Actor,
  ): Promise<{ proposal: Proposal; secret: string }> {
    const { em } = this.unitOfWork;
    if ((await em.count(Theme, { id: text.themeId, process: processId })) === 0) throw notFound();
    const [now, secret] = [this.clock.now(), newSecret(this.dice)];
    const { themeId, title, body, lang } = text;
    const proposal = em.create(Proposal, {
      ...authorship,
      ...{ title, body, lang },
      id: this.ids.next(),
      process: processId,
      number: await this.sequence.next(processId, 'proposal'),
      theme: themeId,
      state: 'submitted',
      hiddenFrom: null,
      endorsements: 0,
      submittedAt: now,
      publishedAt: null,
      tabledAt: null,
      receiptHash: hashOf(secret),
    });
    em.persist(proposal);
    em.persist(em.create(ProposalVersion, { id: this.ids.next(), proposal, version: 1, title, body, note: null, at: now }));
    proposal.become('published', now);
    this.events.record('proposals.proposal-published', { proposalId: proposal.id }, by, processId);
    return { proposal, secret };
  }
}
