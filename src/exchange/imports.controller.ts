import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { BuiltOn } from './built-on.js';
import { BringFile, exchangePath, FILE_MAX, IMPORT_KINDS, isMoving, MapImport, ROWS_MAX } from './domain/index.js';
import { breadcrumb } from './exchange-words.js';
import { importPage, mayUndo } from './import.page.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsService } from './imports.service.js';
import { undoPage } from './undo.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'exchange/new': {
      title: string;
      lead: string;
      form: FormModel;
      fields: FormModel['fields'][string][];
      knownTitle: string;
      known: string[];
    };
  }
}

const MB = 1024 * 1024;
/** Nobody turns so many pages; beyond it the database could not count. */
const MOST_PAGES = 100_000;

/** A file of proposals or answers: brought, mapped, looked at row by row, done by a job, undone as a whole. */
@Controller('staff/processes/:process/exchange/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly queries: ImportsQueries,
    private readonly processes: ProcessQueries,
    private readonly builtOn: BuiltOn,
  ) {}

  @Get('new')
  @Can('exchange.run')
  new(@X() x: Exchange): Page {
    return this.startPage(x, blank());
  }

  @Post()
  @Can('exchange.run')
  start(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(BringFile, {
      perform: async (file) => {
        const { upload } = x.request;
        const bytes = await upload?.bytes(FILE_MAX);
        if (!bytes || bytes.length === 0) throw new RefusedError({ code: 'table-empty' }, 409);
        return seeOther(exchangePath(slug, 'imports', await this.imports.start(processId, file, bytes, x.actor)));
      },
      again: (state) => this.startPage(x, state),
    });
  }

  @Get(':import')
  @Can('exchange.run')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post(':import/columns')
  @Can('exchange.run')
  map(@X() x: Exchange): Promise<Reply> {
    return this.act(x, MapImport, (processId, id, mapping) => this.imports.map(processId, id, mapping));
  }

  @Post(':import/start')
  @Can('exchange.run')
  begin(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (processId, id) => this.imports.begin(processId, id, x.actor));
  }

  /** Goes on where a job was given up. */
  @Post(':import/resumption')
  @Can('exchange.run')
  resume(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (processId, id) => this.imports.resume(processId, id));
  }

  /** What undoing would take out, and what would stay, before anybody presses; where nothing came in, the import's page. */
  @Get(':import/undoing')
  @Can('exchange.run')
  async askToUndo(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const found = await this.queries.one(processId, x.params['import'] ?? '');
    if (!found) throw notFound();
    if (!mayUndo(found)) return seeOther(exchangePath(slug, 'imports', found.id));
    const foreseen = found.kind === 'proposals' ? this.builtOn.ofImport(found.id) : this.builtOn.answersOfImport(found.id);
    return undoPage(x, slug, found, await foreseen);
  }

  @Post(':import/undoing')
  @Can('exchange.run')
  undo(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (processId, id) => this.imports.undo(processId, id));
  }

  @Post(':import/removal')
  @Can('exchange.run')
  giveUp(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.imports.giveUp(processId, x.params['import'] ?? '');
        return seeOther(exchangePath(slug), 'exchange.given-up');
      },
      again: () => this.page(x),
    });
  }

  private act<S extends z.ZodType>(
    x: Exchange,
    schema: S,
    perform: (processId: string, id: string, command: z.output<S>) => Promise<void>,
  ): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = x.params['import'] ?? '';
    return x.submit(schema, {
      perform: async (command) => {
        await perform(processId, id, command);
        return seeOther(exchangePath(slug, 'imports', id));
      },
      again: (state) => this.page(x, state),
    });
  }

  private startPage(x: Exchange, state: FormState): Page {
    const { slug } = x.facts<ProcessFacts>();
    const title = x.t('exchange.new');
    const form = x.form(
      {
        action: exchangePath(slug, 'imports'),
        submit: 'exchange.bring',
        fields: [
          { name: 'sourceName', kind: 'text', label: 'exchange.source', hint: 'exchange.source-hint', maxlength: 120 },
          {
            name: 'kind',
            kind: 'select',
            label: 'exchange.kind',
            required: false,
            options: [
              { value: '', text: x.t('exchange.kind.as-read') },
              ...IMPORT_KINDS.map((kind) => ({ value: kind, text: x.t(`exchange.kind.${kind}`) })),
            ],
          },
          {
            name: 'file',
            kind: 'file',
            label: 'exchange.file',
            hint: 'exchange.file-hint',
            args: { size: FILE_MAX / MB, rows: x.t.number(ROWS_MAX) },
          },
        ],
      },
      state,
    );
    return x.page(
      'exchange/new',
      {
        title,
        lead: x.t('exchange.new-lead'),
        form,
        fields: Object.values(form.fields),
        knownTitle: x.t('exchange.known-formats'),
        known: ['mesa', 'decidim', 'decidim-answers', 'other'].map((format) => x.t(`exchange.known.${format}`)),
      },
      { title, process: slug, breadcrumb: breadcrumb(x, slug) },
    );
  }

  private async page(x: Exchange, state?: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const found = await this.queries.one(processId, x.params['import'] ?? '');
    if (!found) throw notFound();
    const page = Math.min(MOST_PAGES, Math.max(1, Math.floor(Number(x.query['page'] ?? 1)) || 1));
    const isAsked = !isMoving(found.state) || found.failedAt !== null;
    return importPage(
      x,
      slug,
      {
        found,
        page,
        counts: isAsked ? await this.queries.counts(found.id) : { counts: found.counts, told: 0, noted: 0 },
        told: isAsked ? await this.queries.told(found.id, page) : [],
        themes: await this.processes.themes(processId),
        areas: await this.processes.areas(processId),
      },
      state,
    );
  }
}
