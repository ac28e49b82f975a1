import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CommentRoundsService, SheetsService, SheetVersionsService } from '../../src/commitments/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { sql } from '../../src/platform/database/reader.js';
import { ResponsesQueries } from '../../src/responses/index.js';
import { TraceQueries } from '../../src/trace/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWrittenTable, PROBLEM, type WrittenTable } from '../world/sheet.js';

let app: TestApp;
let at: WrittenTable;
let sheetId: string;

const TEXT = `${PROBLEM} Tres de cada diez personas\nvuelven a preguntar.`;
const WRITER = { name: 'Lucía Oyarzún', email: 'lucia@example.org', sector: 'residents' };

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  at = await makeWrittenTable(app);
  await at.world.open('consultation');
  sheetId = (await at.open()).id;
  await at.beto.submit(await at.editor(), { 'fields.P1.text': TEXT, act: `milestone-from ${at.boardId}:${at.notes.milestone}` });
  await at.beto.submit(await at.editor(), { act: `cite note ${at.boardId}:${at.notes.problem} P1` });
});
afterAll(() => app.close());

const share = async (days = 12): Promise<Answer> => {
  const closesOn = new Date(app.clock.now().getTime() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return at.beto.submit(await at.editor(), { closesOn }, `/staff/processes/${at.world.slug}/sheets/1/comment-rounds`);
};
const draft = (query = ''): string => `/processes/${at.world.slug}/drafts/1${query}`;
const write = async (browser: Browser, fields: Record<string, string>, place = 'P1'): Promise<Answer> =>
  browser.submit(await browser.get(draft(`?place=${place}`)), { ...WRITER, ...fields }, `${draft()}/comments`);

interface Kept {
  to: string;
  kind: string;
  text: string;
}
const mails = async (kind: string): Promise<Kept[]> => {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(
    sql<Kept>`select recipient as "to", kind, text from outgoing_mail where kind = ${kind} order by recipient`,
  );
};

describe('The comment round of a draft', () => {
  it('makes the text public as version 1 and tells everyone who took part, each once', async () => {
    expect((await share()).text).toContain('El borrador es público');
    const page = await app.browser().get(draft());
    expect(page.status).toBe(200);
    expect(page.text).toContain(PROBLEM);
    expect(page.text).toContain('Quedan 12 días para comentar');
    const told = await mails('commitments.shared');
    expect(told.map(({ to }) => to)).toEqual(['0@example.org', 'dani@example.org', 'eva@example.org']);
    expect(told[1]?.text).toContain(`/es${draft()}`);
  });

  it('closes on a day after today, and takes no comment while it is not open', async () => {
    expect((await share(0)).status).toBe(409);
    await share();
    const page = await app.browser().get(draft('?place=P1'));
    await app.nest.get(CommentRoundsService).close(sheetId, SYSTEM);
    const late = app.browser();
    await late.get(draft());
    expect((await late.submit(page, { ...WRITER, body: 'Tarde.' }, `${draft()}/comments`)).status).toBe(403);
    expect((await app.browser().get(draft('?place=P1'))).document.querySelector('#write')).toBeNull();
  });

  it('shows a comment beside its field and marks the passage, however its lines were broken', async () => {
    await share();
    const browser = app.browser();
    const landed = await write(browser, { quote: 'Tres de cada diez personas vuelven', body: '¿De dónde sale el dato?' });
    expect(landed.text).toContain('Recibimos tu comentario');
    const part = landed.document.querySelector('#place-P1');
    expect(part?.querySelector('mark.passage')?.textContent).toBe('Tres de cada diez personas\nvuelven');
    expect(part?.querySelector('.remark')?.textContent).toContain('¿De dónde sale el dato?');
    expect(landed.body).not.toContain('lucia@example.org');
  });

  it('shows other words as a change, and asks for the passage where it is missing', async () => {
    await share();
    const browser = app.browser();
    const again = await write(browser, { suggestion: 'no se leen', body: 'Es peor.' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Decí qué pasaje cambiarías');
    expect(again.document.querySelector<HTMLTextAreaElement>('#write-suggestion')?.textContent).toContain('no se leen');
    const landed = await browser.submit(again, { quote: 'no se entienden' }, `${draft()}/comments`);
    const diff = landed.document.querySelector('#place-P1 .remark .diff');
    expect(diff?.querySelector('del')?.textContent).toContain('entienden');
    expect(diff?.querySelector('ins')?.textContent).toContain('leen');
  });

  it('takes comments on a milestone and on the sheet as a whole', async () => {
    await share();
    const milestone = (await at.sheet()).document.milestones[0]?.id ?? '';
    const browser = app.browser();
    await write(browser, { body: '¿Por qué veinte?' }, milestone);
    const landed = await write(browser, { body: 'Muy bien todo.' }, 'sheet');
    expect(landed.document.querySelector(`#place-${milestone} .remark`)?.textContent).toContain('¿Por qué veinte?');
    expect(landed.document.querySelector('#place-sheet .remark')?.textContent).toContain('Muy bien todo.');
    expect((await write(browser, { body: 'x' }, 'P1')).status).toBe(200);
    const forged = await browser.get(draft('?place=P1'));
    expect((await browser.submit(forged, { ...WRITER, body: 'x', place: 'Z9' }, `${draft()}/comments`)).status).toBe(409);
  });

  it('signs with the account’s own name, whatever the form says', async () => {
    await share();
    const dani = await at.world.signedIn('dani');
    const page = await dani.get(draft('?place=P1'));
    const landed = await dani.submit(page, { body: 'Soy yo.', name: 'Otra Persona' }, `${draft()}/comments`);
    expect(landed.document.querySelector('#place-P1 .remark')?.textContent).toContain('Dani Vecina');
    expect(landed.body).not.toContain('Otra Persona');
  });
});

describe('Answering a comment', () => {
  const answers = () => at.beto.get(`/staff/processes/${at.world.slug}/sheets/1/comments`);
  const answer = async (fields: Record<string, string>): Promise<Answer> =>
    at.beto.submit(await answers(), fields, `/staff/processes/${at.world.slug}/sheets/1/comments/1/response`);

  beforeEach(async () => {
    await share();
    await write(app.browser(), { body: 'Falta decir a quiénes.' });
  });

  it('publishes what was done and why, tells the author, and enters the change in the trace', async () => {
    expect((await answers()).text).toContain('1 comentario espera respuesta');
    const coverage = async () =>
      (await app.nest.get(ResponsesQueries).coverage(at.world.processId)).find(({ kind }) => kind === 'comment');
    expect((await coverage())?.missing).toHaveLength(1);
    await answer({ disposition: 'accepted', reason: 'Sumamos a quiénes afecta.', changed: 'P1' });
    expect((await coverage())?.missing).toEqual([]);
    const page = await app.browser().get(draft());
    expect(page.document.querySelector('#place-P1 .disposition')?.textContent).toContain('Sumamos a quiénes afecta.');
    const [mail] = await mails('commitments.answered');
    expect([mail?.to, mail?.text.includes(`${draft()}#comment-1`)]).toEqual(['lucia@example.org', true]);
    const links = await app.nest.get(TraceQueries).sourcesOf([{ kind: 'sheet-field', id: `${sheetId}:P1` }]);
    expect(links.map(({ from }) => from.kind)).toEqual(['note', 'comment']);
  });

  it('needs a disposition and a reason, and comes back with what was typed', async () => {
    const again = await answer({ disposition: '', reason: 'Gracias.' });
    expect(again.status).toBe(422);
    expect(again.document.querySelector('#c1-reason')?.textContent).toContain('Gracias.');
  });

  it('is the team’s: a resident may not', async () => {
    const page = await answers();
    const dani = await at.world.signedIn('dani');
    await dani.get(draft());
    const refused = await dani.submit(
      page,
      { disposition: 'answered', reason: 'Yo respondo.' },
      `/staff/processes/${at.world.slug}/sheets/1/comments/1/response`,
    );
    expect(refused.status).toBe(403);
  });
});

describe('Revising a draft', () => {
  const NEW_TEXT = `${TEXT} Afecta sobre todo a personas mayores.`;
  const versions = (query = '') => app.browser().get(`${draft()}/versions${query}`);

  beforeEach(async () => {
    await share();
  });

  it('keeps changes to the team until they are shared with a public reason, and shows the words that differ', async () => {
    await at.beto.submit(await at.editor(), { 'fields.P1.text': NEW_TEXT });
    expect((await app.browser().get(draft())).text).not.toContain('personas mayores');
    await at.beto.submit(
      await at.editor(),
      { reason: 'Por el comentario C-001.' },
      `/staff/processes/${at.world.slug}/sheets/1/versions`,
    );
    const page = await app.browser().get(draft());
    expect(page.text).toContain('personas mayores');
    expect(page.document.querySelector('#place-P1 .was ins')?.textContent).toContain('personas mayores');
    const compared = await versions('?from=1&to=2');
    expect(compared.document.querySelector('#place-P1 ins')?.textContent).toContain('Afecta sobre todo');
    expect(compared.text).toContain('Por el comentario C-001.');
    expect((await versions('?from=2&to=1')).document.querySelector('#place-P1 del')?.textContent).toContain('Afecta sobre todo');
  });

  it('does not share a version in which nothing changed', async () => {
    await expect(app.nest.get(SheetVersionsService).revise(sheetId, 'Nada.', SYSTEM)).rejects.toMatchObject({
      refusal: { code: 'nothing-changed' },
    });
  });

  it('becomes final when the round is closed, and then stays as it is', async () => {
    const service = app.nest.get(SheetVersionsService);
    await expect(service.finalise(sheetId, 'Listo.', SYSTEM)).rejects.toMatchObject({ refusal: { code: 'sheet-not-ready' } });
    await at.beto.submit(await at.editor(), {}, `/staff/processes/${at.world.slug}/sheets/1/comment-rounds/closing`);
    await at.beto.submit(
      await at.editor(),
      { reason: 'Texto definitivo.' },
      `/staff/processes/${at.world.slug}/sheets/1/finalisation`,
    );
    const sheet = await at.sheet();
    expect([sheet.state, sheet.version]).toEqual(['final', 2]);
    const edit = { kind: 'field', key: 'P1', before: TEXT, after: 'Otra cosa.', lang: 'es' } as const;
    await expect(app.nest.get(SheetsService).saveFields(sheetId, [edit], SYSTEM)).rejects.toMatchObject({
      refusal: { code: 'sheet-is-final' },
    });
    expect((await at.editor()).document.querySelector('button[name="act"]')).toBeNull();
    await app.nest.get(SheetsService).markPublished(sheetId, SYSTEM);
    await app.nest.get(SheetsService).markPublished(sheetId, SYSTEM);
    expect((await at.sheet()).state).toBe('published');
  });
});
