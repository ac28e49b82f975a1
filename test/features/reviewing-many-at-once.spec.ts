import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let rita: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-04-01T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call', 'review');
  const ids: string[] = [];
  for (const title of ['Completar el censo', '=Publicar los tiempos', 'Más bicisendas', 'De otra área']) {
    const command = SubmitProposal.parse({
      ...{ processId: world.processId, themeId: world.themes[0]?.id, title, body: 'Un texto.', lang: 'es' },
      ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
    });
    ids.push((await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' })).id);
  }
  const assign = (areaId: string, proposals: string[]) =>
    app.nest.get(DecisionsService).assign(world.processId, { proposals, areaId, dueOn: '2026-04-30' }, SYSTEM);
  await assign(world.areas[0]?.id ?? '', ids.slice(0, 3));
  await assign(world.areas[1]?.id ?? '', ids.slice(3));
  rita = await world.signedIn('rita');
});
afterAll(() => app.close());

const REVIEWS = '/staff/processes/ba/reviews';
const TABLE = `${REVIEWS}/table`;
const HEADER = 'number;verdict;reasons;signedBy;costFrom';
const table = (...rows: string[]): string => [HEADER, ...rows].join('\n');
async function press(path: string, fields: Record<string, string>) {
  const { document } = await rita.get(TABLE);
  const token = (name: string) => document.querySelector(`main input[name=${name}]`)?.getAttribute('value') ?? '';
  return rita.rawPost(path, { _csrf: token('_csrf'), _form: token('_form'), ...fields });
}
const look = (text: string) => press(`${TABLE}/preview`, { table: text });
const keep = (text: string) => press(TABLE, { table: text, act: 'keep' });
const drafts = async () => (await app.db.reader.rows(sql`select 1 from review_draft`)).length;
const states = async () =>
  (await app.db.reader.rows(sql<{ state: string }>`select state from proposal order by number`)).map(({ state }) => state);

describe('the list of an area’s reviews', () => {
  it('shows what is pending, late, a draft or answered', async () => {
    await keep(table('P-001;feasible;Se puede.;Rita;'));
    app.clock.set('2026-05-02T15:00:00Z');
    rita = await world.signedIn('rita');
    const counts = async (show: string) =>
      (await rita.get(`${REVIEWS}?show=${show}`)).document.querySelectorAll('.rows > li').length;
    expect([await counts('pending'), await counts('late'), await counts('drafts'), await counts('done')]).toEqual([3, 3, 1, 0]);
  });
});

describe('the table of an area', () => {
  it('goes out with the columns to fill, of this area only, and comes in again as it is', async () => {
    const { body } = await rita.get(`${TABLE}.csv`);
    expect(body.split('\r\n')[0]).toContain('number,title,area,dueOn,url,verdict,reasons,legalBasis');
    expect(body).toContain("'=Publicar los tiempos");
    expect(body).not.toContain('De otra área');
    const again = await look(body);
    expect(again.text.match(/Sin completar/g)).toHaveLength(3);
  });

  it('is looked at row by row before anything is kept: every problem by its line, the text kept', async () => {
    const filled = table('P-001;feasible;Se puede.;Rita;', 'P-002;feasible;;;mucho', 'P-004;feasible;No es mía.;Rita;', ';;;;');
    const seen = await look(filled);
    expect(await drafts()).toBe(0);
    for (const words of ['Línea 2', 'Lista para publicar', 'Completá «Motivos»', 'No es una propuesta de tu área'])
      expect(seen.text).toContain(words);
    expect(seen.document.querySelector('#table')?.textContent).toContain('No es mía.');
    const refused = await keep(filled);
    expect(refused.status).toBe(409);
    expect(refused.document.querySelector('#table')?.textContent).toContain('No es mía.');
    expect(await drafts()).toBe(0);
  });

  it('becomes drafts; brought in again it changes nothing', async () => {
    const filled = table('P-001;feasible;Se puede.;Rita;', 'P-002;not-feasible;No hay datos.;Rita;');
    expect((await keep(filled)).status).toBe(303);
    expect(await drafts()).toBe(2);
    expect((await look(filled)).text.match(/Igual a lo que ya hay/g)).toHaveLength(2);
    await keep(filled);
    expect(await drafts()).toBe(2);
  });

  it('is empty or too much: 422', async () => {
    expect((await look('')).status).toBe(422);
    expect((await keep('')).status).toBe(422);
  });
});

describe('drafts that are ready', () => {
  it('are published together, once, and the unfinished one stays', async () => {
    await keep(table('P-001;feasible;Se puede.;Rita;', 'P-002;not-feasible;No hay datos.;Rita;', 'P-003;feasible;;;'));
    const list = await rita.get(REVIEWS);
    expect(list.document.querySelectorAll('input[name=numbers]')).toHaveLength(2);
    expect(list.text).toContain('Borrador sin terminar');
    const both = { numbers: ['1', '2'] };
    await Promise.all([rita.submit(list, both, `${REVIEWS}/publication`), rita.submit(list, both, `${REVIEWS}/publication`)]);
    expect(await states()).toEqual(['feasible', 'not-feasible', 'in-review', 'in-review']);
    expect(await app.db.reader.rows(sql`select 1 from feasibility_review`)).toHaveLength(2);
    expect(await drafts()).toBe(1);
  });

  it('are published all or none: one that is not whole keeps the others back', async () => {
    await keep(table('P-001;feasible;Se puede.;Rita;', 'P-002;not-feasible;No hay datos.;Rita;'));
    const list = await rita.get(REVIEWS);
    await keep(table('P-002;feasible-with-changes;Faltan los cambios.;Rita;'));
    const refused = await rita.submit(list, { numbers: ['1', '2'] }, `${REVIEWS}/publication`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('A la revisión de P-002 le falta algo');
    expect(await states()).toEqual(['in-review', 'in-review', 'in-review', 'in-review']);
  });

  it('wait for the stage', async () => {
    await keep(table('P-001;feasible;Se puede.;Rita;'));
    const list = await rita.get(REVIEWS);
    await world.close('call', 'review');
    expect((await rita.submit(list, {}, `${REVIEWS}/publication`)).status).toBe(409);
    expect(await drafts()).toBe(1);
  });
});
