import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Process } from '../process/index.js';
import type {
  ImportCounts,
  ImportKind,
  ImportMapping,
  ImportState,
  RowOutcome,
  RowRemark,
  TableColumn,
  TableFormat,
} from './domain/index.js';

const ProposalImportSchema = defineEntity({
  name: 'ProposalImport',
  tableName: 'proposal_import',
  indexes: [{ properties: ['process', 'createdAt'] }, { properties: ['state'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    /** Who brought it, as the record shows. */
    actorName: p.string().length(120),
    kind: p.string().length(10).$type<ImportKind>(),
    /** Where the rows come from, in words; public on each proposal. */
    sourceName: p.string().length(120),
    fileName: p.string().length(200),
    format: p.string().length(20).$type<TableFormat>(),
    columns: p.json<readonly TableColumn[]>(),
    mapping: p.json<ImportMapping>(),
    state: p.string().length(10).$type<ImportState>(),
    /** Rows of the file. */
    total: p.integer(),
    /** The last row that the pass at hand has done; it goes on behind it. */
    position: p.integer(),
    counts: p.json<ImportCounts>(),
    createdAt: p.datetime(),
    /** When its job last did something. */
    movedAt: p.datetime(),
    /** How often its job failed since it last did something. */
    tries: p.integer(),
    /** When its job was given up: it waits for somebody. */
    failedAt: p.datetime().strictNullable(),
    doneAt: p.datetime().strictNullable(),
    undoneAt: p.datetime().strictNullable(),
  },
});

/** A file of proposals, or of answers to them, on its way in: looked at row by row, brought in by a job, undone as a whole. */
export class ProposalImport extends ProposalImportSchema.class {}
ProposalImportSchema.setClass(ProposalImport);

const ProposalImportRowSchema = defineEntity({
  name: 'ProposalImportRow',
  tableName: 'proposal_import_row',
  indexes: [
    { properties: ['importId', 'outcome', 'position'] },
    { properties: ['importId', 'key'] },
    { properties: ['answerId'] },
  ],
  properties: {
    importId: p.uuid().primary(),
    /** From 1, in the order of the file. */
    position: p.integer().primary(),
    /** Where the file has it, as people count: the line of a text, the row of a sheet, the place in a list. */
    line: p.integer(),
    /** As the file has them; emptied some time after it is done. */
    cells: p.json<readonly string[]>(),
    outcome: p.string().length(10).$type<RowOutcome>(),
    remarks: p.json<readonly RowRemark[]>(),
    /** What the source calls it. */
    key: p.string().length(120).strictNullable(),
    proposalId: p.uuid().strictNullable(),
    /** The review, draft or response that the row became. */
    answerId: p.uuid().strictNullable(),
    /** The state of the proposal before an answer was brought in. */
    before: p.string().length(30).strictNullable(),
  },
});

/** One row of an import, with what is wrong with it and what it became. */
export class ProposalImportRow extends ProposalImportRowSchema.class {}
ProposalImportRowSchema.setClass(ProposalImportRow);
