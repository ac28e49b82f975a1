import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { SYSTEM, type Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { isId } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { BatchesService } from './batches.service.js';
import { mayRemind, mayResend } from './domain/index.js';
import './happenings.js';
import { InvitationLetter, OrganisationInvitation, type LetterKind } from './invitation-batch.entity.js';
import { InvitationsQueries, type InvitedRow } from './invitations.queries.js';
import { hashOf, Letters } from './letters.js';
import type { InvitationRow } from './outreach-rows.js';

/** Invitations once they are sent: reminders, letters sent again, mail that came back, and what the invited do with their link. */
@Injectable()
export class InvitationsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: BatchesService,
    private readonly letters: Letters,
    private readonly queries: InvitationsQueries,
    private readonly reader: Reader,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(
      'proposals.proposal-submitted',
      'outreach.note-answer',
      async ({ body }) => {
        if (body.invitationId) await this.noteProposal(body.invitationId, body.proposalId);
      },
      ({ invitationId }) => Boolean(invitationId),
    );
  }

  /** Writes to those of a batch to whom a reminder is due. Returns how many; refuses with `nobody-to-remind`. */
  async remind(processId: string, batchId: string, by: Actor): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      await em.execute('select id from invitation_batch where id::text = ? for update', [batchId]);
      const { batch } = await this.batches.open(processId, batchId);
      const due = (await this.queries.invitations(processId, { batchId })).filter((invitation) =>
        mayRemind(invitation, batch, this.clock.now()),
      );
      const sent = await this.writeTo(em, processId, batchId, due, 'reminder');
      if (sent.length === 0) throw new RefusedError({ code: 'nobody-to-remind' }, 409);
      this.events.record('outreach.reminders-sent', { batchId, letters: sent.length }, by, processId);
      return sent.length;
    });
  }

  /** Sends the letter again, to the contact that is written to now. Refuses with `cannot-resend`, `nobody-to-write-to`. */
  async resend(processId: string, invitationId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const invitation = await this.locked(em, invitationId);
      const row = (await this.queries.invitations(processId, { batchId: invitation.batch.id })).find(
        ({ id }) => id === invitationId,
      );
      if (!row) throw notFound();
      if (!mayResend(row)) throw new RefusedError({ code: 'cannot-resend' }, 409);
      const [letterId] = await this.writeTo(em, processId, row.batchId, [row], 'again');
      if (!letterId) throw new RefusedError({ code: 'nobody-to-write-to' }, 409);
      this.events.record('outreach.letter-resent', { invitationId, letterId }, by, processId);
    });
  }

  /** Notes that the last letter came back, or that this was a mistake. */
  async noteBounce(processId: string, invitationId: string, hasBounced: boolean, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const invitation = await this.locked(em, invitationId);
      const row = (await this.queries.invitations(processId, { batchId: invitation.batch.id })).find(
        ({ id }) => id === invitationId,
      );
      if (!row) throw notFound();
      const letter = await em.findOneOrFail(InvitationLetter, row.letterId);
      if ((letter.bouncedAt !== null) === hasBounced) return;
      letter.bouncedAt = hasBounced ? this.clock.now() : null;
      this.events.record('outreach.bounce-noted', { letterId: letter.id, hasBounced }, by, processId);
    });
  }

  /** The invitation of a link; null when there is none. */
  invited(secret: string): Promise<InvitedRow | null> {
    return this.queries.invited(hashOf(secret));
  }

  /** Notes when the link was first opened. Nothing is used up by it, however often mail scanners look. */
  async noteOpening(invitationId: string): Promise<void> {
    await this.reader.rows(sql`
      update organisation_invitation set opened_at = ${this.clock.now()} where id = ${invitationId} and opened_at is null`);
  }

  /** "Not this time": an answer that counts as one. */
  async decline(invitationId: string, note: string | null, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const invitation = await this.locked(em, invitationId);
      if (invitation.answerWith('not-this-time', this.clock.now(), { note })) await this.recordAnswer(invitation, by);
    });
  }

  /** A proposal in the organisation's name answers its invitation; the first one counts. */
  async noteProposal(invitationId: string, proposalId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const invitation = await this.locked(em, invitationId);
      const isNew = invitation.answerWith('proposal', this.clock.now(), { proposalId });
      invitation.openedAt ??= this.clock.now();
      if (isNew) await this.recordAnswer(invitation, SYSTEM);
    });
  }

  private async recordAnswer(invitation: OrganisationInvitation, by: Actor): Promise<void> {
    const batch = await invitation.batch.loadOrFail();
    const answer = invitation.answer ?? 'proposal';
    this.events.record('outreach.invitation-answered', { invitationId: invitation.id, answer }, by, batch.process.id);
  }

  private async writeTo(
    em: EntityManager,
    processId: string,
    batchId: string,
    rows: readonly InvitationRow[],
    kind: LetterKind,
  ): Promise<string[]> {
    const { message, chosen } = await this.batches.open(processId, batchId);
    const byId = new Map(chosen.map((one) => [one.organisation.id, one]));
    const sent: string[] = [];
    for (const row of rows) {
      const { contact, receiver } = byId.get(row.organisationId) ?? {};
      if (!contact || !receiver) continue;
      const invitation = em.getReference(OrganisationInvitation, row.id);
      sent.push(await this.letters.send(em, invitation, kind, message, { ...receiver, contactId: contact.id }));
    }
    return sent;
  }

  private async locked(em: EntityManager, invitationId: string): Promise<OrganisationInvitation> {
    if (!isId(invitationId)) throw notFound();
    const found = await em.findOne(OrganisationInvitation, { id: invitationId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!found) throw notFound();
    return found;
  }
}
