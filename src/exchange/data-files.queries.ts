import { Injectable } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { FileFormat, FileReach, FileState } from './domain/index.js';

export interface DataFileRow {
  id: string;
  processId: string;
  accountId: string | null;
  reach: FileReach;
  format: FileFormat;
  locale: Locale;
  hasMark: boolean;
  state: FileState;
  filename: string;
  total: number;
  written: number;
  size: number | null;
  createdAt: Date;
  readyAt: Date | null;
  expiresAt: Date;
}

const COLUMNS = sql`id, process_id as "processId", account_id as "accountId", reach, format, locale, has_mark as "hasMark", state, filename, total, written, size,
  created_at as "createdAt", ready_at as "readyAt", expires_at as "expiresAt"`;

/** Files that were made, and what is in them. */
@Injectable()
export class DataFilesQueries {
  constructor(private readonly reader: Reader) {}

  async one(id: string): Promise<DataFileRow | null> {
    return isId(id) ? this.reader.first(sql<DataFileRow>`select ${COLUMNS} from data_file where id = ${id}`) : null;
  }

  /** Somebody's own, the newest first, as long as they can be taken. */
  ofAccount(processId: string, accountId: string, now: Date): Promise<DataFileRow[]> {
    return this.reader.rows(sql<DataFileRow>`
      select ${COLUMNS} from data_file where process_id = ${processId} and account_id = ${accountId} and reach = 'team' and expires_at > ${now}
      order by created_at desc, id desc limit 20`);
  }

  /** Those for everybody in a language: the newest ready one of each format, and those on their way. */
  open(processId: string, locale: Locale, now: Date): Promise<DataFileRow[]> {
    return this.reader.rows(sql<DataFileRow>`
      select distinct on (format, state = 'ready') ${COLUMNS} from data_file
      where process_id = ${processId} and reach = 'public' and locale = ${locale} and expires_at > ${now}
      order by format, state = 'ready', created_at desc, id desc`);
  }

  /** The bytes of a file, a piece at a time. */
  async *bytes(id: string): AsyncGenerator<Buffer> {
    for (let position = 0; ; position++) {
      const piece = await this.reader.first(sql<{ bytes: Uint8Array }>`
        select bytes from data_file_piece where file_id = ${id} and position = ${position}`);
      if (!piece) return;
      yield Buffer.from(piece.bytes);
    }
  }
}
