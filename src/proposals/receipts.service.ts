import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ModerationService } from '../moderation/index.js';
import { Events } from '../platform/events/events.js';
import { AddressProof } from './address-proof.js';
import { placeOf, type ConfirmAddress, type ReviseProposal, type SetPlace, type WithdrawProposal } from './domain/index.js';
import './happenings.js';
import { ProposalVersion, Withdrawal } from './proposal.entity.js';
import { lockProposal } from './proposals.service.js';

/** What an author does with their proposal (see `mayAsAuthor`). */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly proof: AddressProof,
    private readonly moderation: ModerationService,
  ) {}

  /** The author reads the mailbox they gave: they came by the link that was sent to it. Refuses with `proof-wrong`. */
  async confirmAddress(proposalId: string, { proof }: ConfirmAddress, by: Actor): Promise<void> {
    if (!this.proof.holds(proposalId, proof)) throw new RefusedError({ code: 'proof-wrong' }, 409);
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if (proposal.confirmAddress(this.clock.now()))
        this.events.record('proposals.address-confirmed', { proposalId }, by, proposal.process.id);
    });
  }

  /** A new version of the text; the versions before stay readable. The same text again changes nothing. */
  async revise(proposalId: string, { title, body, note }: ReviseProposal, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if (proposal.title === title && proposal.body === body) return;
      const version = (await em.count(ProposalVersion, { proposal })) + 1;
      proposal.revise({ title, body });
      em.persist(em.create(ProposalVersion, { id: this.ids.next(), proposal, version, title, body, note, at: this.clock.now() }));
      this.events.record('proposals.proposal-revised', { proposalId, version }, by, proposal.process.id);
    });
  }

  /** Says, moves or takes away the place that it is about. The same place again changes nothing. */
  async place(proposalId: string, command: SetPlace, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if (proposal.place(placeOf(command)))
        this.events.record('proposals.proposal-placed', { proposalId }, by, proposal.process.id);
    });
  }

  /** Takes the proposal back; its page stays and says so. */
  async withdraw(proposalId: string, { reason }: WithdrawProposal, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if (!proposal.become('withdrawn', this.clock.now())) return;
      em.persist(em.create(Withdrawal, { id: this.ids.next(), proposal, reason, at: this.clock.now() }));
      await this.moderation.close({ kind: 'proposal', id: proposalId }, by);
      this.events.record('proposals.proposal-withdrawn', { proposalId }, by, proposal.process.id);
    });
  }
}
