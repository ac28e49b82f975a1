import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ModerationPolicy, ModerationService } from '../moderation/index.js';
import type { QuestionAnswer } from '../process/domain/index.js';
import { Theme } from '../process/index.js';
import { goesOn, type Channel, type ProposalState, type SubmitProposal } from './domain/index.js';
import './happenings.js';
import { lineOf } from './lineage.js';
import { Proposal, ProposalVersion } from './proposal.entity.js';
import { ReceiptMail } from './receipt-mail.js';
import { hashOf, newSecret } from './secrets.js';
import { Supports } from './supports.js';

/** A proposal that was sent. `secret` is in the receipt's private link and is stored nowhere. */
export interface Sent {
  readonly id: string;
  readonly number: number;
  readonly secret: string;
}

/** How proposals come into a process and come in sight. What is decided about them is in DecisionsService. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly sequence: Sequence,
    private readonly receiptMail: ReceiptMail,
    private readonly moderation: ModerationService,
    private readonly policy: ModerationPolicy,
    private readonly reader: Reader,
    private readonly supports: Supports,
  ) {}

  /**
   * Takes a proposal in and publishes it at once, or holds it for a person to see when it is suspicious or the process wants to see it first.
   * Mails its author the private link.
   * Who may is decided by `mayProposals`. Refuses with 404 for a theme of another process.
   */
  async submit(
    command: Omit<SubmitProposal, 'authorEmail'> & { authorEmail: string | null },
    by: Actor,
    options: {
      locale?: Locale;
      isSuspicious?: boolean;
      invitationId?: string;
      termsVersion?: number | null;
      answers?: QuestionAnswer[];
      /** For what the team keys in: how and when it came. */
      received?: { channel: Channel; on: string; contact: string | null };
    } = {},
  ): Promise<Sent> {
    const { processId, themeId, accountId, point, ...text } = command;
    return this.unitOfWork.run(async (em) => {
      if ((await em.count(Theme, { id: themeId, process: processId })) === 0) throw notFound();
      const now = this.clock.now();
      const secret = newSecret(this.dice);
      const proposal = em.create(Proposal, {
        ...text,
        latitude: point?.latitude ?? null,
        longitude: point?.longitude ?? null,
        id: this.ids.next(),
        process: processId,
        number: await this.sequence.next(processId, 'proposal'),
        theme: themeId,
        authorLocale: options.locale ?? text.lang,
        account: accountId,
        state: 'submitted',
        hiddenFrom: null,
        endorsements: 0,
        submittedAt: now,
        publishedAt: null,
        tabledAt: null,
        emailConfirmedAt: null,
        answers: options.answers ?? [],
        termsVersion: options.termsVersion ?? null,
        termsAcceptedAt: options.termsVersion ? now : null,
        receiptHash: hashOf(secret),
        ...(options.received
          ? {
              channel: options.received.channel,
              receivedOn: options.received.on,
              contact: options.received.contact,
              keyedBy: by.kind === 'account' ? by.id : null,
            }
          : {}),
      });
      em.persist(proposal);
      em.persist(
        em.create(ProposalVersion, {
          id: this.ids.next(),
          proposal,
          version: 1,
          title: text.title,
          body: text.body,
          note: null,
          at: now,
        }),
      );
      const isHeld = await this.policy.holds(processId, by, { isSuspicious: options.isSuspicious ?? false });
      this.events.record(
        'proposals.proposal-submitted',
        {
          proposalId: proposal.id,
          number: proposal.number,
          isHeld,
          ...(options.received ? { channel: options.received.channel } : {}),
          ...(options.invitationId ? { invitationId: options.invitationId } : {}),
        },
        by,
        processId,
      );
      proposal.become(isHeld ? 'held' : 'published', now);
      if (isHeld) await this.moderation.hold(processId, { kind: 'proposal', id: proposal.id }, by);
      else this.events.record('proposals.proposal-published', { proposalId: proposal.id }, by, processId);
      await this.receiptMail.queue(proposal, secret);
      return { id: proposal.id, number: proposal.number, secret };
    });
  }

  /**
   * Puts an account's name under a proposal. Once per account, however often it is asked; somebody who stands behind a proposal that goes on in this
   * one is counted already. The new row keeps the proposal from being merged until this is over. Refuses with `endorsing-closed` what was merged just before.
   */
  async endorse(proposalId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async () => {
      const added = await this.reader.first(sql`
        insert into endorsement (id, proposal_id, account_id, at) values (${this.ids.next()}, ${proposalId}, ${by.id}, ${this.clock.now()})
        on conflict (proposal_id, account_id) do nothing returning id`);
      if (!added) return;
      const proposal = await this.reader.first(sql<{ processId: string; state: ProposalState; isKnown: boolean }>`
        select p.process_id as "processId", p.state, exists (select 1 from endorsement e where e.account_id = ${by.id} and e.proposal_id <> p.id
          and e.proposal_id in ${lineOf(sql`p.id`)}) as "isKnown" from proposal p where p.id = ${proposalId}`);
      if (!proposal) throw notFound();
      if (goesOn(proposal.state)) throw new RefusedError({ code: 'endorsing-closed' }, 409);
      if (!proposal.isKnown) this.supports.add(proposalId);
      this.events.record('proposals.proposal-endorsed', { proposalId }, by, proposal.processId);
    });
  }
}

/** The proposal, locked until the use case ends, so that two people changing its state wait for one another. */
export async function lockProposal(em: EntityManager, proposalId: string): Promise<Proposal> {
  const proposal = await em.findOne(Proposal, { id: proposalId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!proposal) throw notFound();
  return proposal;
}

/** Several of one process, locked in the order of their numbers; 404 unless all of them belong to it. */
export async function lockProposals(em: EntityManager, processId: string, proposalIds: readonly string[]): Promise<Proposal[]> {
  const ids = [...new Set(proposalIds)];
  const proposals = await em.find(
    Proposal,
    { id: { $in: ids }, process: processId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { number: 'asc' } },
  );
  if (proposals.length !== ids.length) throw notFound();
  return proposals;
}
