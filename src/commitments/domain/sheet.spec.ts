import { describe, it, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { sheetChanges } from './sheet-changes.js';
import { mergeEdits, type SheetEdit } from './sheet-edits.js';
import { fieldByRole, labelSource, parseSheetTemplate } from './sheet-template.js';
import {
  completeness,
  emptyMilestone,
  emptySheet,
  institutionsIn,
  isPlaceholder,
  MAX_MILESTONES,
  SheetDocument,
  tooLong,
} from './sheet.js';

const json = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`src/commitments/templates/${name}.json`, 'utf8'));
const national = parseSheetTemplate(json('ogp-national-2022'));

const write = (key: string, after: string, before = ''): SheetEdit => ({ kind: 'field', key, before, after, lang: 'es' });
const add = (milestone: string): SheetEdit => ({ kind: 'milestone-added', milestone, lang: 'es' });
const fill = (milestone: string, column: 'title' | 'due' | 'lead', after: string, before = ''): SheetEdit => ({
  kind: 'milestone-cell',
  milestone,
  column,
  before,
  after,
});
const apply = (sheet: SheetDocument, ...edits: SheetEdit[]) => mergeEdits(sheet, edits, national);
const started = apply(
  emptySheet(national),
  write('P1', 'Primera'),
  add('a'),
  fill('a', 'title', 'Uno'),
  add('b'),
  fill('b', 'title', 'Dos'),
).sheet;

describe('the templates', () => {
  it('holds the questions of the national form in order, in three languages, and says which wording is ours', () => {
    expect(national.fields.slice(-8).map((field) => field.key)).toEqual(['P1', 'P2', 'D1', 'D2', 'D3', 'A1', 'A2', 'A3']);
    expect(national.boardSections).toEqual(['P1', 'P2', 'D1', 'D2', 'D3', 'A1', 'A2', 'A3', 'milestones']);
    const causes = fieldByRole(national, 'causes')!;
    expect([labelSource(causes.label, 'en'), labelSource(causes.label, 'es'), labelSource(causes.label, 'fr')]).toEqual([
      'official',
      'official',
      'ours',
    ]);
  });

  it('holds the local form with its four values, and start and description of each milestone', () => {
    const local = parseSheetTemplate(json('ogp-local-2021'));
    expect(local.fields.filter((field) => field.kind === 'value').map((field) => field.key)).toEqual([
      'value_access', 'value_participation', 'value_accountability', 'value_technology',
    ]); // prettier-ignore
    expect(local.milestones.columns.map((column) => column.key)).toEqual(expect.arrayContaining(['description', 'start']));
  });

  it('refuses a template that names a field or group that is not there', () => {
    const template = json('ogp-national-2022');
    expect(() => parseSheetTemplate({ ...template, boardSections: ['P9'] })).toThrow('no field P9');
    expect(() => parseSheetTemplate({ ...template, groups: [(template['groups'] as unknown[])[0]] })).toThrow('no group problem');
  });
});

describe('editing a sheet', () => {
  it('takes edits of different fields by different people', () => {
    const { sheet, conflicts } = apply(started, write('P2', 'Causas'), fill('b', 'due', 'Q3 2023'));
    expect(conflicts).toEqual([]);
    expect(sheet.values['P2']).toEqual({ text: 'Causas', lang: 'es' });
    expect(sheet.milestones[1]?.due).toEqual({ original: 'Q3 2023', iso: '2023-07-01', precision: 'quarter' });
    expect(SheetDocument.parse(JSON.parse(JSON.stringify(sheet)))).toEqual(sheet);
  });

  it('overwrites nobody: a text changed meanwhile is a conflict with all three texts, and the other edits apply', () => {
    const meanwhile = apply(started, write('P1', 'De otra persona', 'Primera')).sheet;
    const { sheet, conflicts } = apply(meanwhile, write('P1', 'Mía', 'Primera'), write('D1', 'Nueva'));
    expect(conflicts).toMatchObject([{ before: 'Primera', yours: 'Mía', theirs: 'De otra persona' }]);
    expect([sheet.values['P1']?.text, sheet.values['D1']?.text]).toEqual(['De otra persona', 'Nueva']);
  });

  it('is no conflict when the very same text arrives twice, or only line ends differ', () => {
    expect(apply(started, write('P1', 'Primera', '')).conflicts).toEqual([]);
    const two = apply(started, write('P1', 'a\nb', 'Primera')).sheet;
    expect(apply(two, write('P1', 'c', 'a\r\nb')).sheet.values['P1']?.text).toBe('c');
  });

  it('refuses what is not in the form, too long, or one milestone too many', () => {
    const full = apply(emptySheet(national), ...Array.from({ length: MAX_MILESTONES + 1 }, (_, at) => add(`m${at}`)));
    expect(full.sheet.milestones).toHaveLength(30);
    expect(full.refusals.map((refused) => refused.refusal.code)).toEqual(['too-many-milestones']);
    const { refusals } = apply(started, write('Z9', 'x'), write('A1', 'x'.repeat(10_001)), fill('z', 'title', 'x'));
    expect(refusals.map((refused) => refused.refusal.code)).toEqual(['no-such-field', 'too-long', 'no-such-milestone']);
    expect(apply(started, write('P1', 'x'.repeat(20_000), 'Primera')).refusals).toEqual([]);
  });

  it('removes and moves milestones', () => {
    expect(apply(started, { kind: 'milestone-moved', milestone: 'b', to: 0 }).sheet.milestones.map((m) => m.id)).toEqual([
      'b',
      'a',
    ]);
    expect(apply(started, { kind: 'milestone-removed', milestone: 'a' }).sheet.milestones.map((m) => m.id)).toEqual(['b']);
  });
});

describe('comparing two versions', () => {
  it('lists changed fields in the order of the form, and milestones added, removed, changed and moved', () => {
    const later = apply(
      started,
      write('D1', 'Antes'), write('P1', '', 'Primera'), add('c'), fill('c', 'title', 'Tres'), fill('b', 'lead', 'Plazas'),
      { kind: 'milestone-removed', milestone: 'a' },
    ).sheet; // prettier-ignore
    const changes = sheetChanges(started, later, national);
    expect(changes.fields.map((change) => [change.key, change.kind])).toEqual([['P1', 'removed'], ['D1', 'added']]); // prettier-ignore
    expect(changes.milestones.map((change) => [change.milestone, change.kind, change.cells.map((cell) => cell.column)])).toEqual([
      ['b', 'changed', ['lead']], ['c', 'added', ['title']], ['a', 'removed', ['title']],
    ]); // prettier-ignore
  });

  it('calls a milestone moved only when its order among those that stay changed', () => {
    const swapped = apply(started, { kind: 'milestone-moved', milestone: 'b', to: 0 }).sheet;
    expect(sheetChanges(started, swapped, national).milestones.map((change) => change.kind)).toEqual(['moved', 'moved']);
    const without = apply(started, { kind: 'milestone-removed', milestone: 'a' }).sheet;
    expect(sheetChanges(started, without, national).milestones.map((change) => change.kind)).toEqual(['removed']);
  });
});

describe('how much is written', () => {
  it('counts required answers, the planning table as one, and takes a placeholder as none', () => {
    expect(completeness(emptySheet(national), national)).toMatchObject({ required: 10, answered: 0 });
    expect(completeness(apply(started, write('P2', 'TBD')).sheet, national)).toMatchObject({ answered: 2 });
    expect(completeness(started, national).missing).not.toContain('milestones');
  });

  it.each([
    '',
    ' ',
    'N/A',
    'na',
    'TBD',
    'To be defined',
    'a definir',
    'A definir.',
    'À définir',
    '-',
    '…',
    'See action plan',
    'no aplica',
  ])('"%s" says nothing', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each([
    'No',
    '3',
    'The issue had not been tackled before',
    'Nada se hizo',
    'See the action plan of 2019, whose second commitment built the register',
  ])('"%s" says something', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });

  it('reports texts past their limit, and divides institutions by line or semicolon only', () => {
    const long = {
      ...started,
      values: { A1: { text: 'x'.repeat(10_001), lang: 'es' } },
      milestones: [{ ...emptyMilestone('a', 'es'), lead: 'x'.repeat(5001) }],
    };
    expect(tooLong(long, national)).toEqual([
      { key: 'A1', characters: 10_001, limit: 10_000 },
      { key: 'a:lead', characters: 5001, limit: 5000 },
    ]);
    expect(institutionsIn('• Ministerio de Justicia, Seguridad y Derechos Humanos\nACIJ; Democracia en Red\n')).toEqual([
      'Ministerio de Justicia, Seguridad y Derechos Humanos', 'ACIJ', 'Democracia en Red',
    ]); // prettier-ignore
  });
});
