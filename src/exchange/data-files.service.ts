import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { localized, type Locale } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Jobs, jobKind } from '../platform/jobs/jobs.js';
import { Retention } from '../platform/retention/retention.js';
import { processPath } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { DataFile } from './data-file.entity.js';
import { DataFilesQueries, type DataFileRow } from './data-files.queries.js';
import { DataTablesQueries, type DataScope } from './data-tables.queries.js';
import {
  columnsOf,
  DATA_TABLES,
  isFresh,
  PUBLIC_FILE_DAYS,
  TEAM_FILE_HOURS,
  type FileFormat,
  type FileReach,
} from './domain/index.js';
import './happenings.js';
import { csvStream } from './writers/csv.js';
import { packageStream } from './writers/data-package.js';
import { jsonStream } from './writers/json.js';
import { xlsxStream } from './writers/xlsx.js';

const Make = jobKind('exchange.make-file', z.object({ fileId: z.uuid() }));
const HOUR_MS = 3600 * 1000;
/** A piece of a file: as large as a row of the database bears well. */
const PIECE = 256 * 1024;

/** Makes files of the proposals of a process, and says who asked for which. Callers hold the permission. */
@Injectable()
export class DataFilesService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly tables: DataTablesQueries,
    private readonly files: DataFilesQueries,
    private readonly processes: ProcessQueries,
    private readonly translator: Translator,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.jobs.define(Make, ({ fileId }) => this.make(fileId));
    this.retention.keep({ name: 'exchange.files', days: 1, forget: (before) => this.forget(before) });
  }

  /** Has a file made; says its id. For everybody, one that is new enough, or on its way, is not made again. */
  async ask(
    process: { id: string; slug: string },
    wish: { reach: FileReach; format: FileFormat; hasMark: boolean; locale: Locale },
    by: Actor,
  ): Promise<string> {
    const { reach, format, hasMark, locale } = wish;
    const now = this.clock.now();
    return this.unitOfWork.run(async (em) => {
      if (reach === 'public') {
        // Two people asking at once ask for one file.
        await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`data-file/${process.id}/${format}/${locale}`]);
        const known = (await this.files.open(process.id, locale, now)).find(
          (each) => each.format === format && (each.state !== 'ready' || isFresh(each.createdAt, now)),
        );
        if (known) return known.id;
      }
      const id = this.ids.next();
      const day = now.toISOString().slice(0, 10);
      em.persist(
        em.create(DataFile, {
          ...{
            id,
            process: process.id,
            account: reach === 'team' && by.kind === 'account' ? by.id : null,
            reach,
            format,
            locale,
            hasMark,
          },
          ...{ state: 'waiting', total: 0, written: 0, size: null, createdAt: now, readyAt: null },
          filename: `${process.slug}-proposals-${day}${reach === 'team' ? '-team' : ''}.${format}`,
          expiresAt: new Date(now.getTime() + (reach === 'team' ? TEAM_FILE_HOURS : PUBLIC_FILE_DAYS * 24) * HOUR_MS),
        }),
      );
      this.events.record('exchange.file-asked-for', { fileId: id, reach, format }, by, process.id);
      await em.flush();
      await this.jobs.enqueue(Make, { fileId: id }, { key: id });
      return id;
    });
  }

  /** Puts on the record that somebody took what is not public. */
  async taken(file: { id: string; processId: string }, by: Actor): Promise<void> {
    await this.unitOfWork.run(() =>
      Promise.resolve(this.events.record('exchange.file-taken', { fileId: file.id }, by, file.processId)),
    );
  }

  /** Writes the file, from its beginning however far an earlier try came. */
  async make(fileId: string): Promise<void> {
    const file = await this.files.one(fileId);
    if (!file || file.state === 'ready') return;
    const process = (await this.processes.byId(file.processId)) as ProcessRow;
    const total = await this.tables.count(file.processId, file.reach === 'public');
    await this.reader.rows(sql`delete from data_file_piece where file_id = ${fileId}`);
    await this.reader.rows(sql`update data_file set state = 'making', total = ${total}, written = 0 where id = ${fileId}`);
    const size = await this.write(fileId, this.streamOf(file, process));
    const now = this.clock.now();
    await this.unitOfWork.run(async () => {
      await this.reader.rows(sql`
        update data_file set state = 'ready', size = ${size}, written = total, ready_at = ${now} where id = ${fileId}`);
      if (file.reach === 'public') await this.dropOlder(file);
    });
  }

  private streamOf(file: DataFileRow, process: ProcessRow): Readable {
    const t = this.translator.in(file.locale);
    const isPublic = file.reach === 'public';
    const scope: DataScope = {
      ...{ processId: file.processId, slug: process.slug, locale: file.locale, isPublic },
      words: { yes: t('exchange.yes'), no: t('exchange.no') },
    };
    const tell = async (count: number): Promise<void> => {
      await this.reader.rows(sql`update data_file set written = ${count} where id = ${file.id}`);
    };
    const batches = this.tables.batches('proposals', scope, tell);
    const columns = columnsOf(DATA_TABLES.proposals, isPublic).map(({ name }) => name);
    switch (file.format) {
      case 'csv':
        return csvStream(columns, batches, file.hasMark);
      case 'json':
        return jsonStream('proposals', columns, batches);
      case 'xlsx':
        return xlsxStream('proposals', columns, batches, file.createdAt);
      case 'zip':
        return packageStream(
          t,
          {
            ...{ name: `${process.slug}-proposals`, isPublic, hasMark: file.hasMark, at: file.createdAt },
            title: t('exchange.package.title', { process: localized(process.name, file.locale) }),
            home: `${this.config.PUBLIC_URL}/${file.locale}${processPath(process.slug)}`,
          },
          (name) => (name === 'proposals' ? batches : this.tables.batches(name, scope)),
        );
    }
  }

  private async write(fileId: string, stream: Readable): Promise<number> {
    let [waiting, held, position, size]: [Buffer[], number, number, number] = [[], 0, 0, 0];
    const flush = async (): Promise<void> => {
      if (held === 0) return;
      await this.reader.rows(sql`
        insert into data_file_piece (file_id, position, bytes) values (${fileId}, ${position}, ${Buffer.concat(waiting)})`);
      [waiting, held, position] = [[], 0, position + 1];
    };
    for await (const piece of stream as AsyncIterable<Buffer | string>) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      size += bytes.length;
      for (let at = 0; at < bytes.length; at += PIECE) {
        const part = bytes.subarray(at, at + PIECE);
        waiting.push(part);
        held += part.length;
        if (held >= PIECE) await flush();
      }
    }
    await flush();
    return size;
  }

  private async dropOlder({ id, processId, format, locale }: DataFileRow): Promise<void> {
    const older = await this.reader.rows(sql<{ id: string }>`
      delete from data_file where process_id = ${processId} and reach = 'public' and format = ${format} and locale = ${locale} and state = 'ready'
        and id <> ${id} returning id`);
    await this.dropPieces(older);
  }

  private async forget(before: Date): Promise<number> {
    const rows = await this.reader.rows(sql<{ id: string }>`delete from data_file where expires_at < ${before} returning id`);
    await this.dropPieces(rows);
    return rows.length;
  }

  private async dropPieces(rows: readonly { id: string }[]): Promise<void> {
    await this.reader.rows(sql`delete from data_file_piece where file_id = any(${rows.map(({ id }) => id)}::uuid[])`);
  }
}
