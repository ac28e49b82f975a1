import {
  groupedFields, institutionsIn, MILESTONES, milestoneText, textOf,
  type Milestone, type MilestoneColumn, type SheetField,
} from '../../commitments/domain/index.js'; // prettier-ignore
import type { Translate } from '../../platform/i18n/translate.js';
import type { Block, Cell, ListLine, Outline } from './outline.js';
import { sourcesOf, type SheetExport, type Words } from '../../plans/domain/index.js';

/** A commitment sheet as a document, in the order of its form: facts, questions and answers, planning, where it comes from. */
export function sheetOutline(sheet: SheetExport, t: Translate): Outline {
  const title = sheetTitle(sheet, t);
  return {
    title,
    lang: t.tag,
    author: sheet.platformName,
    subject: sheet.processName,
    date: sheet.publishedOn,
    blocks: [{ kind: 'heading', level: 1, text: title }, ...sheetBlocks(sheet, t)],
  };
}

export function sheetTitle({ template, document }: SheetExport, t: Translate): string {
  const titleField = template.fields.find((field) => field.role === 'title');
  const numberField = template.fields.find((field) => field.role === 'number');
  const title = (titleField && textOf(document, titleField.key)) || t('exports.document.untitled');
  const number = numberField && textOf(document, numberField.key);
  return number ? `${number}. ${title}` : title;
}

/** All but the title, with headings from the second level on. */
export function sheetBlocks(sheet: SheetExport, t: Translate): Block[] {
  return [
    about(sheet, t),
    ...groupedFields(sheet.template).flatMap(({ group, fields }) => groupBlocks(sheet, t, group.label[t.locale], fields)),
    ...planning(sheet, t),
    ...trace(sheet, t),
  ];
}

function about(sheet: SheetExport, t: Translate): Block {
  const own = (text: string): Cell => [{ text, lang: t.tag }];
  return {
    kind: 'facts',
    rows: [
      { label: t('exports.document.process'), values: own(sheet.processName) },
      { label: t('exports.document.identifier', { platform: sheet.platformName }), values: own(sheet.platformId) },
      { label: t('exports.document.ogpIdentifier'), values: own(sheet.ogpCommitmentId || t('exports.document.assignedByOgp')) },
      { label: t('exports.document.version'), values: own(versionText(sheet, t)) },
      { label: t('exports.document.address'), values: own(sheet.url), href: sheet.url },
    ],
  };
}

export const versionText = ({ version, publishedOn }: { version: number; publishedOn: string | null }, t: Translate): string =>
  publishedOn
    ? t('exports.document.versionPublished', { version, date: t.date(publishedOn, 'day') })
    : t('exports.document.versionDraft', { version });

/** Short fields together as facts, then each long one under its question. */
function groupBlocks(sheet: SheetExport, t: Translate, label: string, fields: readonly SheetField[]): Block[] {
  const isLong = (field: SheetField) => field.kind === 'long-text' || field.kind === 'value';
  const facts = fields.filter((field) => !isLong(field));
  const rows = facts.map((field) => ({ label: field.label[t.locale], values: factValues(sheet, t, field) }));
  return [
    { kind: 'heading', level: 2, text: label },
    ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    ...fields.filter(isLong).flatMap((field) => answerBlocks(sheet, t, field)),
  ];
}

function factValues({ document, locale }: SheetExport, t: Translate, field: SheetField): Cell {
  const text = textOf(document, field.key);
  const lang = document.values[field.key]?.lang ?? t.tag;
  if (!text) return [{ text: '–', lang: t.tag }];
  if (field.kind === 'institutions') return institutionsIn(text).map((name) => ({ text: name, lang }));
  const option = field.options?.find(({ key }) => key === text);
  return [option ? { text: option.label[locale], lang: t.tag } : { text, lang }];
}

function answerBlocks({ document, trace }: SheetExport, t: Translate, field: SheetField): Block[] {
  const value = document.values[field.key];
  const label = field.label[t.locale];
  const text = textOf(document, field.key);
  if (field.kind === 'value' && !value?.ticked && !text) return [];
  return [
    { kind: 'heading', level: 3, text: field.number ? `${field.number}. ${label}` : label },
    text ? { kind: 'answer', words: { text, lang: value!.lang } } : { kind: 'remark', text: t('exports.document.noAnswer') },
    ...sourceRemark(trace, t, field.key),
  ];
}

function sourceRemark(trace: SheetExport['trace'], t: Translate, place: string): Block[] {
  const sources = sourcesOf(trace, place).map(({ kind, number }) => t(`exports.document.source.${kind}`, { number }));
  return sources.length > 0 ? [{ kind: 'remark', text: t('exports.document.comesFrom', { sources: t.list(sources) }) }] : [];
}

function planning(sheet: SheetExport, t: Translate): Block[] {
  const { template, document } = sheet;
  const label = (key: MilestoneColumn) =>
    template.milestones.columns.find((column) => column.key === key)?.label[t.locale] ?? t(`exports.document.column.${key}`);
  const heading: Block = { kind: 'heading', level: 2, text: template.milestones.label[t.locale] };
  if (document.milestones.length === 0) return [heading, { kind: 'remark', text: t('exports.document.noMilestones') }];
  const lines = (milestone: Milestone, columns: readonly MilestoneColumn[], labelled: boolean): Words[] =>
    columns.flatMap((column) => {
      const text = milestoneText(milestone, column).trim();
      const mark = labelled ? `${label(column)}: ` : '';
      return text.split(/\r?\n/).filter((line) => line.trim()).map((line, at) => ({ text: `${at === 0 ? mark : ''}${line.trim()}`, lang: milestone.lang }));
    }); // prettier-ignore
  const rows = document.milestones.map((milestone, at): Cell[] => [
    [{ text: String(at + 1), lang: t.tag }],
    lines(milestone, ['title', 'description'], false),
    lines(milestone, ['output'], false),
    milestone.start ? lines(milestone, ['start', 'due'], true) : lines(milestone, ['due'], false),
    [
      ...lines(milestone, ['lead', 'supporting_government', 'supporting_civil_society', 'supporting_others'], true),
      ...milestoneSources(sheet, t, milestone),
    ],
  ]);
  const header = [
    t('exports.document.column.number'),
    label('title'),
    label('output'),
    label('due'),
    t('exports.document.column.stakeholders'),
  ];
  const table: Block = { kind: 'table', caption: template.milestones.label[t.locale], widths: [1, 6, 5, 4, 6], header, rows };
  return [heading, table, ...sourceRemark(sheet.trace, t, MILESTONES)];
}

function milestoneSources({ trace }: SheetExport, t: Translate, { id }: Milestone): Words[] {
  return sourceRemark(trace, t, id).flatMap((block) => (block.kind === 'remark' ? [{ text: block.text, lang: t.tag }] : []));
}

/** From idea to promise, as a list: the same that the page draws as a picture. */
function trace(sheet: SheetExport, t: Translate): Block[] {
  const { proposals, notes, comments } = sheet.trace;
  if (proposals.length + notes.length + comments.length === 0) return [];
  const part = (key: string, lines: ListLine[]): Block[] =>
    lines.length > 0
      ? [
          { kind: 'heading', level: 3, text: t(`exports.document.trace.${key}`) },
          { kind: 'list', lines },
        ]
      : [];
  const by = (author: string | null): Words[] =>
    author ? [{ text: t('exports.document.trace.by', { author }), lang: t.tag }] : [];
  const numberOf = new Map(proposals.map(({ id, number }) => [id, number]));
  return [
    { kind: 'heading', level: 2, text: t('exports.document.trace.heading') },
    { kind: 'remark', text: t('exports.document.trace.summary', { proposals: proposals.length, notes: notes.length, comments: comments.length }) },
    ...part('proposals', proposals.map(({ number, title, author, url }) => ({ lead: number, href: url, words: [title, ...by(author)] }))),
    ...part('notes', notes.map(({ number, words, author, place, proposals: cited }) => {
      const numbers = cited.flatMap((id) => numberOf.get(id) ?? []);
      const cites = numbers.length > 0 ? [{ text: t('exports.document.trace.cites', { proposals: t.list(numbers) }), lang: t.tag }] : [];
      return { lead: number, href: null, words: [words, ...by(author), { text: place, lang: t.tag }, ...cites] };
    })),
    ...part('comments', comments.map(({ number, words, author, field, disposition, reason }) => {
      const about = sheet.template.fields.find(({ key }) => key === field)?.shortLabel[t.locale] ?? (field === MILESTONES ? sheet.template.milestones.shortLabel[t.locale] : null);
      const on = about ? [{ text: t('exports.document.trace.on', { field: about }), lang: t.tag }] : [];
      const outcome = { text: t(`exports.document.disposition.${disposition}`), lang: t.tag };
      return { lead: number, href: null, words: [words, ...by(author), ...on, outcome, ...(reason ? [reason] : [])] };
    })),
  ]; // prettier-ignore
}
