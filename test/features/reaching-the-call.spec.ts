import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { SYSTEM } from '../../src/kernel/actor.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: 'https://mesa.example.org' });
  world = await makeWorld(app);
  await world.open('call');
  await send('Bicisendas & <veredas>', 0);
  await send('Lenguaje claro', 1);
  await send('Algo que espera', 0, true);
});
afterAll(() => app.close());

async function send(title: string, theme: number, isSuspicious = false): Promise<void> {
  app.clock.advance({ minutes: 1 });
  const command = SubmitProposal.parse({
    processId: world.processId,
    themeId: world.themes[theme]?.id,
    title,
    body: 'Que se haga.',
    lang: 'es',
    authorName: 'Dani',
    authorEmail: 'dani-secreta@example.org',
    sector: 'residents',
    accountId: null,
  });
  await app.nest.get(ProposalsService).submit(command, SYSTEM, { isSuspicious });
}

const titles = (feed: string): string[] =>
  [...parseHTML(feed).document.querySelectorAll('entry > title')].map((each) => each.textContent ?? '');

describe('reaching a call from elsewhere', () => {
  it('leads by short addresses to the call and to a proposal', async () => {
    expect((await app.browser().get('/p/ba')).path).toBe('/processes/ba/call');
    expect((await app.browser().get('/p/ba/1')).path).toBe('/processes/ba/proposals/P-001');
    expect((await app.browser().get('/p/ba/P-003')).status).toBe(404);
    expect((await app.browser().get('/p/nada')).status).toBe(404);
  });

  it('has a feed of public proposals with the filters of the list, and nothing private or held in it', async () => {
    const { body, headers, status } = await app.browser().get('/processes/ba/proposals.atom');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body).toContain('<title xml:lang="es">P-001 Bicisendas &amp; &lt;veredas&gt;</title>');
    expect(body).toContain('href="https://mesa.example.org/processes/ba/proposals/P-001"');
    expect(titles(body)).toHaveLength(2);
    expect(body).not.toContain('Algo que espera');
    expect(body).not.toContain('dani-secreta');
    const filtered = await app.browser().get(`/processes/ba/proposals.atom?theme=${world.themes[1]?.id}`);
    expect(titles(filtered.body)).toEqual(['P-002 Lenguaje claro']);
  });

  it('has a poster with a code and the short address, and a form to fill in by hand', async () => {
    const poster = await app.browser().get('/processes/ba/call/poster');
    expect(poster.document.querySelector('svg.qr path')?.getAttribute('d')).toMatch(/^M0 0h1v1h-1z/);
    expect(poster.text).toContain('mesa.example.org/p/ba');
    const paper = await app.browser().get('/processes/ba/call/paper');
    expect(paper.text).toContain('¿Qué proponés que se haga?');
    expect(paper.text).toContain('Lenguaje claro');
  });

  it('tells those who share a page what it is', async () => {
    const { document } = await app.browser().get('/processes/ba/proposals/P-002');
    const meta = (name: string) => document.querySelector(`meta[property="og:${name}"]`)?.getAttribute('content');
    expect(meta('title')).toContain('Lenguaje claro');
    expect(meta('url')).toBe('https://mesa.example.org/processes/ba/proposals/P-002');
    expect(meta('description')).toContain('Que se haga.');
  });
});
