import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Can, Public } from '../platform/access/access.js';
import { Reader } from '../platform/database/reader.js';
import type { JourneyModel, LinkModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { callPath, newsPath, processPath, type ProcessFacts } from './domain/index.js';
import { newsModel } from './news.page.js';
import { NewsService } from './news.service.js';
import { processJourney } from './process-journey.js';
import { ProcessQueries, type ProcessRow } from './process.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/index': {
      title: string;
      lead: string;
      processes: { name: string; summary: string; href: string }[];
      empty: string | null;
    };
    'process/show': {
      title: string;
      summary: string;
      journeyTitle: string;
      journey: JourneyModel;
      themesTitle: string;
      themes: { name: string; description: string | null; mark: number }[];
      areasTitle: string;
      areas: string[];
      draft: string | null;
      call: LinkModel;
      news: { title: string; items: { text: string; lang: string | null; href: string; day: string }[]; all: LinkModel } | null;
    };
  }
}

/** How many pieces of news the page of a process shows. */
const LATEST = 3;

/** The processes of this instance and the public timeline of each. */
@Controller('processes')
export class ProcessesController {
  constructor(
    private readonly reader: Reader,
    private readonly queries: ProcessQueries,
    private readonly news: NewsService,
  ) {}

  @Get()
  @Public()
  async index(@X() x: Exchange): Promise<Page> {
    const processes = await this.queries.list();
    const title = x.t('process.index.title');
    return x.page(
      'process/index',
      {
        title,
        lead: x.t('process.index.lead'),
        processes: processes.map((process) => this.summary(x, process)),
        empty: processes.length === 0 ? x.t('process.index.empty') : null,
      },
      { title },
    );
  }

  @Get(':process')
  @Can('process.view')
  async show(@X() x: Exchange): Promise<Page> {
    const { processId, slug, isPublic } = x.facts<ProcessFacts>();
    const [process, stages, themes, areas, latest] = await this.reader.together(() =>
      Promise.all([
        this.queries.byId(processId) as Promise<ProcessRow>,
        this.queries.stages(processId),
        this.queries.themes(processId),
        this.queries.areas(processId),
        this.news.of(processId, LATEST),
      ]),
    );
    const news = latest.map((row) => newsModel(x.t, row));
    const title = localized(process.name, x.locale);
    return x.page(
      'process/show',
      {
        title,
        summary: localized(process.summary, x.locale),
        journeyTitle: x.t('process.journey.label'),
        journey: processJourney(x.t, stages),
        themesTitle: x.t('process.themes'),
        themes: themes.map((theme) => ({
          name: localized(theme.name, x.locale),
          description: theme.description ? localized(theme.description, x.locale) : null,
          mark: (theme.position % 6) + 1,
        })),
        areasTitle: x.t('process.areas'),
        areas: areas.map((area) => localized(area.name, x.locale)),
        call: link(x.t('process.call.see-page'), callPath(slug)),
        news:
          news.length > 0
            ? {
                title: x.t('process.news.title'),
                items: news.map((each) => ({
                  text: each.title,
                  lang: each.titleLang,
                  href: `${newsPath(slug)}#${each.id}`,
                  day: each.day,
                })),
                all: link(x.t('process.news.all'), newsPath(slug)),
              }
            : null,
        draft: isPublic ? null : x.t('process.draft-notice'),
      },
      { title, process: slug, description: localized(process.summary, x.locale), isKept: true },
    );
  }

  private summary(x: Exchange, process: ProcessRow) {
    return {
      name: localized(process.name, x.locale),
      summary: localized(process.summary, x.locale),
      href: processPath(process.slug),
    };
  }
}
