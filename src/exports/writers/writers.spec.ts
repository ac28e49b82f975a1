import { describe, it, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  emptyMilestone,
  emptySheet,
  parseSheetTemplate,
  withMilestoneText,
  type SheetDocument,
} from '../../commitments/domain/index.js';
import { emptyAnswers, parsePlanTemplate, type PlanExport, type SheetExport } from '../../plans/domain/index.js';
import { LOCALES } from '../../kernel/localized.js';
import { Translator } from '../../platform/i18n/translator.js';
import { dense, docxPart, docxText, hasPdfToText, markdownText, pdfText } from '../../../test/sheets/files.js';
import {
  commitmentsCsv, PlanJson, planDocx, planJson, planMarkdown, planPdf, SheetJson, sheetDocx, sheetJson, sheetMarkdown, sheetPdf,
  type PlanColumns,
} from './index.js'; // prettier-ignore

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const national = parseSheetTemplate(read('src/commitments/templates/ogp-national-2022.json'));
const local = parseSheetTemplate(read('src/commitments/templates/ogp-local-2021.json'));
const planTemplate = parsePlanTemplate(read('src/plans/templates/ogp-local-plan.json'));
const translator = new Translator('UTC');
const t = translator.in('es');

/** Text that would be markup in Markdown, XML, HTML or Typst, were it read as such. */
const TRICKY = '#panic("x") $y^2$ *no* _no_ [z](http://a) <b>&amp;</b> `c` | @d \\e — «ñandú» “œuf” 1. no';

const document: SheetDocument = {
  ...emptySheet(national),
  values: {
    title: { text: 'Censo abierto del arbolado', lang: 'es' },
    number: { text: '6', lang: 'es' },
    lead: { text: 'Dirección de Arbolado\nComuna 15', lang: 'es' },
    period_end: { text: 'Q3 2023', lang: 'es' },
    P1: { text: `Primer párrafo.\n\n- ${TRICKY}\n2. Otra línea`, lang: 'es' },
    P2: { text: 'Les causes sont connues.', lang: 'fr' },
  },
  milestones: [
    withMilestoneText(
      { ...emptyMilestone('m1', 'es'), title: `Guía ${TRICKY}`, output: 'Guía\npublicada', lead: 'Arbolado' },
      'due',
      'I semestre 2023',
    ),
  ],
};

const sheet: SheetExport = {
  locale: 'es',
  template: national,
  document,
  trace: {
    proposals: [
      {
        id: 'p1',
        number: 'P-047',
        title: { text: 'Completar el censo de mi cuadra', lang: 'es' },
        author: 'Graciela',
        url: 'https://example.org/p/47',
      },
    ],
    notes: [
      {
        id: 'n1',
        number: '11',
        words: { text: 'Que se pueda avisar con foto', lang: 'es' },
        author: null,
        place: 'Tablero 2',
        proposals: ['p1'],
      },
    ],
    comments: [
      {
        id: 'c1',
        number: 'C-12',
        words: { text: '¿Y las veredas?', lang: 'es' },
        author: 'Rubén',
        field: 'P1',
        disposition: 'not-accepted',
        reason: { text: 'Son de otra área.', lang: 'es' },
      },
    ],
    citations: [
      { place: 'P1', source: { kind: 'note', id: 'n1' } },
      { place: 'P1', source: { kind: 'proposal', id: 'p1' } },
      { place: 'm1', source: { kind: 'comment', id: 'c1' } },
    ],
  },
  processName: 'Cuarto plan',
  platformName: 'Mesa Abierta',
  platformId: 'MA-2023-006',
  ogpCommitmentId: '',
  version: 4,
  publishedOn: '2022-11-21',
  url: 'https://example.org/commitments/6',
};

const plan: PlanExport = {
  locale: 'es',
  template: planTemplate,
  answers: {
    ...emptyAnswers(planTemplate),
    answers: {
      foreword: { text: 'Dos párrafos.\nEl segundo.', lang: 'es' },
      lead_institutions: { text: 'Secretaría General\nSubsecretaría', lang: 'es' },
      groups: { text: '24', lang: 'es' },
    },
    endorsements: [{ name: 'Ana Pérez', role: 'Directora', organisation: 'Veredas Vivas', letter: null }],
  },
  figures: { groups: { text: '22', lang: 'es' }, 'public-meetings': { text: '3', lang: 'es' } },
  facts: { plan: 'Cuarto plan de acción', submission_year: '2022' },
  name: { text: 'Cuarto plan de acción', lang: 'es' },
  platformName: 'Mesa Abierta',
  platformId: 'MA-2023',
  version: 1,
  publishedOn: null,
  url: 'https://example.org/plans/4',
  overrideReason: { text: 'Una respuesta llega en mayo.', lang: 'es' },
  sheets: [sheet],
};

/** What every document of the sheet must say, the resident's words and what became of them included. */
const SAID = [
  '6. Censo abierto del arbolado', 'MA-2023-006', '21 de noviembre de 2022', 'Dirección de Arbolado', 'Comuna 15', 'Q3 2023',
  '¿Cuál es el problema que el compromiso busca abordar?', 'Primer párrafo.', TRICKY, 'Les causes sont connues.', 'I semestre 2023',
  'De dónde viene: propuesta P-047 y nota 11.', 'De dónde viene: comentario C-12.', 'Completar el censo de mi cuadra', 'Que se pueda avisar con foto',
  '¿Y las veredas?', 'No aceptado', 'Son de otra área.', 'Una propuesta, una nota y un comentario llevaron a este texto.',
]; // prettier-ignore
const PLAN_SAID = [
  ...SAID, 'Prólogo', 'El segundo.', '7. Enumere las instituciones líderes', 'Subsecretaría', 'Según los registros de la plataforma: 22',
  'Cifra calculada por la plataforma', 'Ana Pérez', 'Veredas Vivas', 'Una respuesta llega en mayo.', 'borrador',
]; // prettier-ignore
const unsaid = (text: string, said: readonly string[]) => said.filter((words) => !dense(text).includes(dense(words)));
const itWithPoppler = hasPdfToText ? it : it.skip;

describe('the files of a commitment sheet', () => {
  it('is whole in Markdown, where nobody’s text becomes markup', () => {
    const markdown = sheetMarkdown(sheet, t);
    expect(unsaid(markdownText(markdown), SAID)).toEqual([]);
    expect(markdown).toMatch(/^# 6\. Censo abierto/);
    expect(markdown).toContain('\\<b\\>');
    expect(markdown).toMatch(/^2\\\. Otra línea$/m);
    expect(markdown.match(/^\|/gm)).toHaveLength(3);
  });

  it('is whole in Word, with headings, a repeated heading row, languages and properties', async () => {
    const docx = await sheetDocx(sheet, t);
    expect(unsaid(docxText(docx), SAID)).toEqual([]);
    const body = docxPart(docx, 'word/document.xml');
    expect(body.match(/w:val="Heading[123]"/g)?.length).toBeGreaterThan(10);
    expect(body).toContain('<w:tblHeader/>');
    expect(body).toContain('<w:lang w:val="fr"/>');
    expect(docxPart(docx, 'word/styles.xml')).toContain('<w:lang w:val="es-AR"');
    expect(docxPart(docx, 'docProps/core.xml')).toContain('<dc:title>6. Censo abierto del arbolado</dc:title>');
  });

  it('is a tagged PDF that says its language', () => {
    const pdf = Buffer.from(sheetPdf(sheet, t)).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toMatch(/\/MarkInfo|\/StructTreeRoot/);
    expect(pdf).toMatch(/\/Lang ?\(es/);
  });

  itWithPoppler(`is whole in PDF${hasPdfToText ? '' : ' (no pdftotext here)'}`, () => {
    expect(unsaid(pdfText(sheetPdf(sheet, t)), SAID)).toEqual([]);
  });

  it('is whole in JSON: what the schema says, with dates of three kinds and the way of each text', () => {
    const json = SheetJson.parse(JSON.parse(JSON.stringify(sheetJson(sheet))));
    const field = (key: string) => json.fields.find((found) => found.key === key)!;
    expect(json.ogp_commitment_id).toBe('');
    expect(field('P1')).toMatchObject({
      text: document.values['P1']!.text,
      sources: [
        { kind: 'proposal', number: 'P-047' },
        { kind: 'note', number: '11' },
      ],
    });
    expect(field('lead').institutions).toEqual(['Dirección de Arbolado', 'Comuna 15']);
    expect(field('period_end').date).toEqual({
      original: 'Q3 2023',
      first_day: '2023-07-01',
      last_day: '2023-09-30',
      precision: 'quarter',
    });
    expect(json.milestones[0]).toMatchObject({
      number: 1,
      lead: ['Arbolado'],
      due: { original: 'I semestre 2023', last_day: '2023-06-30' },
      sources: [{ number: 'C-12' }],
    });
    expect(json.trace).toEqual(sheet.trace);
  });

  it('can be written in every language, also for the local form with nothing in it', async () => {
    for (const locale of LOCALES) {
      const empty: SheetExport = { ...sheet, locale, template: local, document: emptySheet(local), publishedOn: null };
      const words = translator.in(locale);
      expect(sheetMarkdown(empty, words)).toContain(words('exports.document.noMilestones'));
      expect(docxText(await sheetDocx(empty, words))).toContain(local.groups[0]!.label[locale]);
      expect(
        sheetPdf({ ...empty, document: { ...emptySheet(local), milestones: document.milestones } }, words).length,
      ).toBeGreaterThan(10_000);
    }
  });
});

describe('the files of a whole plan', () => {
  it('holds the sections, the platform’s own figures, the endorsements and every sheet, in each format', async () => {
    expect(unsaid(markdownText(planMarkdown(plan, t)), PLAN_SAID)).toEqual([]);
    expect(unsaid(docxText(await planDocx(plan, t)), PLAN_SAID)).toEqual([]);
  });

  itWithPoppler(`does so in PDF${hasPdfToText ? '' : ' (no pdftotext here)'}`, () => {
    expect(unsaid(pdfText(planPdf(plan, t)), PLAN_SAID)).toEqual([]);
  });

  it('does so in JSON, saying which figures were computed', () => {
    const json = PlanJson.parse(JSON.parse(JSON.stringify(planJson(plan))));
    const question = (key: string) => json.sections.flatMap((section) => section.questions).find((found) => found.key === key);
    expect(question('groups')).toMatchObject({ number: 12, integer: 24, origin: 'written', computed: '22' });
    expect(question('public_meetings')).toMatchObject({ integer: 3, origin: 'computed' });
    expect(question('long_term_vision')).toMatchObject({ text: '', origin: 'none' });
    expect(json.endorsements).toEqual(plan.answers.endorsements);
    expect(json.commitments.map((commitment) => commitment.platform_id)).toEqual(['MA-2023-006']);
  });
});

describe('the table of commitments', () => {
  const columns: PlanColumns = {
    countryOrLocality: 'Buenos Aires, Argentina', code: 'ARG', region: 'Americas', scope: 'Local', planNumber: 3, actionPlanId: null,
    yearOfSubmission: 2021, endYear: 2023, durationYears: 2,
  }; // prettier-ignore
  const table = (document: SheetDocument, areas: readonly string[] | null) =>
    commitmentsCsv([{ sheet: { ...sheet, document }, number: 1, theme: 'Ambiente', policyAreas: areas }], columns);
  const simple: SheetDocument = {
    ...emptySheet(national),
    values: {
      title: { text: '=1+1', lang: 'es' },
      lead: { text: 'A\nB', lang: 'es' },
      period_end: { text: '31/12/2023', lang: 'es' },
      A1: { text: 'Con datos', lang: 'es' },
    },
  };
  const cells = (csv: string) => {
    const [head, row] = csv.replace(/^\ufeff/, '').trim().split('\r\n').map((line) => line.split(',')); // prettier-ignore
    return (name: string) => row![head!.indexOf(name)];
  };

  it('has the 171 columns of the database, with its dates, its missing codes and the reviewers’ columns as not reviewed', () => {
    const csv = table({ ...simple, values: { ...simple.values, A1: { text: 'Si', lang: 'es' } } }, ['Open Data']);
    expect(csv.startsWith('\ufeffCommitment Unique Identifier,Country/Locality,')).toBe(true);
    expect(csv.split('\r\n')[0]!.split(',')).toHaveLength(171 + 1); // one column name holds a comma
    const named = cells(csv.replace('"Ambitious and complete, or DIOG"', 'Ambitious').replace('"Buenos Aires, Argentina"', 'BA').replace(/"[^"]*\n[^"]*"/g, 'text')); // prettier-ignore
    expect(['Code', 'End Date', 'Lead Institution', 'Start Date', 'Open Data', 'Tax', 'Specificity', 'OGP Value Access To Information', 'OGP Value Civic Participation', 'OGP Value Technology', 'URL', 'Action Plan ID'].map(named)).toEqual([
      'ARG', '12/31/2023', 'A; B', 'ND', '1', '0', 'NR', '1', '0', 'ND', 'https://example.org/commitments/6', 'ND',
    ]); // prettier-ignore
  });

  it('makes formulas harmless and refuses a policy area that the database does not have', () => {
    expect(table(simple, null)).toContain(",'=1+1,");
    expect(() => table(simple, ['Gardening'])).toThrow('Gardening');
  });
});
