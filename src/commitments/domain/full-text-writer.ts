import type { Locale } from '../../kernel/localized.js';
import { groupedFields, type SheetTemplate } from './sheet-template.js';
import { milestoneText, textOf, type SheetDocument } from './sheet.js';

/** The columns of a planning line, as the database holds them. */
const LINE = ['title', 'output', 'due'] as const;

/**
 * A sheet as one text with the form's headings and "milestone | output | date" lines: what OGP's database holds in
 * "Full Text", and what `readFullText` reads back. The short fields stand in columns of their own and are left out.
 */
export function writeFullText(sheet: SheetDocument, template: SheetTemplate, locale: Locale): string {
  const parts = groupedFields(template).flatMap(({ group, fields }) => {
    const long = fields.filter((field) => (field.kind === 'long-text' || field.kind === 'value') && textOf(sheet, field.key));
    const answers = long.map((field) => {
      const label = field.label[locale];
      return field.number ? `${field.number}. ${label} ${textOf(sheet, field.key)}` : `${label}\n${textOf(sheet, field.key)}`;
    });
    return answers.length > 0 && long.some((field) => field.number) ? [group.label[locale], ...answers] : answers;
  });
  if (sheet.milestones.length === 0) return parts.join('\n\n');
  const names = LINE.map((key) => template.milestones.columns.find((column) => column.key === key)?.label[locale] ?? '');
  const lines = sheet.milestones.map((milestone) => LINE.map((column) => milestoneText(milestone, column).replaceAll('|', '/').replace(/\s*\n\s*/g, ' ').trim()).join(' | ')); // prettier-ignore
  return [...parts, `${template.milestones.label[locale]} (${names.join(' | ')})`, ...lines].join('\n\n');
}
