import { defineEntity, p } from '@mikro-orm/core';
import { RefusedError } from '../kernel/refusal.js';
import { Process, Theme } from '../process/index.js';
import { moved, type SheetDocument, type SheetMove, type SheetState, type VersionKind } from './domain/index.js';

const CommitmentSheetSchema = defineEntity({
  name: 'CommitmentSheet',
  tableName: 'commitment_sheet',
  uniques: [{ properties: ['process', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    theme: () => p.manyToOne(Theme).ref().strictNullable(),
    /** The roundtable it came from; null when it says in `declaredOrigin` where else from. */
    roundtableId: p.uuid().strictNullable().index(),
    declaredOrigin: p.text().strictNullable(),
    templateKey: p.string().length(60),
    /** Counts from 1 in its process. */
    number: p.integer(),
    /** The text of the template's title field, for lists. */
    title: p.text(),
    state: p.string().length(20).$type<SheetState>(),
    /** The working text; what the public reads is the newest SheetVersion. */
    document: p.json<SheetDocument>(),
    /** Grows with every change of the working text. */
    revision: p.integer(),
    /** The newest version that was shared; 0 before the first. */
    version: p.integer(),
    createdAt: p.datetime(),
    changedAt: p.datetime(),
    publishedAt: p.datetime().strictNullable(),
  },
});

/** The text of a commitment in the making, by a template. */
export class CommitmentSheet extends CommitmentSheetSchema.class {
  /** Replaces the working text; `title` is what the template's title field now says. */
  write(document: SheetDocument, title: string, now: Date): void {
    this.document = document;
    this.title = title;
    this.revision += 1;
    this.changedAt = now;
    if (this.state === 'topic') this.move('write');
  }

  /** Changes the state, or refuses with the move's code. */
  move(move: SheetMove): void {
    const outcome = moved(this.state, move);
    if ('refusal' in outcome) throw new RefusedError(outcome.refusal);
    this.state = outcome.to;
  }

  publish(now: Date): void {
    this.move('publish');
    this.publishedAt = now;
  }
}
CommitmentSheetSchema.setClass(CommitmentSheet);

const SheetVersionSchema = defineEntity({
  name: 'SheetVersion',
  tableName: 'sheet_version',
  uniques: [{ properties: ['sheet', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    sheet: () => p.manyToOne(CommitmentSheet).ref(),
    number: p.integer(),
    kind: p.string().length(10).$type<VersionKind>(),
    document: p.json<SheetDocument>(),
    /** Why the text changed, in public; the first version may say nothing. */
    reason: p.text().strictNullable(),
    at: p.datetime(),
    by: p.uuid().strictNullable(),
  },
});

/** The text as it was shared at one moment. Append-only. */
export class SheetVersion extends SheetVersionSchema.class {}
SheetVersionSchema.setClass(SheetVersion);

const CommentRoundSchema = defineEntity({
  name: 'CommentRound',
  tableName: 'comment_round',
  properties: {
    id: p.uuid().primary(),
    sheet: () => p.manyToOne(CommitmentSheet).ref(),
    /** The version that was shared when it opened. */
    version: p.integer(),
    openedAt: p.datetime(),
    /** The day announced as its last; people close it, so that a late comment is not lost to a clock. */
    closesOn: p.date(),
    closedAt: p.datetime().strictNullable(),
  },
});

/** The time in which anybody may comment on a draft. */
export class CommentRound extends CommentRoundSchema.class {}
CommentRoundSchema.setClass(CommentRound);
