import { localized, localizedIn, LOCALES, type LocalizedText } from '../kernel/localized.js';
import { paragraphsOf } from '../kernel/text.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { Translate } from '../platform/i18n/translate.js';
import { atomFeed } from '../platform/web/atom.js';
import type { FieldModel, FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Download, type Page } from '../platform/web/reply.js';
import { HEADLINE_MAX, NEWS_MAX, newsPath, processPath, staffNewsPath, staffProcessPath } from './domain/index.js';
import type { NewsRow } from './news.service.js';
import type { ProcessRow } from './process.queries.js';

/** A piece of news as pages show it. */
export interface NewsModel {
  id: string;
  title: string;
  /** Language of the headline and of the text, where they are not the page's. */
  titleLang: string | null;
  lang: string | null;
  day: string;
  revised: string | null;
  paragraphs: string[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/news': { title: string; lead: string; news: NewsModel[]; empty: string | null; feed: LinkModel };
    'process/staff-news': {
      title: string;
      lead: string;
      news: { title: string; day: string; link: LinkModel }[];
      listTitle: string;
      empty: string | null;
      writeTitle: string;
      form: FormModel;
      rows: FieldModel[][];
      publicPage: LinkModel;
    };
    'process/news-form': { title: string; form: FormModel; rows: FieldModel[][]; remove: FormModel };
  }
}

const textIn = (t: Translate, text: LocalizedText): { text: string; lang: string | null } => {
  const found = localizedIn(text, t.locale);
  return { text: found?.text ?? '', lang: found && found.lang !== t.locale ? found.lang : null };
};

export function newsModel(t: Translate, row: NewsRow): NewsModel {
  const [title, body] = [textIn(t, row.title), textIn(t, row.body)];
  return {
    id: `news-${row.id}`,
    title: title.text,
    titleLang: title.lang,
    lang: body.lang,
    day: t.date(row.publishedAt, 'day'),
    revised: row.revisedAt ? t('process.news.revised-on', { day: t.date(row.revisedAt, 'day') }) : null,
    paragraphs: paragraphsOf(body.text),
  };
}

export function newsPage(x: Exchange, process: ProcessRow, rows: readonly NewsRow[]): Page {
  const name = localized(process.name, x.locale);
  const title = x.t('process.news.title');
  return x.page(
    'process/news',
    {
      title,
      lead: x.t('process.news.lead', { process: name }),
      news: rows.map((row) => newsModel(x.t, row)),
      empty: rows.length === 0 ? x.t('process.news.empty') : null,
      feed: link(x.t('process.news.feed'), `${newsPath(process.slug)}.atom`),
    },
    { title, process: process.slug, breadcrumb: [{ text: name, href: processPath(process.slug) }] },
  );
}

/** The news in the reader's language, for feed readers. */
export function newsAtom(
  x: Exchange,
  process: ProcessRow,
  rows: readonly NewsRow[],
  from: { publicUrl: string; publisher: string; otherwise: Date },
): Download {
  const page = from.publicUrl + newsPath(process.slug);
  const changes = rows.map(({ revisedAt, publishedAt }) => revisedAt ?? publishedAt);
  return atomFeed({
    id: page,
    title: x.t('process.news.feed-title', { process: localized(process.name, x.locale) }),
    lang: x.t.tag,
    self: from.publicUrl + x.request.url,
    page,
    updated: changes.reduce((latest, each) => (each > latest ? each : latest), changes[0] ?? from.otherwise),
    entries: rows.map((row) => ({
      id: row.id,
      title: localized(row.title, x.locale),
      lang: localizedIn(row.body, x.locale)?.lang ?? x.locale,
      href: `${page}#news-${row.id}`,
      published: row.publishedAt,
      updated: row.revisedAt ?? row.publishedAt,
      author: from.publisher,
      category: null,
      summary: localized(row.body, x.locale),
    })),
  });
}

export function staffNewsPage(x: Exchange, process: ProcessRow, rows: readonly NewsRow[], state: FormState): Page {
  const title = x.t('process.news.title');
  return x.page(
    'process/staff-news',
    {
      title,
      lead: x.t('process.news.staff-lead'),
      listTitle: x.t('process.news.list'),
      news: rows.map((row) => ({
        title: localized(row.title, x.locale),
        day: x.t.date(row.publishedAt, 'day'),
        link: link(x.t('process.news.edit', { title: localized(row.title, x.locale) }), staffNewsPath(process.slug, row.id)),
      })),
      empty: rows.length === 0 ? x.t('process.news.empty') : null,
      writeTitle: x.t('process.news.write'),
      ...writing(x, staffNewsPath(process.slug), 'process.news.publish', state),
      publicPage: link(x.t('process.news.public'), newsPath(process.slug)),
    },
    { title, process: process.slug, breadcrumb: [above(x, process)] },
  );
}

export function newsFormPage(
  x: Exchange,
  process: ProcessRow,
  row: NewsRow,
  state: { revise: FormState; remove?: FormState },
): Page {
  const title = x.t('process.news.edit', { title: localized(row.title, x.locale) });
  return x.page(
    'process/news-form',
    {
      title,
      ...writing(x, staffNewsPath(process.slug, row.id), 'process.news.save', state.revise),
      remove: x.form(
        {
          action: staffNewsPath(process.slug, row.id, 'removal'),
          submit: 'process.news.remove',
          submitVariant: 'danger',
          fields: [],
        },
        state.remove ?? blank(),
      ),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [above(x, process), { text: x.t('process.news.title'), href: staffNewsPath(process.slug) }],
    },
  );
}

const above = (x: Exchange, process: ProcessRow) => ({
  text: localized(process.name, x.locale),
  href: staffProcessPath(process.slug),
});

/** A headline and a text per language; at least one of each. */
function writing(x: Exchange, action: string, submit: string, state: FormState): { form: FormModel; rows: FieldModel[][] } {
  const specs = LOCALES.map((locale): FieldSpec[] => {
    const common = { lang: locale, required: false, args: { language: LANGUAGE_NAMES[locale] } };
    return [
      { ...common, name: `title.${locale}`, kind: 'text', label: 'process.news.headline', maxlength: HEADLINE_MAX },
      { ...common, name: `body.${locale}`, kind: 'textarea', label: 'process.news.body', maxlength: NEWS_MAX, rows: 6 },
    ];
  });
  const form = x.form({ action, submit, fields: specs.flat() }, state);
  return { form, rows: specs.map((row) => row.map(({ name }) => form.fields[name] as FieldModel)) };
}
