import { describe, it, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { checkSheet } from './checks.js';
import type { CheckContext } from './check.js';
import { parseSheetTemplate } from './sheet-template.js';
import { emptyMilestone, emptySheet, withMilestoneText, type Milestone, type SheetDocument } from './sheet.js';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const template = (name: string) => parseSheetTemplate(read(`src/commitments/templates/${name}.json`));
const national = template('ogp-national-2022');
const local = template('ogp-local-2021');

const milestone = (id: string, cells: Partial<Record<'title' | 'output' | 'due' | 'lead', string>>): Milestone =>
  Object.entries(cells).reduce(
    (made, [column, text]) => withMilestoneText(made, column as 'title', text),
    emptyMilestone(id, 'es'),
  );

const SOUND: Record<string, string> = {
  title: 'Inventario abierto de plazas',
  brief: 'La ciudad publicará el inventario de sus plazas y lo corregirá con quienes las usan.',
  lead: 'Dirección de Plazas',
  supporting_civil_society: 'Amigos de la Plaza',
  period_start: 'enero de 2022',
  period_end: 'diciembre de 2023',
  P1: 'Las vecinas y los vecinos de 40 barrios no saben cuándo se reparan los juegos de su plaza.',
  P2: 'El inventario de juegos se lleva en papel y cada comuna lo ordena a su modo. Nadie los reúne.',
  D1: 'En 2019 se relevaron 12 plazas y el resultado quedó en una planilla que nadie publicó después.',
  D2: 'Crear un inventario único de juegos, abierto, con avisos de cualquier persona.',
  D3: 'Que los juegos se reparen en menos de 30 días y que la confianza aumente.',
  A1: 'Cada juego, su estado y la fecha de su última reparación estarán publicados como datos abiertos, con su historia completa.',
  A2: 'Un tablero mostrará a la ciudadanía qué avisos esperan respuesta y desde cuándo.',
  A3: 'Dos jornadas por año para revisar el inventario con las organizaciones del barrio.',
};

const sheet = (values: Record<string, string> = {}, milestones?: Milestone[]): SheetDocument => ({
  ...emptySheet(national),
  values: Object.fromEntries(Object.entries({ ...SOUND, ...values }).map(([key, text]) => [key, { text, lang: 'es' }])),
  milestones: milestones ?? [
    milestone('m1', {
      title: 'Unificar las planillas',
      output: 'Base de datos publicada',
      due: 'junio de 2022',
      lead: 'Dirección de Plazas',
    }),
    milestone('m2', {
      title: 'Revisar con el barrio',
      output: '2 jornadas',
      due: 'noviembre de 2023',
      lead: 'Dirección de Plazas',
    }),
  ],
});

const messages = (document: SheetDocument, context: CheckContext = {}, by = national) =>
  checkSheet(document, by, context).map((finding) =>
    `${finding.level} ${finding.message.replace('commitments.checks.', '')} ${finding.where ?? ''}`.trim(),
  );

describe('checking a commitment sheet', () => {
  it('has nothing to say of a complete and verifiable sheet', () => {
    expect(messages(sheet())).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no name', { title: '' }, 'E C1-blank title'],
    ['a name of 151 characters', { title: 'x'.repeat(151) }, 'E C1-long title'],
    ['three words of description', { brief: 'Abrir las plazas' }, 'W C2-length brief'],
    ['no lead', { lead: 'A definir' }, 'E C3-blank lead'],
    ['nobody outside government', { supporting_civil_society: '' }, 'W C4 supporting_civil_society'],
    ['no end', { period_end: 'permanente' }, 'E C5-no-end period_end'],
    ['an end before its start', { period_end: '2021' }, 'E C5-order period_end'],
    ['a placeholder', { P2: 'See action plan' }, 'E C6-placeholder P2'],
    ['a blank answer', { D3: ' ' }, 'E C6-blank D3'],
    ['a short past', { D1: 'Nada.' }, 'W C7 D1'],
    ['one value that does not apply', { A3: 'N/A' }, 'N C8-not-applicable A3'],
    ['nobody affected, no figure', { P1: 'El inventario está mal hecho.' }, 'W P1 P1'],
    ['causes that repeat the problem', { P2: SOUND['P1']! }, 'W P2-repeats P2'],
    ['only the lack of a solution', { P2: 'Falta de un inventario único de juegos' }, 'W P2-lack P2'],
    ['a solution of something else', { D2: 'Pintar murales en escuelas.' }, 'W P3 D2'],
    ['results that are products', { D3: 'Un portal y 2 talleres.' }, 'W P4 D3'],
    ['no value argued in fifteen words', { A1: 'Con datos.', A2: 'Con un tablero.', A3: 'Con jornadas.' }, 'E V1 A1'],
    ['reports only upwards', { A2: 'Habrá informes internos a la jefatura de gabinete.' }, 'W V4 A2'],
    ['a hedge', { D2: 'Se va a evaluar la factibilidad de un inventario de juegos.' }, 'W L1 D2'],
    ['nothing new', { D2: 'Continuar con las planillas del inventario.' }, 'W L2 D2'],
    ['an acronym', { D2: `${SOUND['D2']} Lo cargará la DGPV.` }, 'W L3 D2'],
    ['a sentence of 50 words', { D1: Array(50).fill('palabra').join(' ') + ' 2019.' }, 'N L4 D1'],
  ])('%s', (_, values, message) => {
    expect(messages(sheet(values))).toContain(message);
  });

  it('blocks a sheet that says nothing of transparency, accountability and participation', () => {
    expect(messages(sheet({ A1: '', A2: 'N/A', A3: '-' }))).toContain('E C8-none A1');
  });

  it('does not ban words such as promote or strengthen', () => {
    expect(messages(sheet({ D2: 'Fortalecer y promover el inventario de juegos con avisos nuevos.' }))).toEqual([]);
  });

  it.each<[string, Milestone[], string]>([
    ['none', [], 'E M1-none milestones'],
    ['one', [milestone('a', { title: 'Publicar', output: 'Informe', due: 'mayo de 2022', lead: 'X' })], 'W M1-number milestones'],
    ['no output', [milestone('a', { title: 'Publicar', due: 'mayo de 2022', lead: 'X' })], 'E M2 a'],
    ['no date', [milestone('a', { title: 'Publicar', output: 'Informe', lead: 'X' })], 'E M3-none a'],
    [
      'an unreadable date',
      [milestone('a', { title: 'Publicar', output: 'Informe', due: 'pronto', lead: 'X' })],
      'E M3-unreadable a',
    ],
    ['a quarter', [milestone('a', { title: 'Publicar', output: 'Informe', due: 'Q3 2022', lead: 'X' })], 'W M3-coarse a'],
    [
      'two readings',
      [milestone('a', { title: 'Publicar', output: 'Informe', due: '05/06/2022', lead: 'X' })],
      'W M3-ambiguous a',
    ],
    [
      'outside the period',
      [milestone('a', { title: 'Publicar', output: 'Informe', due: 'mayo de 2025', lead: 'X' })],
      'E M4-outside a',
    ],
    [
      'nothing to see',
      [milestone('a', { title: 'Publicar', output: 'Mayor conciencia', due: 'mayo de 2022', lead: 'X' })],
      'W M6 a',
    ],
    [
      'output as title',
      [milestone('a', { title: 'Informe público', output: 'informe publico', due: 'mayo de 2022', lead: 'X' })],
      'W M7 a',
    ],
    ['nobody', [milestone('a', { title: 'Publicar', output: 'Informe', due: 'mayo de 2022' })], 'W M8 a'],
    [
      'nothing opens',
      [milestone('a', { title: 'Comprar pintura', output: '20 latas', due: 'mayo de 2022', lead: 'X' })],
      'W M9 milestones',
    ],
    [
      'only a training',
      [milestone('a', { title: 'Capacitaciones', output: '3 cursos', due: 'mayo de 2022', lead: 'X' })],
      'N L5 milestones',
    ],
    ['twice', [milestone('a', { title: 'Hito 7: a' }), milestone('b', { title: 'Hito 7: b' })], 'W M10 b'],
    [
      'all on one date',
      [milestone('a', { title: 'a', due: '2022' }), milestone('b', { title: 'b', due: '2022' })],
      'W M4-same milestones',
    ],
  ])('milestones: %s', (_, milestones, message) => {
    expect(messages(sheet({}, milestones))).toContain(message);
  });

  it('uses what the platform knows, and is silent where it knows nothing', () => {
    const context: CheckContext = {
      planPeriod: { start: '2022-03-01', end: '2023-06-30' },
      otherTitles: ['INVENTARIO abierto de plazas'],
      nonPublicBodies: ['Dirección de Plazas'],
      origins: { proposals: 0, notes: 0 },
      proposalsWithoutResponse: 2,
      commentRound: { daysOpen: 6, unanswered: 1 },
      changedAfterRound: [{ key: 'P1', explained: false }, { key: 'P2', explained: true }],
      endorsements: 0,
      leadAttended: false,
    }; // prettier-ignore
    expect(messages(sheet(), context)).toEqual([
      'E C1-taken title', 'E C5-before-plan period_start', 'E T1', 'E T2', 'E T6',
      'W C3-not-public lead', 'W C5-after-plan period_end', 'W M5 m2', 'W T3-short', 'W T3-unanswered', 'W T4 P1', 'W T7',
    ]); // prettier-ignore
    expect(messages(sheet(), { origins: { proposals: 0, notes: 0, declared: 'Sentencia judicial' } })).toEqual([]);
  });

  it('reads ticked values in the local sheet', () => {
    const values = (entries: Record<string, { text: string; ticked?: boolean }>): SheetDocument => ({
      ...emptySheet(local),
      values: Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, { lang: 'es', ...value }])),
    });
    const reason = SOUND['A1']!;
    const only = (document: SheetDocument) =>
      messages(document, { commitmentsInPlan: 6 }, local).filter((message) => /[VT]\d/.test(message));
    expect(only(values({ value_access: { text: reason, ticked: true } }))).toEqual(['W T5']);
    expect(only(values({ value_access: { text: reason } }))).toEqual(['E V1 value_access', 'W V3-no-tick value_access', 'W T5']);
    expect(only(values({ value_technology: { text: reason, ticked: true } }))).toEqual([
      'E V1 value_access',
      'W V2 value_technology',
      'W T5',
    ]);
    expect(only(values({ value_participation: { text: '', ticked: true } }))).toContain('W V3-no-reason value_participation');
  });

  it('has every message it can say in the three languages, with the arguments it gives', () => {
    const sources = ['completeness', 'milestones', 'substance', 'trace']
      .map((part) => readFileSync(`src/commitments/domain/checks-${part}.ts`, 'utf8'))
      .join('');
    const said = [...sources.matchAll(/found\(\s*'([A-Z]\d+)',\s*'[EWN]',\s*([^,]+),/g)].flatMap(([, rule, variants]) =>
      [...variants!.matchAll(/'([^']*)'/g)].map(([, variant]) => `commitments.checks.${rule}${variant ? `-${variant}` : ''}`),
    );
    expect(said.length).toBeGreaterThan(45);
    for (const locale of ['es', 'en', 'fr']) {
      const catalogue = Object.keys(read(`src/commitments/messages/${locale}.json`) as object);
      expect(catalogue).toEqual(expect.arrayContaining([...new Set(said)]));
    }
  });
});
