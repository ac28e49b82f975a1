import { Controller, Get, Post } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import type { FactsModel, FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import {
  callPath,
  embedPath,
  newsPath,
  pictureOf,
  processPath,
  reachPath,
  SetEmbedding,
  shortPath,
  staffProcessPath,
  type ProcessFacts,
} from './domain/index.js';
import { ProcessQueries, type ProcessRow } from './process.queries.js';
import { ProcessService } from './process.service.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/reach': {
      title: string;
      lead: string;
      linksTitle: string;
      links: FactsModel;
      picture: { title: string; about: string; src: string; alt: string };
      embedTitle: string;
      embedLead: string;
      form: FormModel;
      nowhere: string | null;
      snippets: { id: string; label: string; code: string }[];
    };
  }
}

/** Heights of the embedded parts, in CSS pixels. */
const PARTS = [
  { part: 'call', path: [], height: 360 },
  { part: 'proposals', path: ['proposals'], height: 640 },
  { part: 'proposal', path: ['proposals', 'P-001'], height: 280 },
] as const;

/** Where the coordination finds every way to bring people here, and says which sites may show parts of the process. */
@Controller('staff/processes/:process/reach')
export class ReachPagesController {
  constructor(
    private readonly processes: ProcessService,
    private readonly queries: ProcessQueries,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('process.edit')
  async show(@X() x: Exchange): Promise<Page> {
    const origins = await this.queries.embedOrigins(x.facts<ProcessFacts>().processId);
    return this.page(x, blank({ origins: origins.join('\n') }));
  }

  @Post('embedding')
  @Can('process.edit')
  setEmbedding(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetEmbedding, {
      perform: async ({ origins }) => {
        await this.processes.setEmbedding(processId, origins, x.actor);
        return seeOther(`${reachPath(slug)}#embed-title`, 'process.reach.saved');
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { t } = x;
    const process = (await this.queries.byId(processId)) as ProcessRow;
    const name = localized(process.name, x.locale);
    const title = t('process.reach.title');
    const row = (key: string, path: string) => ({
      term: t(`process.reach.${key}`),
      text: this.config.PUBLIC_URL + path,
      href: path,
    });
    return x.page(
      'process/reach',
      {
        title,
        lead: t('process.reach.lead'),
        linksTitle: t('process.reach.links'),
        links: {
          rows: [
            row('short', shortPath(slug)),
            row('poster', callPath(slug, 'poster')),
            row('paper', callPath(slug, 'paper')),
            row('feed', processPath(slug, 'proposals.atom')),
            row('news-feed', `${newsPath(slug)}.atom`),
          ],
        },
        picture: {
          title: t('process.reach.picture'),
          about: t('process.reach.picture-about'),
          src: pictureOf(callPath(slug)),
          alt: t('process.reach.picture-alt'),
        },
        embedTitle: t('process.reach.embed'),
        embedLead: t('process.reach.embed-lead'),
        form: x.form(
          {
            action: reachPath(slug, 'embedding'),
            submit: 'process.reach.save',
            fields: [
              {
                name: 'origins',
                kind: 'textarea',
                label: 'process.reach.origins',
                hint: 'process.reach.origins-hint',
                rows: 4,
                required: false,
              },
            ],
          },
          state,
        ),
        nowhere: (await this.queries.embedOrigins(processId)).length === 0 ? t('process.reach.nowhere') : null,
        snippets: PARTS.map(({ part, path, height }) => ({
          id: `snippet-${part}`,
          label: t('process.reach.snippet', { part: t(`process.reach.part.${part}`) }),
          code: snippet(`${this.config.PUBLIC_URL}/${x.locale}${embedPath(slug, ...path)}`, name, height),
        })),
      },
      { title, process: slug, breadcrumb: [{ text: name, href: staffProcessPath(slug) }] },
    );
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What the people of another site paste into their page. */
const snippet = (address: string, name: string, height: number): string =>
  `<iframe src="${address}" title="${name.replaceAll(/[&<>"]/g, (each) => ENTITIES[each] ?? '')}" width="100%" height="${height}" loading="lazy" style="border:0"></iframe>`;
