import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ImportWork } from '../../src/exchange/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import type { Browser, TestApp } from '../support/app.js';
import { begin, bring, check, rested, undo } from '../world/exchange.js';
import { eachBegins } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

eachBegins((begun) => ({ app, world, ana } = begun));

const DECIDIM = [
  'id;category/name/es;title/es;title/ca;body/es;body/ca;state;answer/es;votes;latitude;longitude;published_at;reference;url',
  '11;Datos;Mapa de obras;;"<p>Con fechas &amp; montos.</p><p>Y quién la hace.</p>";;accepted;"<p>Lo hacemos en marzo.</p>";124;-34,6;-58.4;2025-03-02 10:00:00 UTC;R-11;https://decidim.example.org/11',
  '12;Lenguaje claro;;Cartes clares;;Que s’entenguin.;;;;;;;R-12;https://decidim.example.org/12',
  '13;;Sin eje;;Texto.;;rejected;;x;;;ayer;R-13;javascript:alert(1)',
].join('\n');

const proposals = () =>
  app.db.reader.rows(sql<Record<string, unknown>>`
    select p.number, p.title, p.body, p.lang, p.state, p.author_name as author, p.author_email as email, p.endorsements, p.published_at as "publishedAt",
      t.name->>'es' as theme, s.name as source, s.key, s.supports, s.url, s.latitude
    from proposal p join theme t on t.id = p.theme_id left join proposal_source s on s.proposal_id = p.id order by p.number`);
const mails = () => app.db.reader.rows(sql`select id from outgoing_mail`);

describe('a file of proposals from elsewhere', () => {
  it('is recognised, mapped and looked at row by row before anything comes in', async () => {
    const page = await bring(ana, DECIDIM);
    expect(page.text).toContain('con las columnas de Decidim');
    expect(page.document.querySelector('[name="columns.title"] option[selected]')?.getAttribute('value')).toBe('title/*');
    expect(page.text).toContain('«accepted» (1)');
    const looked = await check(ana, page);
    expect(looked.text).toContain('Fila 4');
    expect(looked.text).toContain('No dice el eje');
    expect(looked.text).toContain('Dice «rejected» pero no los motivos');
    expect(looked.text).toContain('«Datos» no es un eje de este proceso');
    expect(looked.text).toContain('No dice qué área respondió');
    expect(looked.text).toContain('«ayer» no es una fecha');
    expect(await proposals()).toEqual([]);
    expect(looked.text).toContain('Importar 1 propuesta');
  });

  it('comes in with its answers, says where it is from, and counts nobody as ours', async () => {
    const page = await bring(ana, DECIDIM);
    const looked = await check(ana, page, {
      'values.theme.0': world.themes[0]?.id ?? '',
      'values.state.0': 'feasible',
      areaId: world.areas[0]?.id ?? '',
    });
    const done = await begin(ana, looked);
    expect(done.text).toContain('Hecha');
    expect(await proposals()).toMatchObject([
      {
        number: 1,
        title: 'Mapa de obras',
        body: 'Con fechas & montos.\n\nY quién la hace.',
        state: 'feasible',
        author: 'Decidim Rosario',
        email: null,
        endorsements: 0,
        theme: 'Datos abiertos',
        key: '11',
        supports: 124,
        latitude: -34.6,
        publishedAt: new Date('2025-03-02T10:00:00Z'),
      },
      { number: 2, title: 'Cartes clares', state: 'published', theme: 'Lenguaje claro', supports: null },
    ]);
    const shown = await app.browser().get('/processes/ba/proposals/P-001');
    expect(shown.text).toContain('Viene de Decidim Rosario');
    expect(shown.text).toContain('Allá la apoyaron 124 personas');
    expect(shown.document.querySelector('a[href="https://decidim.example.org/11"]')).not.toBeNull();
    expect(shown.text).toContain('Lo hacemos en marzo.');
    expect(await mails()).toEqual([]);
    const events = await app.db.reader.rows(
      sql<{ type: string }>`select type from recorded_event where type like 'exchange.%' or type like '%imported' order by seq`,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'exchange.import-begun',
      'proposals.proposal-imported',
      'proposals.proposal-imported',
      'exchange.import-finished',
    ]);
  });

  it('comes in once, however often it is pressed and brought', async () => {
    const table =
      'id,title,body,theme\n1,Uno,Texto uno,Datos abiertos\n1,Otra vez,Texto,Datos abiertos\n2,Dos,Texto dos,Datos abiertos';
    const looked = await check(ana, await bring(ana, table));
    expect(looked.text).toContain('«1» ya está en una fila anterior');
    const path = `${looked.path}/start`;
    await Promise.all([ana.submit(looked, {}, path), ana.submit(looked, {}, path)]);
    await rested(ana, looked);
    expect(await proposals()).toHaveLength(2);
    const late = await ana.submit(looked, {}, `${looked.path}/columns`);
    expect([late.status, late.text.includes('La importación ya está en otro paso')]).toEqual([409, true]);
    const again = await check(ana, await bring(ana, table));
    expect(again.text).toContain('Ninguna fila puede entrar así');
    expect(again.text).toContain('Ya había venido');
  });

  it('is undone as a whole, but for what somebody built on, and its numbers are given again', async () => {
    const table =
      'id,title,body,theme\n1,Uno,Texto uno,Datos abiertos\n2,Dos,Texto dos,Datos abiertos\n3,Tres,Texto tres,Datos abiertos';
    const done = await begin(ana, await check(ana, await bring(ana, table)));
    await world.open('call');
    const dani = await world.signedIn('dani');
    await dani.submit(await dani.get('/processes/ba/proposals/P-001'), {}, '/processes/ba/proposals/P-001/endorsement');
    const asked = await ana.get(done.document.querySelector(`a[href$="/undoing"]`)?.getAttribute('href') ?? '');
    expect(asked.text).toContain('2 propuestas se van 1 queda');
    expect(asked.text).toContain('Tiene adhesiones de acá: 1');
    expect(await proposals()).toHaveLength(3);
    const undone = await undo(ana, done);
    expect(undone.text).toContain('Tiene adhesiones de acá');
    expect(undone.text).toContain('P-001 Uno');
    expect((await proposals()).map(({ number }) => number)).toEqual([1]);
    const events = await app.db.reader.rows(
      sql<{ body: object }>`select body from recorded_event where type = 'exchange.import-undone'`,
    );
    expect(events).toMatchObject([{ body: { undone: 2, kept: 1 } }]);
    await begin(ana, await check(ana, await bring(ana, table)));
    expect((await proposals()).map(({ number, title }) => [number, title])).toEqual([
      [1, 'Uno'],
      [2, 'Dos'],
      [3, 'Tres'],
    ]);
  });

  it('undoes answers that came with it, and no others', async () => {
    const table = `id,title,body,theme,state,answer,area\n1,Uno,Texto,Datos abiertos,feasible,Sí.,Dirección de Datos\n2,Dos,Texto,Datos abiertos,rejected,No.,`;
    const done = await begin(ana, await check(ana, await bring(ana, table), { 'values.state.1': 'not-taken-up' }));
    expect((await proposals()).map(({ state }) => state)).toEqual(['feasible', 'not-taken-up']);
    await expect(app.db.reader.rows(sql`delete from feasibility_review`)).rejects.toThrow('append-only');
    await expect(app.db.reader.rows(sql`delete from response`)).rejects.toThrow('append-only');
    await undo(ana, done);
    expect(await proposals()).toEqual([]);
    expect(await app.db.reader.rows(sql`select id from feasibility_review union select id from response`)).toEqual([]);
  });

  it('keeps what was typed where the form is not whole, and says what cannot be read', async () => {
    const page = await ana.get('/staff/processes/ba/exchange/imports/new');
    const missing = await ana.upload(page, { sourceName: 'Rosario' }, { name: 'file', filename: '', content: '' });
    expect(missing.status).toBe(422);
    expect(missing.body).toContain('value="Rosario"');
    for (const [content, words] of [
      ['no es nada', 'necesita una línea con los títulos'],
      ['{"proposals": [{"title": "x"', 'No se puede leer el archivo'],
      [Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9]), 'No se puede leer el archivo'],
      ['a,b\n', 'al menos una fila'],
    ] as const) {
      const refused = await bring(ana, content);
      expect([refused.status, refused.text.includes(words), words]).toEqual([409, true, words]);
    }
    const forged = await ana.upload(
      { ...page, document: page.document },
      { sourceName: 'x', _csrf: 'no' },
      { name: 'file', filename: 'a.csv', content: 'a,b\n1,2' },
    );
    expect(forged.status).toBe(403);
  });

  it('goes on where a job died, and brings no row twice', async () => {
    const rows = Array.from(
      { length: 1200 },
      (_, index) => `${index + 1},Propuesta ${index + 1},Texto ${index + 1},Datos abiertos`,
    );
    const looked = await check(ana, await bring(ana, ['id,title,body,theme', ...rows].join('\n')));
    const id = looked.path.split('/').at(-1) ?? '';
    const work = app.nest.get(ImportWork);
    // As a job leaves it that died after its first batch, and its queue with it.
    await app.db.reader.rows(sql`update proposal_import set state = 'running', position = 0 where id = ${id}`);
    await work.step(id);
    expect(await proposals()).toHaveLength(500);
    expect((await ana.get(looked.path)).text).toContain('500 de 1.200');
    await work.takeUp();
    expect(await proposals()).toHaveLength(500);
    app.clock.advance({ minutes: 3 });
    await Promise.all([work.takeUp(), work.goOn(id)]);
    await rested(ana, looked);
    const found = await proposals();
    expect(found.map(({ number, key }) => [number, key])).toEqual(rows.map((_, index) => [index + 1, String(index + 1)]));
  });

  it('tells whoever brought it when its job fails for good, and goes on when somebody says so', async () => {
    const looked = await check(ana, await bring(ana, 'id,title,body,theme\n1,Uno,Texto,Datos abiertos'));
    const id = looked.path.split('/').at(-1) ?? '';
    const work = app.nest.get(ImportWork);
    const [{ mapping = null } = {}] = await app.db.reader.rows(sql<{ mapping: object }>`select mapping from proposal_import`);
    await app.db.reader.rows(sql`update proposal_import set state = 'running', position = 0, mapping = 'null'::jsonb`);
    for (let tries = 0; tries < 5; tries++) await expect(work.goOn(id)).rejects.toThrow();
    await app.nest.get(Dispatcher).settle();
    expect(await app.db.reader.rows(sql`select recipient, subject from outgoing_mail`)).toEqual([
      { recipient: 'ana@example.org', subject: 'Se detuvo la importación de Decidim Rosario' },
    ]);
    app.clock.advance({ minutes: 5 });
    await work.takeUp();
    const stopped = await ana.get(looked.path);
    expect(stopped.text).toContain('Se detuvo en la fila 0 de 1');
    await app.db.reader.rows(sql`update proposal_import set mapping = ${JSON.stringify(mapping)}::jsonb`);
    const done = await rested(ana, await ana.submit(stopped, {}, `${looked.path}/resumption`));
    expect([done.text.includes('Hecha'), (await proposals()).length]).toEqual([true, 1]);
  });

  it('knows everything that may be built on a proposal', async () => {
    const known = readFileSync('src/exchange/built-on.ts', 'utf8') + readFileSync('src/proposals/imported-proposals.ts', 'utf8');
    const tables = await app.db.reader.rows(sql<{ name: string }>`
      select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'proposal'::regclass`);
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(({ name }) => !known.includes(name))).toEqual([]);
  });
});
