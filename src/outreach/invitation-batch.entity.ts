import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Locale } from '../kernel/localized.js';
import { Organisation } from '../participants/index.js';
import { Process, Theme } from '../process/index.js';
import { Contact } from './contact.entity.js';
import type { InvitationAnswer, MessageTexts } from './domain/index.js';

const InvitationBatchSchema = defineEntity({
  name: 'InvitationBatch',
  tableName: 'invitation_batch',
  indexes: [{ properties: ['process', 'sentAt'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** What the organisations are asked about; null for the call as a whole. */
    theme: () => p.manyToOne(Theme).ref().strictNullable(),
    /** Until when an answer is asked for, as the message says. */
    deadline: p.date(),
    texts: p.json<MessageTexts>(),
    /** Whom it goes to, chosen before it is sent. */
    organisationIds: p.json<readonly string[]>(),
    mostReminders: p.integer(),
    /** Least days between two letters to one organisation. */
    reminderDays: p.integer(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    createdAt: p.datetime(),
    sentAt: p.datetime().strictNullable(),
  },
});

/** Invitations that are written and sent together. */
export class InvitationBatch extends InvitationBatchSchema.class {}
InvitationBatchSchema.setClass(InvitationBatch);

const OrganisationInvitationSchema = defineEntity({
  name: 'OrganisationInvitation',
  tableName: 'organisation_invitation',
  uniques: [{ properties: ['batch', 'organisation'] }],
  properties: {
    id: p.uuid().primary(),
    batch: () => p.manyToOne(InvitationBatch).ref(),
    organisation: () => p.manyToOne(Organisation).ref().index(),
    /** When its link was first opened. */
    openedAt: p.datetime().strictNullable(),
    answeredAt: p.datetime().strictNullable(),
    answer: p.string().length(20).$type<InvitationAnswer>().strictNullable(),
    /** What they wrote when they said no; for coordinators. */
    note: p.string().length(1000).strictNullable(),
    /** The first proposal that was sent from its link. */
    proposalId: p.uuid().strictNullable(),
  },
});

/** An organisation invited by name. */
export class OrganisationInvitation extends OrganisationInvitationSchema.class {
  /** The first answer counts; a proposal counts more than a no. True when this changed anything. */
  answerWith(answer: InvitationAnswer, now: Date, more: { note?: string | null; proposalId?: string } = {}): boolean {
    if (this.answer === 'proposal' || this.answer === answer) return false;
    this.answer = answer;
    this.answeredAt ??= now;
    this.note = more.note ?? this.note;
    this.proposalId = more.proposalId ?? null;
    return true;
  }
}
OrganisationInvitationSchema.setClass(OrganisationInvitation);

const InvitationLetterSchema = defineEntity({
  name: 'InvitationLetter',
  tableName: 'invitation_letter',
  indexes: [{ properties: ['invitation', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    invitation: () => p.manyToOne(OrganisationInvitation).ref(),
    /** To whom; null once the contact was taken out. */
    contact: () => p.manyToOne(Contact).ref().strictNullable().index().deleteRule('set null'),
    kind: p.string().length(20).$type<LetterKind>(),
    locale: p.string().length(2).$type<Locale>(),
    /** SHA-256 of the 128-bit secret in its link. Every letter has a link of its own, and all of them lead to the invitation. */
    secretHash: p.string().length(64).unique(),
    at: p.datetime(),
    /** A coordinator was told that it came back. */
    bouncedAt: p.datetime().strictNullable(),
  },
});

export type LetterKind = 'first' | 'reminder' | 'again';

/** One mail of an invitation. The mail itself is the platform's, under the key `outreach/letter/<id>`. */
export class InvitationLetter extends InvitationLetterSchema.class {}
InvitationLetterSchema.setClass(InvitationLetter);
