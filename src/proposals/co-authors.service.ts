import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../accounts/index.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { ModerationPolicy, ModerationService } from '../moderation/index.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import { Retention } from '../platform/retention/retention.js';
import { CoAuthorProof } from './co-author-proof.js';
import { CoAuthor } from './co-author.entity.js';
import {
  CO_AUTHOR_KEPT_DAYS,
  coAuthorPath,
  mayAccept,
  mayAskCoAuthor,
  proposalNumber,
  type AcceptCoAuthorship,
  type CoAuthorEnding,
  type InviteCoAuthor,
} from './domain/index.js';
import './happenings.js';
import { Proposal } from './proposal.entity.js';
import { lockProposal } from './proposals.service.js';
import { Supports } from './supports.js';

/** Lets authors sign together with others, who say yes or no from their own mailbox. Who may invite is in `mayAsAuthor`. */
@Injectable()
export class CoAuthorsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly proof: CoAuthorProof,
    private readonly retention: Retention,
    private readonly mailer: Mailer,
    private readonly suppressions: Suppressions,
    private readonly translator: Translator,
    private readonly config: Config,
    private readonly supports: Supports,
    private readonly policy: ModerationPolicy,
    private readonly moderation: ModerationService,
  ) {}

  onModuleInit(): void {
    this.retention.keep({
      name: 'proposals.invitations',
      days: CO_AUTHOR_KEPT_DAYS,
      forget: (before) =>
        this.unitOfWork.em.nativeDelete(CoAuthor, {
          $or: [{ acceptedAt: null, endedAt: null, invitedAt: { $lt: before } }, { endedAt: { $lt: before } }],
        }),
    });
  }

  /** Mails an address the link to sign with the author. Refuses what `mayAskCoAuthor` does. Returns the invitation's id. */
  async invite(proposalId: string, { email }: InviteCoAuthor, locale: Locale, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      const asked = (await em.find(CoAuthor, { proposal })).map((each) => ({
        email: each.email,
        invitedAt: each.invitedAt,
        state: each.standing(),
      }));
      const now = this.clock.now();
      const refusal = mayAskCoAuthor(email, { authorEmail: proposal.authorEmail, asked }, now);
      if (refusal) throw new RefusedError(refusal, 409);
      const id = this.ids.next();
      const nothing = { name: null, account: null, acceptedAt: null, endedAt: null, ending: null };
      em.persist(em.create(CoAuthor, { id, proposal, email, locale, invitedAt: now, ...nothing }));
      this.events.record('proposals.co-author-invited', { proposalId, coAuthorId: id }, by, proposal.process.id);
      await this.mail(proposal, { id, email, locale });
      return id;
    });
  }

  /**
   * By the link in that mail. Refuses what `mayAccept` does. Who endorsed the proposal signs it
   * instead: nobody stands behind their own. A name that must be seen first joins when it was: it is public only then.
   */
  async accept(coAuthorId: string, { name }: AcceptCoAuthorship, locale: Locale, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const { coAuthor, proposal } = await this.locked(em, coAuthorId);
      const now = this.clock.now();
      const refusal = mayAccept({ state: coAuthor.standing(), invitedAt: coAuthor.invitedAt }, proposal.state, now);
      if (refusal) throw new RefusedError(refusal, 409);
      const isHeld = await this.policy.holds(proposal.process.id, by, { isSuspicious: false });
      coAuthor.accept(name, locale, isHeld, now);
      const account = by.kind === 'account' ? by.id : (await em.findOne(Account, { email: coAuthor.email }))?.id;
      em.assign(coAuthor, { account: account ?? null });
      if (account) await this.supports.takeBack(proposal.id, account);
      if (isHeld) {
        await em.flush();
        await this.moderation.hold(proposal.process.id, { kind: 'co-author', id: coAuthorId }, by);
      } else this.events.record('proposals.co-author-joined', { proposalId: proposal.id, coAuthorId }, by, proposal.process.id);
    });
  }

  /** By the same link: declines, or leaves after having accepted. Doing it twice changes nothing. */
  async decline(coAuthorId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const { coAuthor, proposal } = await this.locked(em, coAuthorId);
      await this.end(coAuthor, proposal, coAuthor.standing() === 'accepted' ? 'left' : 'declined', by);
    });
  }

  /** By the author: takes an invitation back, or signs without somebody who had accepted. 404 for a co-author of another proposal. */
  async dismiss(proposalId: string, coAuthorId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const { coAuthor, proposal } = await this.locked(em, coAuthorId);
      if (proposal.id !== proposalId) throw notFound();
      await this.end(coAuthor, proposal, 'withdrawn', by);
    });
  }

  private async end(coAuthor: CoAuthor, proposal: Proposal, how: CoAuthorEnding, by: Actor): Promise<void> {
    if (!coAuthor.end(how, this.clock.now())) return;
    await this.moderation.close({ kind: 'co-author', id: coAuthor.id }, by);
    const body = { proposalId: proposal.id, coAuthorId: coAuthor.id, how };
    this.events.record('proposals.co-author-ended', body, by, proposal.process.id);
  }

  /** The proposal first, as everybody who changes it does. */
  private async locked(em: EntityManager, coAuthorId: string): Promise<{ coAuthor: CoAuthor; proposal: Proposal }> {
    const known = await em.findOne(CoAuthor, { id: coAuthorId });
    if (!known) throw notFound();
    const proposal = await lockProposal(em, known.proposal.id);
    const coAuthor = await em.findOne(CoAuthor, { id: coAuthorId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!coAuthor) throw notFound();
    return { coAuthor, proposal };
  }

  private async mail(proposal: Proposal, { id, email, locale }: Pick<CoAuthor, 'id' | 'email' | 'locale'>): Promise<void> {
    const t = this.translator.in(locale);
    const args = { author: proposal.authorName, number: proposalNumber(proposal.number), title: proposal.title };
    await this.mailer.queue({
      key: `proposals/co-author/${id}`,
      kind: 'proposals.co-author',
      to: email,
      locale,
      list: 'co-authors',
      subject: t('proposals.mail.co-author.subject', args),
      text: [
        t('proposals.mail.co-author.lead', args),
        `${this.config.PUBLIC_URL}/${locale}${coAuthorPath(id, this.proof.of(id))}`,
        t('proposals.mail.co-author.end', { days: CO_AUTHOR_KEPT_DAYS }),
        t('proposals.mail.co-author.refuse'),
        this.suppressions.linkFor(email, 'co-authors', locale),
      ].join('\n\n'),
    });
  }
}
