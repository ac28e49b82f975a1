import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Point } from '../kernel/geo.js';
import type { Locale } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import type { QuestionAnswer } from '../process/domain/index.js';
import { Area, Process, Theme } from '../process/index.js';
import type { Sector } from '../participants/domain/index.js';
import { mayFollow, proposalNumber, type Channel, type DraftValues, type ProposalState } from './domain/index.js';

const CONFIGURATION = `(case "lang" when 'en' then 'mesa_en'::regconfig when 'fr' then 'mesa_fr'::regconfig else 'mesa_es'::regconfig end)`;
const SEARCH = `(setweight(to_tsvector(${CONFIGURATION}, "title"), 'A') || setweight(to_tsvector(${CONFIGURATION}, "body"), 'B')) stored`;

const PLAIN_TITLE = `(mesa_unaccent(lower(("title")::text))) stored`;
/** A number drawn once for each proposal, evenly from 0 to 2^28 - 1: its place in the circle that a shuffled list goes round. */
const LOT = `(((('x' || "left"(md5(("id")::text), 7)))::bit(28))::integer) stored`;
/** The day by which an area owes its review; for those that owe none, after all days. */
const DEADLINE = `coalesce(case when "state" = 'in-review' then "review_due_on" end, 'infinity'::date)`;

const ProposalSchema = defineEntity({
  name: 'Proposal',
  tableName: 'proposal',
  uniques: [{ properties: ['process', 'number'] }],
  indexes: [
    { properties: ['process', 'state'] },
    { properties: ['process', 'theme', 'number'] },
    { properties: ['process', 'endorsements', 'number'] },
    { properties: ['process', 'comments', 'number'] },
    { properties: ['process', 'lot', 'number'] },
    {
      name: 'proposal_point',
      expression:
        'create index "proposal_point" on "proposal" ("process_id", "longitude", "latitude") where "latitude" is not null',
    },
    {
      name: 'proposal_deadline',
      expression: `create index "proposal_deadline" on "proposal" ("process_id", (${DEADLINE}), "number")`,
    },
    { name: 'proposal_search', expression: 'create index "proposal_search" on "proposal" using gin ("search")' },
    {
      name: 'proposal_title_likeness',
      expression: 'create index "proposal_title_likeness" on "proposal" using gin ("plain_title" gin_trgm_ops)',
    },
  ],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** P-047: counts from 1 in its process, without gaps. */
    number: p.integer(),
    theme: () => p.manyToOne(Theme).ref(),
    title: p.string().length(120),
    body: p.text(),
    /** The language the text is written in. */
    lang: p.string().length(2).$type<Locale>(),
    authorName: p.string().length(120),
    /** Never public. Lower case. Null where its author gave none, on paper or by telephone, or where it was imported. */
    authorEmail: p.string().length(254).strictNullable(),
    /** The language its author reads mail in. */
    authorLocale: p.string().length(2).$type<Locale>(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    sector: p.string().length(20).$type<Sector>(),
    onBehalfOf: p.string().length(200).strictNullable(),
    neighbourhood: p.string().length(120).strictNullable(),
    /** The place it is about, in degrees; both or none. Rounded as its author wanted (`keptPoint`). */
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    state: p.string().length(30).$type<ProposalState>(),
    /** What the process calls the part of its state that it is in; null for the state alone. */
    ownStateId: p.uuid().nullable(),
    /** Where it stood when it was hidden; null while it is not. */
    hiddenFrom: p.string().length(30).$type<ProposalState>().strictNullable(),
    /** How many accounts endorsed it: the rows of `endorsement`, counted in the same transaction. */
    endorsements: p.integer(),
    /** How many comments about it are in sight. Kept by the database. */
    comments: p.integer().default(0),
    /** The earliest day by which an area still owes its review. Kept by the database. */
    reviewDueOn: p.date().nullable(),
    /** The title in lower case and without accents, to be compared letter by letter. Kept by the database. */
    plainTitle: p.text().generated(PLAIN_TITLE).lazy().nullable(),
    lot: p.integer().generated(LOT).lazy().nullable(),
    submittedAt: p.datetime(),
    publishedAt: p.datetime().strictNullable(),
    /** When a roundtable first took it. */
    tabledAt: p.datetime().strictNullable(),
    emailConfirmedAt: p.datetime().strictNullable(),
    /** The version of the process's terms that was accepted with it, and when; null where none was asked for. */
    termsVersion: p.integer().strictNullable(),
    termsAcceptedAt: p.datetime().strictNullable(),
    /** Answers to the questions of the call, with the questions as they were asked. Some are not public. */
    answers: p.json<readonly QuestionAnswer[]>().default([]),
    /** How it came. */
    channel: p.string().length(10).$type<Channel>().default('web'),
    /** For what the team keyed in: the day on which it was received, and who keyed it. */
    receivedOn: p.date().nullable(),
    keyedBy: p.uuid().nullable(),
    /** A way to reach its author other than mail, as given and with consent. Never public. */
    contact: p.string().length(120).nullable(),
    /** SHA-256 of the 128-bit secret in the receipt's private link. */
    receiptHash: p.string().length(64).unique(),
    /** For full-text search, in the text's own language; the title weighs most. Kept by the database. */
    search: p.text().columnType('tsvector').generated(SEARCH).lazy().nullable(),
  },
});

/** What a participant asks to be done. */
export class Proposal extends ProposalSchema.class {
  /** Moves along the table of states; throws what the table refuses. True when this changed anything. */
  become(state: ProposalState, now: Date): boolean {
    const refusal = mayFollow(this.state, state);
    if (refusal)
      throw new RefusedError({ ...refusal, params: { ...refusal.params, proposal: proposalNumber(this.number) } }, 409);
    if (this.state === state) return false;
    this.state = state;
    this.ownStateId = null;
    if (state === 'published') this.publishedAt ??= now;
    if (state === 'on-the-table') this.tabledAt ??= now;
    return true;
  }

  /** Out of sight; `show` brings it back to where it stood. */
  hide(now: Date): boolean {
    const { state } = this;
    if (!this.become('hidden', now)) return false;
    this.hiddenFrom = state;
    return true;
  }

  /** Back to where it stood when it was hidden, wherever that was in the table of states. */
  show(now: Date): boolean {
    if (this.state !== 'hidden') return false;
    this.state = this.hiddenFrom ?? 'published';
    this.hiddenFrom = null;
    if (this.state === 'published') this.publishedAt ??= now;
    return true;
  }

  /** Waits for a person again; only what nobody has begun to look after can. */
  hold(now: Date): boolean {
    return this.become('held', now);
  }

  /** Back to what it was before something that was undone; no step of its life, so no rule of steps. */
  restore(state: ProposalState): void {
    this.state = state;
    this.ownStateId = null;
  }

  revise(text: { title: string; body: string }): void {
    this.title = text.title;
    this.body = text.body;
  }

  /** True when this changed anything. */
  place(point: Point | null): boolean {
    const [latitude, longitude] = [point?.latitude ?? null, point?.longitude ?? null];
    if ((this.latitude ?? null) === latitude && (this.longitude ?? null) === longitude) return false;
    [this.latitude, this.longitude] = [latitude, longitude];
    return true;
  }

  /** Doing it twice changes nothing. */
  confirmAddress(now: Date): boolean {
    if (this.emailConfirmedAt) return false;
    this.emailConfirmedAt = now;
    return true;
  }
}
ProposalSchema.setClass(Proposal);

const ProposalVersionSchema = defineEntity({
  name: 'ProposalVersion',
  tableName: 'proposal_version',
  uniques: [{ properties: ['proposal', 'version'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    /** From 1. */
    version: p.integer(),
    title: p.string().length(120),
    body: p.text(),
    /** What changed, in its author's words; null for the first. */
    note: p.string().length(200).strictNullable(),
    at: p.datetime(),
  },
});

/** A proposal's text as it stood. */
export class ProposalVersion extends ProposalVersionSchema.class {}
ProposalVersionSchema.setClass(ProposalVersion);

const ProposalDraftSchema = defineEntity({
  name: 'ProposalDraft',
  tableName: 'proposal_draft',
  indexes: [{ properties: ['account'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** Who writes it, once they wrote signed in: then they find it from any of their devices. */
    account: () => p.manyToOne(Account).ref().strictNullable().default(null),
    /** SHA-256 of the secret that its author's browser keeps in its sealed session. */
    secretHash: p.string().length(64).unique(),
    /** What was typed so far, by step. */
    idea: p.json<DraftValues>(),
    text: p.json<DraftValues>().strictNullable(),
    author: p.json<DraftValues>().strictNullable(),
    /** When the first form was issued; null when its signature did not hold. */
    startedAt: p.datetime().strictNullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    /** The proposal it became. */
    proposalId: p.uuid().strictNullable(),
  },
});

/** A proposal being written, kept on the server so that a lost connection or another day costs nothing. */
export class ProposalDraft extends ProposalDraftSchema.class {}
ProposalDraftSchema.setClass(ProposalDraft);

const WithdrawalSchema = defineEntity({
  name: 'Withdrawal',
  tableName: 'withdrawal',
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.oneToOne(Proposal).ref().owner(),
    reason: p.text().strictNullable(),
    at: p.datetime(),
  },
});

/** An author takes a proposal back. */
export class Withdrawal extends WithdrawalSchema.class {}
WithdrawalSchema.setClass(Withdrawal);

const EndorsementSchema = defineEntity({
  name: 'Endorsement',
  tableName: 'endorsement',
  uniques: [{ properties: ['proposal', 'account'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    account: () => p.manyToOne(Account).ref(),
    at: p.datetime(),
  },
});

/** A participant's name under a proposal: one per account. */
export class Endorsement extends EndorsementSchema.class {}
EndorsementSchema.setClass(Endorsement);

const AssignmentSchema = defineEntity({
  name: 'Assignment',
  tableName: 'proposal_assignment',
  uniques: [{ properties: ['proposal', 'area'] }],
  indexes: [{ properties: ['area', 'reviewedAt'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    area: () => p.manyToOne(Area).ref(),
    /** Day of the calendar by which the area should answer. */
    dueOn: p.date(),
    assignedAt: p.datetime(),
    /** When the area's latest review was published; null while it owes one. */
    reviewedAt: p.datetime().strictNullable(),
  },
});

/** A proposal sent to an area for its review, until a day. */
export class Assignment extends AssignmentSchema.class {}
AssignmentSchema.setClass(Assignment);
