import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { CommentsService } from '../../src/comments/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { rested } from '../world/exchange.js';
import { eachBegins } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

eachBegins((begun) => ({ app, world, ana } = begun));

const STAFF = '/staff/processes/ba/exchange';
const DATA = '/processes/ba/data';
const SECRET = 'zarzamora-clandestina';

/** The bytes of a file, as a browser would save them. */
async function bytes(browser: Browser, path: string): Promise<Buffer> {
  const response = await app.nest.inject({ method: 'GET', url: path, headers: { cookie: browser.cookieHeader } } as never);
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
}
const made = async (format: string): Promise<Answer> =>
  rested(ana, await ana.submit(await ana.get(STAFF), { format }, `${STAFF}/files`));
const openData = async (format: string): Promise<Buffer> => {
  const visitor = app.browser();
  await rested(visitor, await visitor.submit(await visitor.get(DATA), { format }, DATA));
  return bytes(visitor, `${DATA}/${format}`);
};
const tablesOf = (zip: Buffer): Record<string, Record<string, string>[]> =>
  Object.fromEntries(
    Object.entries(unzipSync(zip))
      .filter(([name]) => name.endsWith('.csv'))
      .map(([name, content]) => [
        name.replace('.csv', ''),
        parse(strFromU8(content), { bom: true, columns: true }) as Record<string, string>[],
      ]),
  );

async function furnish(): Promise<void> {
  const first = await propose(app, world, 'Más árboles', { author: 'Graciela Montenegro' });
  const held = await propose(app, world, `Una ${SECRET}`, { isSuspicious: true });
  const write = (body: string, isHeld: boolean) =>
    app.nest.get(CommentsService).write(
      world.processId,
      { kind: 'proposal', id: first.id },
      1,
      {
        body,
        quote: null,
        suggestion: null,
        name: 'Nora Comenta',
        email: 'nora@example.org',
        sector: null,
        organisation: null,
        lang: 'es',
        isHeld,
      } as never,
      SYSTEM,
    );
  await write('=1+1, de acuerdo', false);
  await write(`Oculto: ${SECRET}`, true);
  const answer = (isPublic: boolean, value: string) => ({
    question: world.processId,
    kind: 'text',
    label: { es: '¿Dónde?' },
    isPublic,
    value,
  });
  await app.db.reader.rows(sql`
    update proposal set answers = ${JSON.stringify([answer(true, 'En la plaza'), answer(false, SECRET)])}::jsonb where id = ${first.id}`);
  await app.db.reader.rows(sql`select ${held.id}::uuid`);
}

describe('the open data of a process', () => {
  it('are all that anybody can read, and no address and nothing out of sight', async () => {
    await furnish();
    for (const format of ['zip', 'csv', 'json', 'xlsx']) {
      const content = await openData(format);
      const texts =
        format === 'zip' || format === 'xlsx'
          ? Object.values(unzipSync(content)).map((each) => strFromU8(each))
          : [content.toString()];
      expect([format, texts.some((text) => text.includes('Más árboles'))]).toEqual([format, true]);
      expect([format, texts.some((text) => text.includes(SECRET) || /[\w.]+@example\.org/.test(text))]).toEqual([format, false]);
    }
  });

  it('come as tables with a dictionary that describes every column', async () => {
    await furnish();
    const zip = await openData('zip');
    const tables = tablesOf(zip);
    expect(tables['proposals']).toMatchObject([
      { number: 'P-001', title: 'Más árboles', author: 'Graciela Montenegro', endorsements: '0', comments: '1' },
    ]);
    expect(tables['comments']).toMatchObject([{ proposal: 'P-001', body: "'=1+1, de acuerdo", author: 'Nora Comenta' }]);
    expect(tables['answers']).toMatchObject([{ proposal: 'P-001', question: '¿Dónde?', answer: 'En la plaza' }]);
    const described = JSON.parse(strFromU8(unzipSync(zip)['datapackage.json'] as Uint8Array)) as {
      created: string;
      resources: { name: string; path: string; schema: { fields: { name: string; type: string; description: string }[] } }[];
    };
    expect(described.created).toBe(app.clock.now().toISOString());
    for (const { path, schema } of described.resources) {
      const [header = ''] = strFromU8(unzipSync(zip)[path] as Uint8Array)
        .replace('\ufeff', '')
        .split('\r\n');
      expect([path, header.split(',')]).toEqual([path, schema.fields.map(({ name }) => name)]);
      expect(
        schema.fields.filter(({ type, description }) => type === '' || description === '' || description.startsWith('exchange.')),
      ).toEqual([]);
    }
    const page = await app.browser().get(DATA);
    expect(page.text).toContain('Diccionario de datos');
    expect(page.text).not.toContain('emailConfirmedAt');
  });

  it('are made once for all who ask within an hour, and anew after', async () => {
    const files = () => app.db.reader.rows(sql<{ id: string }>`select id from data_file`);
    const visitor = app.browser();
    await Promise.all([openData('csv'), openData('csv')]);
    await rested(visitor, await visitor.submit(await visitor.get(DATA), { format: 'csv' }, DATA));
    expect(await files()).toHaveLength(1);
    const [first] = await files();
    app.clock.advance({ minutes: 61 });
    await openData('csv');
    expect(await files()).toHaveLength(1);
    expect(await files()).not.toEqual([first]);
    expect(await app.db.reader.rows(sql`select 1 from data_file_piece where file_id = ${first?.id}`)).toEqual([]);
  });

  it('hide how many endorse while the process does', async () => {
    await furnish();
    await world.open('call');
    await app.db.reader.rows(sql`update process set hides_endorsements = true`);
    expect(tablesOf(await openData('zip'))['proposals']).toMatchObject([{ endorsements: '' }]);
  });
});

describe('a file for the team', () => {
  it('holds what the team sees, and is its owner’s alone until it expires', async () => {
    await furnish();
    const page = await made('zip');
    const take = `${page.path}/content`;
    const tables = tablesOf(await bytes(ana, take));
    expect(tables['proposals']?.map(({ number, email, state }) => [number, email, state])).toEqual([
      ['P-001', 'graciela@example.org', 'published'],
      ['P-002', 'graciela@example.org', 'held'],
    ]);
    expect(tables['comments']).toHaveLength(2);
    expect(tables['answers']).toHaveLength(2);
    for (const other of [await world.signedIn('beto'), await world.signedIn('dani'), app.browser()])
      expect([403, 404]).toContain((await other.get(take)).status);
    expect(await app.db.reader.rows(sql`select 1 from recorded_event where type = 'exchange.file-taken'`)).toHaveLength(1);
    app.clock.advance({ hours: 24, minutes: 1 });
    expect((await ana.get(take)).status).toBe(404);
  });

  it('begins with the mark of spreadsheets when asked', async () => {
    await furnish();
    const [withMark, without] = [
      await made('csv'),
      await rested(ana, await ana.submit(await ana.get(STAFF), { format: 'csv', hasMark: '' }, `${STAFF}/files`)),
    ];
    expect((await bytes(ana, `${withMark.path}/content`)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect((await bytes(ana, `${without.path}/content`)).toString()).toMatch(/^number,url,title/);
  });
});
