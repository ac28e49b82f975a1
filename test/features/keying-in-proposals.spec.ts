import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { CallService } from '../../src/process/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-02-20T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call');
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const KEYING = '/staff/processes/ba/proposals/keying';
const sheet = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ channel: 'paper', receivedOn: '2026-02-18', themeId: world.themes[0]?.id ?? '', lang: 'es' },
  ...{ title: 'Bancos en la plaza', problem: 'No hay dónde sentarse.', sector: 'residents' },
  ...more,
});
const keyIn = async (more: Record<string, string> = {}): Promise<Answer> => ana.submit(await ana.get(KEYING), sheet(more));

describe('keying in what came on paper', () => {
  it('asks about the person, not the one who keys in, in every language', async () => {
    for (const [lang, yours] of [
      ['es', /\b(tus?|ves|hablás|propondrías|tenés)\b/i],
      ['en', /\byou(r|rs)?\b/i],
      ['fr', /\b(vous|votre|vos)\b/i],
    ] as const) {
      const { document } = await ana.get(`/${lang}${KEYING}`);
      const labels = [...document.querySelectorAll('main form :is(label, legend)')].map(
        (label) => label.textContent?.trim() ?? '',
      );
      expect(labels.length).toBeGreaterThan(10);
      expect(labels.filter((label) => yours.test(label))).toEqual([]);
    }
  });

  it('goes sheet after sheet: what stays the same is filled in again, the cursor is at the title', async () => {
    const page = await keyIn();
    expect(page.path).toMatch(/#title$/);
    expect(page.document.body.textContent).toContain('Se cargó P-001: Bancos en la plaza');
    const value = (name: string) => page.document.querySelector(`[name=${name}]`)?.getAttribute('value');
    expect(value('receivedOn')).toBe('2026-02-18');
    expect(page.document.querySelector('[name=themeId] option[selected]')?.getAttribute('value')).toBe(world.themes[0]?.id);
    expect(value('title')).toBe('');
    await ana.submit(page, { title: 'Sombra en las paradas', problem: 'El sol.' });
    const rows = await app.db.reader.rows(
      sql<{ number: number; channel: string }>`select number, channel from proposal order by 1`,
    );
    expect(rows).toEqual([
      { number: 1, channel: 'paper' },
      { number: 2, channel: 'paper' },
    ]);
  });

  it('takes official proposals, which say so and come from an area of the government', async () => {
    const refused = await keyIn({ channel: 'official' });
    expect([refused.status, refused.text.includes('Una propuesta oficial es de un área del gobierno')]).toEqual([422, true]);
    await keyIn({ channel: 'official', sector: 'public', onBehalfOf: 'Dirección de Arbolado' });
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.text).toContain('Propuesta oficial, presentada el 18 de febrero de 2026');
    expect((await app.browser().get('/processes/ba/proposals?channel=official')).text).toContain('Bancos en la plaza');
    expect((await app.browser().get('/processes/ba/proposals?channel=paper')).text).not.toContain('Bancos en la plaza');
  });

  it('says on the public page how and when it was received, and who keyed it to the team alone', async () => {
    await keyIn({ channel: 'telephone' });
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.text).toContain('Recibida por teléfono el 18 de febrero de 2026');
    expect(page.text).toContain('Sin nombre');
    expect(page.text).not.toContain('Ana Coordina');
    expect((await ana.get('/staff/processes/ba/proposals')).text).toContain('La cargó Ana Coordina');
  });

  it('keeps a name and a contact only with consent, and loses nothing that was typed', async () => {
    const refused = await keyIn({ authorName: 'Elsa Pérez', contact: '4555-0101' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Sin ese acuerdo el dato no se guarda');
    expect(refused.document.querySelector('[name=authorName]')?.getAttribute('value')).toBe('Elsa Pérez');
    expect(await app.db.reader.rows(sql`select 1 from proposal`)).toHaveLength(0);
    await ana.submit(refused, { namePublic: 'on', mayContact: 'on' });
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.text).toContain('Elsa Pérez');
    for (const path of ['/processes/ba/proposals/P-001', '/processes/ba/proposals.csv', '/processes/ba/proposals/P-001.json'])
      expect((await app.browser().get(path)).body).not.toContain('4555-0101');
  });

  it('writes to who gave an address, and to nobody else', async () => {
    await keyIn();
    await keyIn({ authorEmail: 'elsa@example.org', mayContact: 'on' });
    const mails = await app.db.reader.rows(sql<{ recipient: string }>`select recipient from outgoing_mail`);
    expect(mails.map(({ recipient }) => recipient)).toEqual(['elsa@example.org']);
  });

  it('needs the terms accepted where there are any, and notes which version', async () => {
    await app.nest
      .get(CallService)
      .publishRules(world.processId, { terms: { es: 'Es público.' }, rules: { es: 'Las mesas.' }, note: null }, SYSTEM);
    expect((await keyIn()).status).toBe(422);
    await keyIn({ accepts: 'on' });
    const [row] = await app.db.reader.rows(sql<{ version: number }>`select terms_version as version from proposal`);
    expect(row?.version).toBe(1);
  });

  it('takes no day that is still to come', async () => {
    expect((await keyIn({ receivedOn: '2026-02-21' })).text).toContain('no puede ser posterior a hoy');
  });

  it('is found by its channel, in the list and in files', async () => {
    await propose(app, world, 'Enviada por el sitio');
    await keyIn({ channel: 'meeting' });
    const list = await app.browser().get('/processes/ba/proposals?channel=meeting');
    expect(list.text).toContain('Bancos en la plaza');
    expect(list.text).not.toContain('Enviada por el sitio');
    const csv = await app.browser().get('/processes/ba/proposals.csv?channel=meeting');
    expect(csv.body.trim().split('\r\n')).toHaveLength(2);
    expect(csv.body).toContain('meeting,2026-02-18');
  });

  it('gives the person a sheet with the number, the text, a code, and, right after, a private link that works', async () => {
    await keyIn();
    const slip = await ana.get('/staff/processes/ba/proposals/P-001/slip');
    for (const words of ['P-001', 'Bancos en la plaza', 'Recibida en papel', '/p/ba/P-001']) expect(slip.text).toContain(words);
    const own = /\/proposals\/receipts\/([\w-]+)/.exec(slip.text)?.[0] ?? '';
    const receipt = await app.browser().get(own);
    expect(receipt.status).toBe(200);
    expect(receipt.text).toContain('Bancos en la plaza');
    // Another browser of the team prints the sheet without it: the link is stored nowhere.
    const other = await (await world.signedIn('ana')).get('/staff/processes/ba/proposals/P-001/slip');
    expect(other.text).not.toContain('/proposals/receipts/');
  });
});
