import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import type { ButtonModel, FormModel, LinkModel, RowsModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { aboutFile, makeForm } from './data-file.page.js';
import { DataFilesQueries } from './data-files.queries.js';
import { DataFilesService } from './data-files.service.js';
import { exchangePath, MakeFile, openDataPath } from './domain/index.js';
import { breadcrumb, importTag } from './exchange-words.js';
import { ImportsQueries } from './imports.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'exchange/index': {
      title: string;
      lead: string;
      add: ButtonModel;
      importsTitle: string;
      imports: RowsModel | null;
      empty: string | null;
      filesTitle: string;
      files: RowsModel | null;
      makeTitle: string;
      makeText: string;
      form: FormModel;
      open: LinkModel;
    };
  }
}

/** What the team brought in, and the ways on. */
@Controller('staff/processes/:process/exchange')
export class ExchangeController {
  constructor(
    private readonly imports: ImportsQueries,
    private readonly files: DataFilesQueries,
    private readonly making: DataFilesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Can('exchange.run')
  index(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  /** A file with what the team sees, for whoever asks. */
  @Post('files')
  @Can('exchange.run')
  make(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(MakeFile, {
      perform: async ({ format, hasMark }) => {
        const wish = { reach: 'team', format, hasMark, locale: x.locale } as const;
        return seeOther(exchangePath(slug, 'files', await this.making.ask({ id: processId, slug }, wish, x.actor)));
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state?: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const imports = await this.imports.list(processId);
    const files = await this.files.ofAccount(processId, x.actor.id ?? '', this.clock.now());
    const title = x.t('exchange.title');
    return x.page(
      'exchange/index',
      {
        title,
        lead: x.t('exchange.lead'),
        add: {
          text: x.t('exchange.new'),
          href: exchangePath(slug, 'imports', 'new'),
          variant: 'primary',
          icon: null,
          name: null,
          value: null,
        },
        importsTitle: x.t('exchange.imports'),
        imports:
          imports.length === 0
            ? null
            : {
                rows: imports.map((each) => ({
                  title: x.t('exchange.import.of', { source: each.sourceName }),
                  href: exchangePath(slug, 'imports', each.id),
                  about: [
                    x.t('exchange.import.about', {
                      file: each.fileName,
                      rows: each.total,
                      day: x.t.date(each.createdAt, 'day'),
                      who: each.actorName,
                    }),
                  ],
                  tag: importTag(x, each.state),
                  action: null,
                })),
              },
        empty: imports.length === 0 ? x.t('exchange.no-imports') : null,
        filesTitle: x.t('exchange.files'),
        files:
          files.length === 0
            ? null
            : {
                rows: files.map((file) => ({
                  title: x.t(`exchange.file-format.${file.format}`),
                  href: exchangePath(slug, 'files', file.id),
                  about: [
                    file.state === 'ready' ? aboutFile(x, file) : x.t('exchange.making'),
                    x.t('exchange.until', { until: x.t.date(file.expiresAt, 'moment') }),
                  ],
                  tag: null,
                  action: null,
                })),
              },
        makeTitle: x.t('exchange.take-out'),
        makeText: x.t('exchange.take-out-text'),
        form: makeForm(x, exchangePath(slug, 'files'), state, true),
        open: link(x.t('exchange.data.title'), openDataPath(slug)),
      },
      { title, process: slug, breadcrumb: breadcrumb(x, slug) },
    );
  }
}
