import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CitationsService, SheetsService } from '../../src/commitments/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import type { Locale } from '../../src/kernel/localized.js';
import { Dossiers } from '../../src/plans/index.js';
import { sourcesOf } from '../../src/plans/domain/index.js';
import { TraceQueries } from '../../src/trace/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeWrittenTable, PROBLEM, type WrittenTable } from '../world/sheet.js';

let app: TestApp;
let at: WrittenTable;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  at = await makeWrittenTable(app);
});
afterAll(() => app.close());

const cite = (note: string, place: string, act = 'cite') => `${act} note ${at.boardId}:${note} ${place}`;

describe('Filling a commitment sheet', () => {
  it('begins from the topic that the table chose, with the notes behind it as its source', async () => {
    const sheet = await at.open();
    expect([sheet.title, sheet.state, sheet.templateKey]).toEqual([
      'P-001 Cartas que se entiendan',
      'topic',
      'ogp-national-2022',
    ]);
    const links = await app.nest.get(TraceQueries).leadingToAll([{ kind: 'sheet-field', id: `${sheet.id}:title` }]);
    expect(links.map(({ from, to }) => `${from.kind}>${to.kind}`).sort()).toEqual([
      'note>topic',
      'proposal>note',
      'topic>sheet-field',
    ]);
  });

  it('shows each field in the form’s order with its guidance, and the notes of its section beside it', async () => {
    await at.open();
    const page = await at.editor();
    expect(page.status).toBe(200);
    const labels = [...page.document.querySelectorAll('.editor-group:not([id]) label')].map((label) => label.textContent?.trim());
    expect(labels.findIndex((label) => label?.includes('problema'))).toBeLessThan(
      labels.findIndex((label) => label?.includes('causas')),
    );
    expect(page.document.querySelector('#place-P1 .source-note')?.textContent).toContain(PROBLEM);
    expect(page.document.querySelector('#place-P2 .source-note')).toBeNull();
    expect(page.document.querySelector('#source-P1')?.textContent).toContain('P-001 Cartas que se entiendan');
  });

  it('puts a note into a field with its citation, and keeps what was typed elsewhere in the same press', async () => {
    const sheet = await at.open();
    await at.beto.submit(await at.editor(), {
      'fields.P2.text': 'Nadie las prueba antes.',
      act: cite(at.notes.problem, 'P1', 'insert'),
    });
    const { document, state } = await at.sheet();
    expect([document.values['P1']?.text, document.values['P2']?.text, state]).toEqual([
      PROBLEM,
      'Nadie las prueba antes.',
      'draft',
    ]);
    const links = await app.nest.get(TraceQueries).sourcesOf([{ kind: 'sheet-field', id: `${sheet.id}:P1` }]);
    expect(links.map(({ from }) => from)).toEqual([{ kind: 'note', id: `${at.boardId}:${at.notes.problem}` }]);
    const after = await at.editor();
    expect(after.document.querySelector('#place-P1 .cited')?.textContent).toContain(PROBLEM);
    await at.beto.submit(after, { act: cite(at.notes.problem, 'P1', 'uncite') });
    expect((await at.editor()).document.querySelector('#place-P1 .cited')).toBeNull();
  });

  it('calls the first notes of two boards by the board too, in every language and in the sheet’s files', async () => {
    const opened = await at.open();
    const board1 = await at.table.boardOf('situation');
    const [first] = Object.values((await at.table.services.roomBoards.situation(at.table.id)).notes);
    const cited = [`${board1}:${first?.id}`, `${at.boardId}:${at.notes.problem}`];
    for (const id of cited) await app.nest.get(CitationsService).insert(opened.id, 'P1', { kind: 'note', id }, SYSTEM);
    const sheet = await at.sheet();
    const numbers = async (locale: Locale) => {
      const { trace } = await app.nest.get(Dossiers).of({ sheet, process: { slug: 'ba', name: { es: 'Plan' } } }, locale);
      return sourcesOf(trace, 'P1').flatMap(({ kind, number }) => (kind === 'note' ? number : []));
    };
    expect(await numbers('es')).toEqual(['N-001 (Tablero 1)', 'N-001 (Tablero 2)']);
    expect(await numbers('en')).toEqual(['N-001 (Board 1)', 'N-001 (Board 2)']);
    expect(await numbers('fr')).toEqual(['N-001 (Tableau 1)', 'N-001 (Tableau 2)']);
  });

  it('makes a milestone of a note in one press: what, output, when as it was typed, who', async () => {
    await at.open();
    await at.beto.submit(await at.editor(), { act: `milestone-from ${at.boardId}:${at.notes.milestone}` });
    const [milestone] = (await at.sheet()).document.milestones;
    expect(milestone).toMatchObject({
      title: 'Reescribir las 20 cartas más enviadas',
      output: '20 modelos publicados',
      due: { original: '3.er trimestre de 2023', iso: '2023-07-01', precision: 'quarter' },
      lead: 'Atención Ciudadana',
    });
    const page = await at.editor();
    expect(page.document.querySelector(`#place-${milestone?.id} .cited`)?.textContent).toContain('Reescribir las 20 cartas');
    await at.beto.submit(page, { act: `remove ${milestone?.id}` });
    expect((await at.sheet()).document.milestones).toEqual([]);
    expect(
      await app.nest.get(TraceQueries).sourcesOf([{ kind: 'milestone', id: `${(await at.sheet()).id}:${milestone?.id}` }]),
    ).toEqual([]);
  });

  it('overwrites nobody: the second writer sees both texts, and the rest of the form is kept', async () => {
    const sheet = await at.open();
    const mine = await at.editor();
    await app.nest
      .get(SheetsService)
      .mustSave(sheet.id, [{ kind: 'field', key: 'P1', before: '', after: 'Lo que escribió Ana.', lang: 'es' }], SYSTEM);
    const back = await at.beto.submit(mine, { 'fields.P1.text': 'Lo que escribió Beto.', 'fields.P2.text': 'Las causas.' });
    expect(back.status).toBe(409);
    expect(
      back.document.querySelector('#fields-P1-text')?.textContent ??
        back.document.querySelector('[name="fields.P1.text"]')?.textContent,
    ).toContain('Lo que escribió Beto.');
    expect(back.document.querySelector('#place-P1 .editor-theirs')?.textContent).toContain('Lo que escribió Ana.');
    const { document } = await at.sheet();
    expect([document.values['P1']?.text, document.values['P2']?.text]).toEqual(['Lo que escribió Ana.', 'Las causas.']);
    await at.beto.submit(back, { 'fields.P1.text': 'Lo que acordaron.' });
    expect((await at.sheet()).document.values['P1']?.text).toBe('Lo que acordaron.');
  });

  it('says what still blocks publication, with the way to each field', async () => {
    await at.open();
    const page = await at.editor();
    const links = [...page.document.querySelectorAll('.editor-findings a')].map((link) => link.getAttribute('href') ?? '');
    expect(links).toContain('#place-P1');
    for (const href of links) expect([href, page.document.querySelector(href)]).not.toEqual([href, null]);
  });

  it('takes no source of another process and no place that is not there', async () => {
    const sheet = await at.open();
    const citations = app.nest.get(CitationsService);
    const stray = { kind: 'note', id: `0190b0a0-0000-7000-8000-00000000eeee:${at.notes.problem}` } as const;
    await expect(citations.cite(sheet.id, 'P1', stray, SYSTEM)).rejects.toMatchObject({ status: 404 });
    const note = { kind: 'note', id: `${at.boardId}:${at.notes.problem}` } as const;
    await expect(citations.cite(sheet.id, 'Z9', note, SYSTEM)).rejects.toMatchObject({ refusal: { code: 'no-such-place' } });
  });

  it('is the team’s alone before it is shared: a resident learns nothing of it', async () => {
    await at.open();
    const dani = await at.world.signedIn('dani');
    expect((await dani.get(`/processes/${at.world.slug}/drafts/1`)).status).toBe(404);
    expect((await at.editor(dani)).status).toBe(404);
    expect((await dani.get(`/processes/${at.world.slug}/drafts`)).text).not.toContain('Cartas que se entiendan');
    expect((await at.beto.get(`/processes/${at.world.slug}/drafts/1`)).status).toBe(200);
  });
});
