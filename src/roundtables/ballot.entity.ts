import { defineEntity, p } from '@mikro-orm/core';
import {
  settledRules,
  type BallotRules,
  type BallotState,
  type Choices,
  type ClosingRule,
  type Count,
  type Electorate,
  type Paper,
  type Reasons,
  type Secrecy,
  type SectorTally,
  type TallyMethod,
  type TieRule,
} from './domain/index.js';
import { AgendaStep, Roundtable } from './roundtable.entity.js';

const MINUTE_MS = 60_000;

const BallotSchema = defineEntity({
  name: 'Ballot',
  tableName: 'ballot',
  uniques: [{ properties: ['step', 'round'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    step: () => p.manyToOne(AgendaStep).ref(),
    round: p.integer(),
    question: p.string().length(200),
    method: p.string().length(20).$type<TallyMethod>(),
    budget: p.integer(),
    perOption: p.integer(),
    quorum: p.integer(),
    tieRule: p.string().length(30).$type<TieRule>(),
    electorate: p.string().length(20).$type<Electorate>().default('seated'),
    closingRule: p.string().length(20).$type<ClosingRule>().default('by-hand'),
    /** Of a ballot that ends by itself: so long after its opening. */
    minutes: p.integer().strictNullable(),
    secrecy: p.string().length(10).$type<Secrecy>().default('secret'),
    declaredAt: p.datetime(),
    openedAt: p.datetime().strictNullable(),
    closedAt: p.datetime().strictNullable(),
    /** Makes the voters' keys while it is open; destroyed by the closing, so that nobody can make them again. */
    secret: p.string().length(64).strictNullable().hidden(),
    count: p.json<Count>().strictNullable(),
    /** After the closing: the votes, the receipts, and the count by sector, each in an order of its own. Rows of votes are gone by then. */
    papers: p.json<Paper[]>().strictNullable(),
    receipts: p.json<string[]>().strictNullable(),
    sectors: p.json<SectorTally[]>().strictNullable(),
    decidedOptionId: p.uuid().strictNullable(),
    decisionReason: p.text().strictNullable(),
    decidedBy: p.string().length(120).strictNullable(),
  },
});

/** What the closing leaves of the votes. */
export interface Counted {
  readonly count: Count;
  readonly papers: Paper[];
  readonly receipts: string[];
  readonly sectors: SectorTally[];
}

/** A question put to the vote. */
export class Ballot extends BallotSchema.class {
  state(): BallotState {
    if (!this.openedAt) return 'declared';
    return this.closedAt ? 'closed' : 'open';
  }

  rules(options: number): BallotRules {
    const { method, budget, perOption, quorum, tieRule } = this;
    return settledRules({ method, budget, perOption, quorum, tieRule }, options);
  }

  /** When it ends by itself; null when it does not, or is not open. */
  endsAt(): Date | null {
    return this.openedAt && this.minutes !== null ? new Date(this.openedAt.getTime() + this.minutes * MINUTE_MS) : null;
  }

  /** Whether a vote is taken at this moment: the clock ends it, however late the program comes to count. */
  takesVotes(now: Date): boolean {
    const endsAt = this.endsAt();
    return this.state() === 'open' && (endsAt === null || now < endsAt);
  }

  open(secret: string, now: Date): void {
    this.secret = secret;
    this.openedAt = now;
  }

  close({ count, papers, receipts, sectors }: Counted, now: Date): void {
    this.count = count;
    this.papers = papers;
    this.receipts = receipts;
    this.sectors = sectors;
    this.closedAt = now;
    this.secret = null;
  }

  decide(optionId: string, reason: string, by: string): void {
    this.decidedOptionId = optionId;
    this.decisionReason = reason;
    this.decidedBy = by;
  }
}
BallotSchema.setClass(Ballot);

const BallotOptionSchema = defineEntity({
  name: 'BallotOption',
  tableName: 'ballot_option',
  properties: {
    id: p.uuid().primary(),
    ballot: () => p.manyToOne(Ballot).ref(),
    position: p.integer(),
    title: p.string().length(160),
    /** The stack of board 1 it stands for: its notes, the head first. */
    boardId: p.uuid(),
    noteIds: p.json<string[]>(),
  },
});

/** What can be chosen; the one that is chosen is the topic. */
export class BallotOption extends BallotOptionSchema.class {}
BallotOptionSchema.setClass(BallotOption);

const VoteSchema = defineEntity({
  name: 'Vote',
  tableName: 'vote',
  properties: {
    /** HMAC-SHA-256 of the attendance under the ballot's secret. No row holds who, when or from which sector. */
    voterKey: p.string().length(64).primary(),
    ballot: () => p.manyToOne(Ballot).ref(),
    choices: p.json<Choices>(),
    reasons: p.json<Reasons>().default('{}'),
  },
});

/** One answer to a ballot that is open. */
export class Vote extends VoteSchema.class {}
VoteSchema.setClass(Vote);
