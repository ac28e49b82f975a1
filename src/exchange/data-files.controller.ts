import { Controller, Get, Post } from '@nestjs/common';
import { Readable } from 'node:stream';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { type FormState } from '../platform/web/forms.js';
import { download, seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { Clock } from '../kernel/clock.js';
import { dataFilePage, openDataPage } from './data-file.page.js';
import { DataFilesQueries, type DataFileRow } from './data-files.queries.js';
import { DataFilesService } from './data-files.service.js';
import { FILE_FORMATS, MakeFile, openDataPath, type DataFileFacts } from './domain/index.js';

const FILE_TYPES = {
  zip: 'application/zip',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The proposals of a process as files: for everybody what everybody reads, and for the team, by a link that is its owner's alone, the rest. */
@Controller()
export class DataFilesController {
  constructor(
    private readonly files: DataFilesService,
    private readonly queries: DataFilesQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
  ) {}

  /** What is in the files, and the files. */
  @Get('processes/:process/data')
  @Can('open-data.view')
  open(@X() x: Exchange): Promise<Page> {
    return this.openPage(x);
  }

  @Post('processes/:process/data')
  @Can('open-data.make')
  makeOpen(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(MakeFile, {
      perform: async ({ format }) => {
        await this.files.ask({ id: processId, slug }, { reach: 'public', format, hasMark: true, locale: x.locale }, x.actor);
        return seeOther(openDataPath(slug));
      },
      again: (state) => this.openPage(x, state),
    });
  }

  /** `…/data/zip`: the newest of its format in the reader's language. Where none was made yet, the page that makes one. */
  @Get('processes/:process/data/:format')
  @Can('open-data.view')
  async takeOpen(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const format = FILE_FORMATS.find((each) => each === x.params['format']);
    if (!format) throw notFound();
    const found = await this.queries.open(processId, x.locale, this.clock.now());
    const file = found.find((each) => each.format === format && each.state === 'ready');
    return file ? this.content(file) : seeOther(openDataPath(slug));
  }

  @Get('staff/processes/:process/exchange/files/:file')
  @Can('data-file.take')
  async show(@X() x: Exchange): Promise<Page> {
    return dataFilePage(x, x.facts<DataFileFacts>().slug, await this.own(x));
  }

  @Get('staff/processes/:process/exchange/files/:file/content')
  @Can('data-file.take')
  async take(@X() x: Exchange): Promise<Reply> {
    const file = await this.own(x);
    if (file.state !== 'ready') throw notFound();
    await this.files.taken(file, x.actor);
    x.reply.header('cache-control', 'no-store');
    return this.content(file);
  }

  private async own(x: Exchange): Promise<DataFileRow> {
    const file = await this.queries.one(x.facts<DataFileFacts>().fileId);
    if (!file) throw notFound();
    return file;
  }

  private content({ id, format, filename }: DataFileRow): Reply {
    return download(FILE_TYPES[format], Readable.from(this.queries.bytes(id)), filename);
  }

  private async openPage(x: Exchange, state?: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    return openDataPage(x, slug, process, await this.queries.open(processId, x.locale, this.clock.now()), state);
  }
}
