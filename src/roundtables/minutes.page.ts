import { paragraphsOf } from '../kernel/text.js';
import { localized } from '../kernel/localized.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { MINUTES_MAX, MINUTES_SECTIONS, minutesPath, roundtablePath, staffMinutesPath } from './domain/index.js';
import type { MinutesRow, MinutesVersionRow } from './minutes.queries.js';
import type { RoundtableRow } from './roundtables.queries.js';

const FORMATS = ['pdf', 'docx', 'md', 'json'] as const;

/** Minutes as everybody reads them. */
export interface MinutesPage {
  title: string;
  lead: string;
  published: string;
  versions: { text: string; href: string; isHere: boolean }[];
  lang: string;
  sections: { id: string; title: string; paragraphs: string[] }[];
  filesTitle: string;
  files: { text: string; href: string }[];
}

export function minutesPage(x: Exchange, slug: string, table: RoundtableRow, minutes: MinutesVersionRow): MinutesPage {
  const { t } = x;
  const path = minutesPath(slug, table.slug);
  const isLast = minutes.number === minutes.last;
  return {
    title: t('roundtables.minutes.title'),
    lead: localized(table.title, t.locale),
    published: t('roundtables.minutes.published', {
      number: minutes.number,
      date: t.date(minutes.publishedAt, 'day'),
      by: minutes.publishedBy,
    }),
    versions: Array.from({ length: minutes.last }, (_, at) => at + 1).map((number) => ({
      text: t('roundtables.minutes.version', { number }),
      href: number === minutes.last ? path : `${path}?version=${number}`,
      isHere: number === minutes.number,
    })),
    lang: minutes.lang,
    sections: MINUTES_SECTIONS.filter((section) => minutes.texts[section] !== '').map((section) => ({
      id: section,
      title: t(`roundtables.minutes.section-${section}`),
      paragraphs: paragraphsOf(minutes.texts[section]),
    })),
    filesTitle: t('roundtables.minutes.files'),
    files: FORMATS.map((format) => ({
      text: t(`roundtables.board.file-${format}`),
      href: `${roundtablePath(slug, table.slug, 'minutes', `export.${format}`)}${isLast ? '' : `?version=${minutes.number}`}`,
    })),
  };
}

/** Writing them. */
export interface MinutesFormPage {
  title: string;
  lead: string;
  form: FormModel;
  fields: FieldModel[];
  publish: { text: string; action: string };
  published: { text: string; href: string } | null;
}

export function minutesFormPage(
  x: Exchange,
  slug: string,
  table: RoundtableRow,
  kept: MinutesRow | null,
  state: FormState,
): MinutesFormPage {
  const { t } = x;
  const texts = MINUTES_SECTIONS.map((section): FieldSpec => ({
    name: section,
    kind: 'textarea',
    label: `roundtables.minutes.section-${section}`,
    rows: section === 'sitting' || section === 'people' ? 6 : 12,
    maxlength: MINUTES_MAX,
    required: false,
  }));
  const form = x.form(
    {
      action: staffMinutesPath(slug, table.slug),
      submit: 'roundtables.minutes.keep',
      fields: [{ name: 'revision', kind: 'hidden', label: 'roundtables.minutes.title' }, ...texts],
    },
    state,
  );
  return {
    title: t('roundtables.minutes.write'),
    lead: t(kept ? 'roundtables.minutes.lead' : 'roundtables.minutes.lead-draft', { table: localized(table.title, t.locale) }),
    form,
    fields: ['revision', ...MINUTES_SECTIONS].map((name) => form.fields[name] as FieldModel),
    publish: { text: t('roundtables.minutes.publish'), action: staffMinutesPath(slug, table.slug, 'publication') },
    published: kept && kept.version > 0 ? { text: t('roundtables.minutes.see'), href: minutesPath(slug, table.slug) } : null,
  };
}
