import { describe, it, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readDatabaseRow } from './database-row.js';
import { readFullText } from './full-text.js';
import { parseSheetTemplate } from './sheet-template.js';
import { milestoneText } from './sheet.js';

const template = (name: string) => parseSheetTemplate(JSON.parse(readFileSync(`src/commitments/templates/${name}.json`, 'utf8')));
const national = template('ogp-national-2022');
const local = template('ogp-local-2021');
const ids = () => {
  let count = 0;
  return () => `m${++count}`;
};
const read = (text: string, by = national) => readFullText(text, by, { nextId: ids() });
const texts = (text: string, by = national) =>
  Object.fromEntries(Object.entries(read(text, by).sheet.values).map(([key, value]) => [key, value.text]));

const SPANISH = `Breve descripción del compromiso
La ciudad publicará el censo de sus plazas.

Definición del problema
1. ¿Cuál es el problema que el compromiso busca abordar? Nadie sabe cuántos juegos están rotos.
2. ¿Cuáles son las causas del problema? No hay inventario: ¿quién lo llevaría?

Descripción del compromiso
1. ¿Qué se ha hecho hasta ahora para resolver el problema?
Un relevamiento en 2019.

Segundo párrafo del relevamiento.
2. ¿Qué solución propone? Un inventario abierto.
3. ¿Qué resultados queremos lograr con la implementación de este compromiso? Menos juegos rotos.

Análisis del compromiso
1. ¿Cómo promoverá la transparencia el compromiso? Con datos.
2. ¿Cómo ayudará el compromiso a fomentar la rendición de cuentas? Con un tablero.
3. ¿Cómo mejorará el compromiso la participación ciudadana en la definición, implementación y seguimiento de soluciones? N/A

Planificación del compromiso
Hitos | Resultados esperados | Fecha de finalización prevista | Partes interesadas
Inventario | Base de datos | I semestre 2022 | Dirección de Plazas
Jornada de revisión con
vecinas y vecinos | Relatoría | diciembre de 2022 | Dirección de Plazas
Información de contacto
plazas@example.org`;

describe('reading a sheet written as one text', () => {
  it('finds the fields of a Spanish sheet by their questions, in one line with the answer or above it', () => {
    expect(texts(SPANISH)).toEqual({
      brief: 'La ciudad publicará el censo de sus plazas.',
      P1: 'Nadie sabe cuántos juegos están rotos.',
      P2: 'No hay inventario: ¿quién lo llevaría?',
      D1: 'Un relevamiento en 2019.\n\nSegundo párrafo del relevamiento.',
      D2: 'Un inventario abierto.',
      D3: 'Menos juegos rotos.',
      A1: 'Con datos.',
      A2: 'Con un tablero.',
      A3: 'N/A',
    });
    expect(read(SPANISH).sheet.values['P1']?.lang).toBe('es');
  });

  it('reads the milestones with their columns, over broken lines, and leaves what follows them in sight', () => {
    const { sheet, unplaced } = read(SPANISH);
    expect(sheet.milestones.map((m) => [m.id, m.title, m.output, milestoneText(m, 'due'), m.due?.precision, m.lead])).toEqual([
      ['m1', 'Inventario', 'Base de datos', 'I semestre 2022', 'half', 'Dirección de Plazas'],
      ['m2', 'Jornada de revisión con\nvecinas y vecinos', 'Relatoría', 'diciembre de 2022', 'month', 'Dirección de Plazas'],
    ]);
    expect(unplaced).toEqual([{ heading: 'Información de contacto', text: 'plazas@example.org' }]);
  });

  it('finds French questions in other wordings, with narrow spaces and curly apostrophes', () => {
    const found = texts(
      `Brève description de l’engagement\nOuvrir le budget.\nDéfinition de la problématique\n1. À quel problème l’engagement vise-t-il à répondre\u00a0? Le budget est opaque.\n` +
        `2. Quelles sont les causes du problème\u202f? L’habitude.\nDescription de l’engagement\n1. Qu’est-ce qui a été fait jusqu’à présent pour résoudre le problème ? Rien.\n` +
        `2. Quelle solution proposez-vous ? Un portail.\n3. Quels résultats voulons-nous obtenir en mettant en œuvre cet engagement ? La confiance.\n` +
        `Analyse de l’engagement\n1. Comment l’engagement favorisera-t-il la transparence ? Par la publication.`,
    );
    expect(found).toEqual({
      brief: 'Ouvrir le budget.',
      P1: 'Le budget est opaque.',
      P2: 'L’habitude.',
      D1: 'Rien.',
      D2: 'Un portail.',
      D3: 'La confiance.',
      A1: 'Par la publication.',
    });
  });

  it('gives text under a group heading without its questions to the first question of the group', () => {
    expect(
      texts(
        'Problem Definition\n\nStreets flood.\n\nWhat are the causes of the problem?\n\nBlocked drains.\n\nProposed Solutions\nClean them.',
      ),
    ).toEqual({
      P1: 'Streets flood.',
      P2: 'Blocked drains.',
      D2: 'Clean them.',
    });
  });

  it('finds headings in the middle of a line where all line ends were lost', () => {
    const flat =
      'Brief Description of the Commitment Trees get numbers. Problem Definition 1. What problem does the commitment aim to address? Nobody counts trees. 2. What are the causes of the problem? No staff.';
    expect(texts(flat)).toEqual({ brief: 'Trees get numbers.', P1: 'Nobody counts trees.', P2: 'No staff.' });
  });

  it('reads the headings of a local commitment page into the local sheet', () => {
    expect(
      texts(
        '**Commitment Title** Open parks\n\n**Problem** Parks are closed.\n\n**Status quo** Two are open.\n\n**Action** Open ten.',
        local,
      ),
    ).toEqual({
      title: 'Open parks',
      problem: 'Parks are closed.',
      status_quo: 'Two are open.',
      action: 'Open ten.',
    });
  });

  it('reads the questions of the template of 2017, with start and end of each milestone', () => {
    const { sheet, unplaced } = read(
      `What is the public problem that the commitment will address? Noise.\nWhat is the commitment? A noise map.\nHow will the commitment contribute to solve the public problem? People see it.\n` +
        `Why is this commitment relevant to OGP values? It is open.\nAdditional information\nBudget: none.\nMilestone Activity with a verifiable deliverable | Start Date | End Date\nMap | January 2018 | 6/30/2018`,
    );
    expect(Object.fromEntries(Object.entries(sheet.values).map(([key, value]) => [key, value.text]))).toEqual({
      P1: 'Noise.',
      D2: 'A noise map.',
      D3: 'People see it.',
      A1: 'It is open.',
    });
    expect(sheet.milestones).toMatchObject([
      { title: 'Map', start: { original: 'January 2018' }, due: { original: '6/30/2018', iso: '2018-06-30' } },
    ]);
    expect(unplaced).toEqual([{ heading: 'Additional information', text: 'Budget: none.' }]);
  });

  it('takes a title of several words before a capital on the same line, and not the same words inside a sentence', () => {
    expect(
      texts('Problem/Issue to be addressed Nobody counts trees.\nProblem to be addressed by the council later.\nLast line.'),
    ).toEqual({
      P1: 'Nobody counts trees.\nProblem to be addressed by the council later.\nLast line.',
    });
  });

  it('knows the planning table by its heading row, with columns that it has no name for', () => {
    const { sheet } = read(
      'What is the commitment? A map.\n\nMilestone with deliverable | Start date - End date | Budget\n\nDraw it | May 2023 - November 2023 | 5,000',
    );
    expect(sheet.values['D2']?.text).toBe('A map.');
    expect(sheet.milestones).toMatchObject([
      { title: 'Draw it', description: '5,000', due: { original: 'May 2023 - November 2023', iso: '2023-11-01' } },
    ]);
  });

  it('loses no word of a text that has no headings at all', () => {
    expect(read('See action plan for commitment text')).toMatchObject({
      sheet: { values: {}, milestones: [] },
      unplaced: [{ heading: '', text: 'See action plan for commitment text' }],
    });
  });

  it('keeps milestones beyond the limit, and rows that are no milestone, in sight', () => {
    const rows = Array.from({ length: 31 }, (_, at) => `Step ${at + 1} | Report | 2024`).join('\n');
    const { sheet, unplaced } = read(`Commitment Planning\n${rows}\n\nNote: dates may move`);
    expect(sheet.milestones).toHaveLength(30);
    expect(unplaced).toEqual([{ heading: 'Commitment Planning', text: 'Step 31 | Report | 2024\nNote: dates may move' }]);
  });
});

describe('reading a row of the database', () => {
  const row = {
    'Commitment Title': 'Open parks',
    'Country/Locality': 'Nowhere',
    'Start Date': '11/1/18',
    'End Date': '7/19/1905',
    'Lead Institution': 'Parks Office',
    'Supporting Institution(s)': 'Government: Works; Finance Civil Society: Green Club, Walkers Private Sector: Benches Ltd',
    'Full Text': 'Brief Description of the Commitment\nOpen them.',
  };

  it('takes the columns beside the text, with months first and a year that a spreadsheet showed as a day', () => {
    const { sheet } = readDatabaseRow(row, national, ids());
    const value = (key: string) => sheet.values[key]?.text;
    expect([value('title'), value('country'), value('period_start'), value('period_end'), value('lead'), value('brief')]).toEqual([
      'Open parks', 'Nowhere', '2018-11-01', '2027', 'Parks Office', 'Open them.',
    ]); // prettier-ignore
  });

  it('sorts supporters by the kinds the text names, and guesses nothing where it names none', () => {
    const { sheet } = readDatabaseRow(row, national, ids());
    expect([sheet.values['supporting_government']?.text, sheet.values['supporting_civil_society']?.text, sheet.values['supporting_others']?.text]).toEqual([
      'Works; Finance', 'Green Club, Walkers', 'Private Sector: Benches Ltd',
    ]); // prettier-ignore
    const unnamed = readDatabaseRow({ ...row, 'Supporting Institution(s)': 'Works, Green Club' }, national, ids()).sheet;
    expect(unnamed.values['supporting_others']?.text).toBe('Works, Green Club');
    expect(unnamed.values['supporting_government']).toBeUndefined();
  });

  it('takes NA, ND and NR as not there', () => {
    expect(
      readDatabaseRow({ ...row, 'Lead Institution': 'NA', 'End Date': 'ND' }, national, ids()).sheet.values['lead'],
    ).toBeUndefined();
  });
});
