import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Locale } from '../kernel/localized.js';
import { Process } from '../process/index.js';
import type { FileFormat, FileState, FileReach } from './domain/index.js';

const DataFileSchema = defineEntity({
  name: 'DataFile',
  tableName: 'data_file',
  indexes: [{ properties: ['process', 'reach', 'createdAt'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** Whose it is, and who alone may take it; null for one that is for everybody. */
    account: () => p.manyToOne(Account).ref().strictNullable(),
    reach: p.string().length(10).$type<FileReach>(),
    format: p.string().length(10).$type<FileFormat>(),
    locale: p.string().length(2).$type<Locale>(),
    /** Whether its tables begin with a byte order mark, as spreadsheets want it. */
    hasMark: p.boolean(),
    state: p.string().length(10).$type<FileState>(),
    filename: p.string().length(200),
    /** Proposals to write, and written so far. */
    total: p.integer(),
    written: p.integer(),
    /** In bytes, when it is ready. */
    size: p.bigint('number').strictNullable(),
    createdAt: p.datetime(),
    readyAt: p.datetime().strictNullable(),
    /** From then on nobody gets it, and then it is forgotten. */
    expiresAt: p.datetime(),
  },
});

/** The proposals of a process as a file, made by a job. */
export class DataFile extends DataFileSchema.class {}
DataFileSchema.setClass(DataFile);

const DataFilePieceSchema = defineEntity({
  name: 'DataFilePiece',
  tableName: 'data_file_piece',
  properties: {
    fileId: p.uuid().primary(),
    /** From 0. */
    position: p.integer().primary(),
    bytes: p.blob(),
  },
});

/** A part of a file: in the database, so that any process of the instance can give it out, and written and read one at a time. */
export class DataFilePiece extends DataFilePieceSchema.class {}
DataFilePieceSchema.setClass(DataFilePiece);
