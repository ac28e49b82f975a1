import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsService, SignInService } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let [ana, rita, otra]: Browser[] = [];
let proposalId: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review');
  const command = SubmitProposal.parse({
    ...{ processId: world.processId, themeId: world.themes[0]?.id, title: 'Completar el censo', body: 'Un texto.', lang: 'es' },
    ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
  });
  proposalId = (await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' })).id;
  for (const area of world.areas)
    await app.nest
      .get(DecisionsService)
      .assign(world.processId, { proposals: [proposalId], areaId: area.id, dueOn: '2026-04-30' }, SYSTEM);
  const account = await app.nest.get(AccountsService).ensure({ email: 'otra@example.org', name: 'Otra Revisora', locale: 'es' });
  await app.nest.get(ParticipantsService).grant(world.processId, account.id, 'reviewer', world.areas[1]?.id ?? null, SYSTEM);
  otra = app.browser();
  otra.keepSession(app.seal({ signIn: (await app.nest.get(SignInService).enterAs(account)).token }));
  [ana, rita] = [await world.signedIn('ana'), await world.signedIn('rita')];
});
afterAll(() => app.close());

const REVIEW = '/staff/processes/ba/reviews/P-001';
const NOTES = `${REVIEW}/notes`;
const WHOLE = {
  ...{ verdict: 'feasible', reasons: 'El sistema lo permite.', legalBasis: 'Ley 104, artículo 4.', signedBy: 'Rita Revisa' },
  ...{ costFrom: '1.500.000', costTo: '2000000', costCurrency: 'ars', costPeriod: 'years', costYears: '2' },
  ...{ carry: 'with-others', carryWords: 'Con la universidad.' },
};
const review = async (fields: Record<string, string>) => (rita as Browser).submit(await (rita as Browser).get(REVIEW), fields);
/** Sends the fields to another address than the form of the page has: a button of its own, or somebody who makes one up. */
async function press(browser: Browser | undefined, page: string, path: string, fields: Record<string, string> = {}) {
  const { document } = await (browser as Browser).get(page);
  const token = (name: string) => document.querySelector(`main input[name=${name}]`)?.getAttribute('value') ?? '';
  return (browser as Browser).rawPost(path, { _csrf: token('_csrf'), _form: token('_form'), ...fields });
}

describe('the fields of a review', () => {
  it('are public on the proposal’s page and in its JSON: legal basis, cost, period, willingness', async () => {
    expect((await review(WHOLE)).status).toBe(200);
    const { text } = await app.browser().get('/processes/ba/proposals/P-001');
    for (const words of [
      'Ley 104, artículo 4.',
      'ARS 1.500.000 a ARS 2.000.000, en 2 años',
      'Sí, con otras áreas u organizaciones',
      'Con la universidad.',
    ])
      expect(text).toContain(words);
    const file = JSON.parse((await app.browser().get('/processes/ba/proposals/P-001.json')).body) as { reviews: object[] };
    expect(file.reviews[0]).toMatchObject({
      ...{ costFrom: 1_500_000, costTo: 2_000_000, costCurrency: 'ARS', costPeriod: 'years', costYears: 2 },
      ...{ legalBasis: 'Ley 104, artículo 4.', carry: 'with-others', carryWords: 'Con la universidad.' },
    });
    expect(JSON.stringify(file)).not.toContain('areaId');
  });

  it.each([
    [{ costTo: '1' }, 'El costo máximo no puede ser menor'],
    [{ costFrom: 'mucho' }, 'Escribí un monto en números enteros'],
    [{ costCurrency: '' }, 'Decí en qué moneda'],
    [{ costPeriod: '' }, 'Decí si el costo es por única vez'],
    [{ costYears: '' }, 'Decí por cuántos años'],
    [{ carryWords: '' }, 'Contá con quiénes'],
  ])('say what is missing: %j', async (wrong, words) => {
    const answer = await review({ ...WHOLE, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.document.querySelector('#legalBasis')?.textContent?.trim()).toBe('Ley 104, artículo 4.');
  });
});

describe('the draft of a review', () => {
  it('is kept unfinished, found again by the area, by nobody else, and ends when the review is published', async () => {
    const typed = { reasons: 'Lo estamos mirando: borrador secreto.', costFrom: 'mucho' };
    expect((await press(rita, REVIEW, `${REVIEW}/draft`, typed)).status).toBe(303);
    const mine = await (rita as Browser).get(REVIEW);
    expect(mine.document.querySelector('#reasons')?.textContent?.trim()).toBe('Lo estamos mirando: borrador secreto.');
    expect(mine.document.querySelector('#costFrom')?.getAttribute('value')).toBe('mucho');
    for (const [browser, path] of [
      [otra, REVIEW],
      [ana, NOTES],
      [ana, '/staff/processes/ba/proposals'],
      [app.browser(), '/processes/ba/proposals/P-001'],
      [app.browser(), '/processes/ba/proposals/P-001.json'],
    ] as const)
      expect((await (browser as Browser).get(path)).body).not.toContain('borrador secreto');
    await review(WHOLE);
    expect(await app.db.reader.rows(sql`select 1 from review_draft`)).toEqual([]);
  });
});

describe('answers at hand', () => {
  it('belong to the area, begin a review, and can be deleted by the area alone', async () => {
    const TEMPLATES = '/staff/processes/ba/reviews/templates';
    const kept = { name: 'Datos ya publicados', verdict: 'already-planned', reasons: 'Ya está en el portal.' };
    await (rita as Browser).submit(await (rita as Browser).get(TEMPLATES), kept, TEMPLATES);
    expect((await (otra as Browser).get(TEMPLATES)).text).not.toContain('Datos ya publicados');
    const [template] = await app.db.reader.rows(sql<{ id: string }>`select id from answer_template`);
    const begun = await (rita as Browser).get(`${REVIEW}?template=${template?.id ?? ''}`);
    expect(begun.document.querySelector('#reasons')?.textContent?.trim()).toBe('Ya está en el portal.');
    expect(begun.document.querySelector('input[value=already-planned]')?.hasAttribute('checked')).toBe(true);
    const removal = `${TEMPLATES}/${template?.id ?? ''}/removal`;
    expect((await press(otra, TEMPLATES, removal)).status).toBe(404);
    expect((await press(rita, TEMPLATES, removal)).status).toBe(303);
    expect(await app.db.reader.rows(sql`select 1 from answer_template`)).toEqual([]);
  });

  it('cannot be put into another area', async () => {
    const TEMPLATES = '/staff/processes/ba/reviews/templates';
    const foreign = { areaId: world.areas[1]?.id ?? '', name: 'x', reasons: 'y' };
    expect((await press(rita, TEMPLATES, TEMPLATES, foreign)).status).toBe(404);
  });
});

describe('private notes', () => {
  const write = async (browser: Browser, fields: Record<string, string | string[]>) =>
    browser.submit(await browser.get(NOTES), fields, NOTES);
  const mails = async () => {
    await app.nest.get(Dispatcher).settle();
    return app.db.reader.rows(
      sql<{
        to: string;
        text: string;
      }>`select recipient as "to", text from outgoing_mail where kind = 'proposals.note' order by id`,
    );
  };

  it('go between the area and the coordination, and to nobody else', async () => {
    await write(rita as Browser, { body: 'Nota secreta: ¿hay presupuesto?' });
    expect((await (ana as Browser).get(NOTES)).text).toContain('Nota secreta');
    expect((await (otra as Browser).get(NOTES)).text).not.toContain('Nota secreta');
    expect((await app.browser().get(NOTES)).status).toBe(403);
    for (const path of ['/processes/ba/proposals/P-001', '/processes/ba/proposals/P-001.json', '/processes/ba/proposals.csv'])
      expect((await app.browser().get(path)).body).not.toContain('Nota secreta');
    await write(ana as Browser, { areaId: world.areas[0]?.id ?? '', body: 'Sí, hasta junio.' });
    expect((await (rita as Browser).get(NOTES)).text).toContain('Sí, hasta junio.');
  });

  it('tell those they mention by a mail that does not say what they say', async () => {
    const mentions = [world.account('ana').id];
    await write(rita as Browser, { body: 'Nota secreta.', mentions });
    const [mail, ...more] = await mails();
    expect([mail?.to, more]).toEqual(['ana@example.org', []]);
    expect(mail?.text).toContain(`${NOTES}#note-`);
    expect(mail?.text).not.toContain('secreta');
  });

  it('mention nobody outside the area and the coordination', async () => {
    const answer = await write(rita as Browser, { body: 'Hola.', mentions: [world.account('dani').id] });
    expect(answer.status).toBe(409);
    expect(answer.document.querySelector('#body')?.textContent?.trim()).toBe('Hola.');
    expect(await app.db.reader.rows(sql`select 1 from review_note`)).toEqual([]);
  });
});
