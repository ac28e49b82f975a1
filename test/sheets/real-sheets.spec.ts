import { describe, it, expect, beforeAll } from '@jest/globals';
import {
  emptySheet, groupedFields, institutionsIn, mergeEdits, milestoneText, MILESTONE_COLUMNS, readFullText, SheetDocument, writeFullText,
  type SheetEdit,
} from '../../src/commitments/domain/index.js'; // prettier-ignore
import { commitmentsCsv, sheetDocx, sheetJson, SheetJson, sheetMarkdown, sheetPdf } from '../../src/exports/writers/index.js';
import type { SheetExport } from '../../src/plans/domain/index.js';
import { Translator } from '../../src/platform/i18n/translator.js';
import { dense, docxText, hasPdfToText, markdownText, pdfText } from './files.js';
import { readReal, realRow, realText, template } from './real-sheet.js';

const national = template('ogp-national-2022');
const t = new Translator('UTC').in('en');

const exported = (document: SheetDocument): SheetExport => ({
  locale: 'en',
  template: national,
  document,
  trace: { proposals: [], notes: [], comments: [], citations: [] },
  processName: 'A process',
  platformName: 'Mesa Abierta',
  platformId: 'MA-0001',
  ogpCommitmentId: '',
  version: 1,
  publishedOn: '2024-01-31',
  url: 'https://example.org/commitments/1',
});

/** Every text of the sheet, with where it stands; institutions one by one, as documents list them. */
function textsOf(sheet: SheetDocument): [string, string][] {
  const fields = national.fields.flatMap((field): [string, string][] => {
    const text = sheet.values[field.key]?.text ?? '';
    return field.kind === 'institutions' ? institutionsIn(text).map((name) => [field.key, name]) : [[field.key, text]];
  });
  const cells = sheet.milestones.flatMap((milestone, at) =>
    MILESTONE_COLUMNS.map((column): [string, string] => [`milestone ${at + 1} ${column}`, milestoneText(milestone, column)]),
  );
  return [...fields, ...cells].filter(([, text]) => text.trim());
}

const missingFrom = (written: string, sheet: SheetDocument): string[] =>
  textsOf(sheet).filter(([, text]) => !dense(written).includes(dense(text))).map(([place]) => place); // prettier-ignore

const SHEETS = [
  {
    file: 'gr0096-greece-2022-en.md',
    milestones: 3,
    lastDue: 'Q3 2023',
    blank: ['supporting_government', 'supporting_civil_society', 'period_start'],
  },
  { file: 'ke0037-kenya-2023-en.md', milestones: 9, lastDue: 'June 2025', blank: [] },
] as const;

for (const { file, milestones, lastDue, blank } of SHEETS) {
  const row = realRow(file);
  const suite = row ? describe : describe.skip;
  suite(`the real sheet ${file}${row ? '' : ' (not here: it lies beside the project where it is developed)'}`, () => {
    let sheet: SheetDocument;
    beforeAll(() => {
      sheet = readReal(row!).sheet;
    });

    it('is read whole: every question answered, every milestone with its output and date, nothing left over', () => {
      expect(readReal(row!).unplaced).toEqual([]);
      const empty = national.fields.map((field) => field.key).filter((key) => !sheet.values[key]?.text);
      expect(empty).toEqual(blank);
      expect(sheet.milestones).toHaveLength(milestones);
      expect(sheet.milestones.every((milestone) => milestone.title && milestone.output && milestone.due?.iso)).toBe(true);
      expect(sheet.milestones.at(-1)?.due?.original).toBe(lastDue);
    });

    it('has left behind nothing of its text but headings', () => {
      const words = (text: string) => text.toLowerCase().match(/\p{L}+/gu) ?? [];
      const labels = groupedFields(national).flatMap(({ group, fields }) => [
        group.label.en,
        ...fields.map((field) => field.label.en),
      ]);
      const headings = new Set(
        words(
          [
            ...labels,
            national.milestones.label.en,
            ...national.milestones.columns.map((column) => column.label.en),
            'Proposed Solutions Desired Results',
          ].join(' '),
        ),
      );
      const rest = textsOf(sheet)
        .sort(([, a], [, b]) => b.length - a.length)
        .reduce(
          (left, [, text]) => left.replace(text.replace(/\s+/g, ' ').trim(), ' '),
          row!['Full Text']!.normalize('NFC').replace(/\s+/g, ' '),
        );
      expect(words(rest).filter((word) => !headings.has(word))).toEqual([]);
    });

    it('can be entered whole through the editor', () => {
      const edits: SheetEdit[] = [
        ...Object.entries(sheet.values).map(([key, { text, lang }]): SheetEdit => ({
          kind: 'field',
          key,
          before: '',
          after: text,
          lang,
        })),
        ...sheet.milestones.flatMap((milestone): SheetEdit[] => [
          { kind: 'milestone-added', milestone: milestone.id, lang: milestone.lang },
          ...MILESTONE_COLUMNS.filter((column) => milestoneText(milestone, column)).map((column): SheetEdit => ({
            kind: 'milestone-cell',
            milestone: milestone.id,
            column,
            before: '',
            after: milestoneText(milestone, column),
          })),
        ]),
      ];
      const entered = mergeEdits(emptySheet(national), edits, national);
      expect([entered.conflicts, entered.refusals]).toEqual([[], []]);
      expect(SheetDocument.parse(entered.sheet)).toEqual(sheet);
    });

    it('comes out of Markdown with nothing lost', () => {
      expect(missingFrom(markdownText(sheetMarkdown(exported(sheet), t)), sheet)).toEqual([]);
    });

    it('comes out of the Word file with nothing lost', async () => {
      expect(missingFrom(docxText(await sheetDocx(exported(sheet), t)), sheet)).toEqual([]);
    });

    (hasPdfToText ? it : it.skip)(`comes out of the PDF with nothing lost${hasPdfToText ? '' : ' (no pdftotext here)'}`, () => {
      expect(missingFrom(pdfText(sheetPdf(exported(sheet), t)), sheet)).toEqual([]);
    });

    it('comes out of JSON with nothing lost, character by character', () => {
      const json = SheetJson.parse(JSON.parse(JSON.stringify(sheetJson(exported(sheet)))));
      expect(Object.fromEntries(json.fields.filter((field) => field.text).map((field) => [field.key, field.text]))).toEqual(
        Object.fromEntries(Object.entries(sheet.values).map(([key, value]) => [key, value.text])),
      );
      expect(json.milestones.map(({ title, output, due }) => [title, output, due?.original])).toEqual(
        sheet.milestones.map(({ title, output, due }) => [title, output, due?.original]),
      );
    });

    it('comes out of the table of commitments, and its full text reads back as the same sheet', () => {
      const fullText = writeFullText(sheet, national, 'en');
      const back = readFullText(fullText, national, { nextId: counter() });
      expect(back.unplaced).toEqual([]);
      expect(Object.keys(back.sheet.values)).toHaveLength(9);
      for (const [key, value] of Object.entries(back.sheet.values))
        expect([key, dense(value.text)]).toEqual([key, dense(sheet.values[key]!.text)]);
      expect(back.sheet.milestones).toEqual(sheet.milestones);
      const csv = commitmentsCsv([{ sheet: exported(sheet), number: 1, theme: null, policyAreas: null }], PLAN);
      expect(csv).toContain(fullText.replaceAll('"', '""'));
    });
  });
}

const counter = () => {
  let count = 0;
  return () => `m${++count}`;
};

const PLAN = {
  countryOrLocality: 'Somewhere', code: null, region: null, scope: 'National', planNumber: null, actionPlanId: null,
  yearOfSubmission: 2022, endYear: 2024, durationYears: 2,
} as const; // prettier-ignore

const cut = realText('arba0003-buenos-aires-2021-en-PARTIAL.md');
(cut ? describe : describe.skip)(
  `a page of OGP Local that was cut${cut ? '' : ' (not here: it lies beside the project where it is developed)'}`,
  () => {
    it('is read as far as it goes, and the rest of the page stays in sight', () => {
      const { sheet, unplaced } = readFullText(cut!, template('ogp-local-2021'), { nextId: counter() });
      expect(Object.keys(sheet.values).sort()).toEqual(['problem', 'status_quo', 'title']);
      expect(dense(unplaced.map(({ text }) => text).join(''))).toContain('CommitmentStart:Aug2021');
    });
  },
);
