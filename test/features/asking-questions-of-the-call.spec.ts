import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  ana = await world.signedIn('ana');
  await ask({
    'questions.0.label.es': '¿A cuántas personas les sirve?',
    'questions.0.kind': 'number',
    'questions.0.isRequired': 'on',
    'questions.0.isPublic': 'on',
    'questions.1.label.es': '¿Cómo te enteraste?',
    'questions.1.kind': 'choice',
    'questions.1.options.es': 'Por la radio\nPor un cartel',
  });
});
afterAll(() => app.close());

const STAFF = '/staff/processes/ba/call';
const ask = async (fields: Record<string, string>): Promise<Answer> =>
  ana.submit(await ana.get(STAFF), fields, `${STAFF}/questions`);

/** The names of the fields of the two questions, as the form of a proposal has them. */
const names = (page: Answer): string[] => [
  ...new Set([...page.document.querySelectorAll('[name^="question-"]')].map((field) => field.getAttribute('name') ?? '')),
];

async function toText(browser: Browser): Promise<Answer> {
  const first = await browser.get('/processes/ba/proposals/new');
  app.clock.advance({ seconds: 30 });
  return browser.submit(first, { title: 'Publicar los tiempos', themeId: world.themes[0]?.id ?? '' });
}

const TEXT = { problem: 'No sé a qué centro ir.', idea: 'Que se publique.', benefit: '', lang: 'es' };
const AUTHOR = { authorName: 'Dani', authorEmail: 'dani@example.org', sector: 'residents', onBehalfOf: '', neighbourhood: '' };

async function send(browser: Browser): Promise<Answer> {
  const text = await toText(browser);
  const [people = '', heard = ''] = names(text);
  const author = await browser.submit(text, { ...TEXT, [people]: '1200', [heard]: '1' });
  app.clock.advance({ seconds: 30 });
  const preview = await browser.submit(author, AUTHOR);
  expect(preview.text).toContain('Por un cartel');
  return browser.submit(preview);
}

describe('questions that a call asks beside the usual ones', () => {
  it('are announced on the page of the call', async () => {
    const page = await app.browser().get('/processes/ba/call');
    expect(page.text).toContain('¿A cuántas personas les sirve? Hay que responder. La respuesta se publica.');
    expect(page.text).toContain('¿Cómo te enteraste? Es opcional. Solo la lee el equipo.');
  });

  it('are checked while somebody writes, with what was typed kept in the draft', async () => {
    const dani = app.browser();
    const text = await toText(dani);
    const [people = ''] = names(text);
    const wrong = await dani.submit(text, { ...TEXT, [people]: 'muchas' });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('.error-summary a')?.getAttribute('href')).toBe(`#${people}`);
    const later = await dani.get('/processes/ba/proposals/new/text');
    expect(later.document.querySelector(`[name="${people}"]`)?.getAttribute('value')).toBe('muchas');
    expect((await dani.get('/processes/ba/proposals/new/preview')).path).toBe('/processes/ba/proposals/new/text');
  });

  it('show public answers to everybody and private ones to the team alone', async () => {
    await send(app.browser());
    const visitor = app.browser();
    for (const path of ['proposals/P-001', 'proposals/P-001.json', 'proposals.csv', 'proposals.json']) {
      const { body } = await visitor.get(`/processes/ba/${path}`);
      expect(body).toContain('¿A cuántas personas les sirve?');
      expect(body).toContain('1200');
      expect(body).not.toContain('Por un cartel');
      expect(body).not.toContain('¿Cómo te enteraste?');
    }
    const file = await ana.get('/staff/processes/ba/answers.csv');
    expect(file.body).toContain('P-001,Publicar los tiempos,published,¿Cómo te enteraste?,Por un cartel,false');
    expect((await visitor.get('/staff/processes/ba/answers.csv')).status).not.toBe(200);
  });

  it('keep an answer private when the question becomes public later', async () => {
    await send(app.browser());
    await ask({ 'questions.1.isPublic': 'on' });
    expect((await app.browser().get('/processes/ba/call')).text).toContain(
      '¿Cómo te enteraste? Es opcional. La respuesta se publica.',
    );
    expect((await app.browser().get('/processes/ba/proposals.json')).body).not.toContain('Por un cartel');
  });

  it('are taken away by emptying their words, and keep what was answered', async () => {
    await send(app.browser());
    await ask({ 'questions.0.label.es': '' });
    expect(names(await toText(app.browser()))).toHaveLength(1);
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('1200');
    const rows = await app.db.reader.rows(sql<{ count: number }>`select jsonb_array_length(answers) as count from proposal`);
    expect(rows).toEqual([{ count: 2 }]);
  });

  it('want options where there is something to choose', async () => {
    const wrong = await ask({ 'questions.1.options.es': 'Una sola' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Escribí entre 2 y 20 opciones');
  });
});
