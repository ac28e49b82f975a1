import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { ResponsesQueries } from '../../src/responses/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { told } from '../support/mails.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  await propose(app, world, 'Bancos en las paradas');
});
afterAll(() => app.close());

const PAGE = '/processes/ba/proposals/P-001';
const COMMENTS = `${PAGE}/comments`;
const WHO = { name: 'Lucía Oyarzún', email: 'lucia@example.org' };

async function say(browser: Browser, fields: Record<string, string>, query = ''): Promise<Answer> {
  const page = await browser.get(PAGE + query);
  app.clock.advance({ seconds: 30 });
  return browser.submit(page, fields, COMMENTS);
}
const page = (): Promise<Answer> => app.browser().get(PAGE);
const linkOf = async (): Promise<string> =>
  new URL(/https?:\S+/.exec((await told(app, 'proposals.comment')).at(-1)?.text ?? '')?.[0] ?? '').pathname.replace(/^\/es/, '');

describe('commenting on a proposal with an account', () => {
  it('is seen at once, with where it stands, and counted by stance', async () => {
    const eva = await world.signedIn('eva');
    await say(eva, { body: 'Hacen falta.', stance: 'for' });
    await say(eva, { body: 'Ya hay.', stance: 'against' });
    await say(eva, { body: 'Depende.', stance: 'neutral' });
    await say(eva, { body: '¿Cuándo sería?' });
    const shown = await page();
    expect([...shown.document.querySelectorAll('.balance-counts li')].map((each) => each.textContent)).toEqual([
      '1 a favor',
      '1 neutral',
      '1 en contra',
    ]);
    expect(shown.text).toContain('4 comentarios');
    expect(shown.document.querySelector('#comment-1')?.textContent).toContain('Eva Vecina');
  });

  it('is answered one level deep, and the team’s answer says that it is the team’s', async () => {
    await say(await world.signedIn('eva'), { body: '¿Cuándo sería?' });
    const ana = await world.signedIn('ana');
    const form = await ana.get(`${PAGE}?reply=1`);
    expect(form.document.querySelector('#write input[name=stance]')).toBeNull();
    app.clock.advance({ seconds: 30 });
    await ana.submit(form, { body: 'El año que viene.' }, COMMENTS);
    const reply = (await page()).document.querySelector('.voice .voice-reply');
    expect(reply?.textContent).toContain('El año que viene.');
    expect(reply?.textContent).toContain('Equipo');
    expect((await page()).document.querySelectorAll('.voice-tools a[href*="reply="]')).toHaveLength(1);
    const again = await ana.submit(form, { body: 'x', replyTo: '2' }, COMMENTS);
    expect(again.path).toContain('P-001');
    const other = await ana.get(`${PAGE}?reply=1`);
    expect((await ana.submit(other, { body: 'A una respuesta', replyTo: '2' }, COMMENTS)).status).toBe(409);
  });

  it('is counted where proposals are listed, and owed no answer in the ledger', async () => {
    await say(await world.signedIn('eva'), { body: 'Hacen falta.', stance: 'for' });
    expect(await app.db.reader.first(sql`select comments from proposal`)).toEqual({ comments: 1 });
    const coverage = await app.nest.get(ResponsesQueries).coverage(world.processId);
    expect(coverage.find(({ kind }) => kind === 'comment')?.owed ?? 0).toBe(0);
  });

  it('ends when the proposal has its answer or the stages are over', async () => {
    await world.close('call');
    expect((await page()).document.querySelector('#write')).toBeNull();
    expect((await page()).text).toContain('Ya no se comenta sobre esta propuesta.');
  });
});

describe('commenting without an account', () => {
  it('is seen once the address is confirmed; opening the link does nothing', async () => {
    const lucia = app.browser();
    await say(lucia, { ...WHO, body: 'Falta la plaza.', stance: 'for' });
    expect((await page()).text).not.toContain('Falta la plaza.');
    const link = await linkOf();
    const opened = await lucia.get(link);
    await lucia.get(link);
    expect((await page()).text).not.toContain('Falta la plaza.');
    await lucia.submit(opened, {}, `${link}/confirmation`);
    const shown = await page();
    expect(shown.text).toContain('Falta la plaza.');
    expect(shown.text).toContain('Lucía Oyarzún');
    expect(shown.body).not.toContain('lucia@');
    expect((await lucia.get(link)).text).toContain('Tu comentario está publicado');
  });

  it('waits for a person, once confirmed, when it looks like a machine’s', async () => {
    const lucia = app.browser();
    await say(lucia, { ...WHO, body: 'Comprá acá.', trap: 'https://spam.example' });
    const link = await linkOf();
    await lucia.submit(await lucia.get(link), {}, `${link}/confirmation`);
    expect((await page()).text).not.toContain('Comprá acá.');
    expect((await lucia.get(link)).text).toContain('Tu comentario espera');
    expect(await app.db.reader.rows(sql`select subject_kind from moderation_case`)).toEqual([{ subject_kind: 'comment' }]);
  });

  it('keeps what was typed when something is missing', async () => {
    const wrong = await say(app.browser(), { name: 'Lucía', email: 'no', body: 'Falta la plaza.', stance: 'for' });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('#comment-body')?.textContent).toContain('Falta la plaza.');
    expect(wrong.document.querySelector('#comment-email-error')).not.toBeNull();
    expect(wrong.document.querySelector('input[name=stance][value=for]')?.hasAttribute('checked')).toBe(true);
  });

  it('is sent once however often the button is pressed', async () => {
    const lucia = app.browser();
    const form = await lucia.get(PAGE);
    app.clock.advance({ seconds: 30 });
    await Promise.all([1, 2].map(() => lucia.submit(form, { ...WHO, body: 'Falta la plaza.' }, COMMENTS)));
    expect(await app.db.reader.first(sql`select count(*) as n from comment`)).toEqual({ n: 1 });
  });
});
