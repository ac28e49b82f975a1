import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsService, actorFor } from '../../src/accounts/index.js';
import { SYSTEM, type Actor } from '../../src/kernel/actor.js';
import { RefusedError } from '../../src/kernel/refusal.js';
import { sql } from '../../src/platform/database/reader.js';
import { ContinuationsService, ProposalsService } from '../../src/proposals/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { describeOnServer } from '../support/database.js';
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
});
afterAll(() => app.close());

const counted = () =>
  app.db.reader.rows(sql<{ endorsements: number; rows: number }>`
    select endorsements, (select count(*) from endorsement e where e.proposal_id = p.id) as rows from proposal p order by number`);

describe('a name under a proposal', () => {
  it('counts once, however often and however much at once it is put there', async () => {
    await propose(app, world, 'Bancos en las paradas');
    const eva = await world.signedIn('eva');
    const page = await eva.get('/processes/ba/proposals/P-001');
    const path = '/processes/ba/proposals/P-001/endorsement';
    const sent = await Promise.all(Array.from({ length: 50 }, () => eva.submitOnly(page, {}, path)));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]));
    const pages = await Promise.all(Array.from({ length: 50 }, () => eva.get('/processes/ba/proposals/P-001')));
    expect(pages[0]?.document.querySelector(`form[action="${path}"]`)).toBeNull();
    const { id } = (await app.db.reader.first(sql<{ id: string }>`select id from proposal`)) ?? { id: '' };
    const by = actorFor(world.account('eva'));
    await Promise.all(Array.from({ length: 50 }, () => app.nest.get(ProposalsService).endorse(id, by)));
    expect(await counted()).toEqual([{ endorsements: 1, rows: 1 }]);
  });

  it('is not its author’s', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    const eva = await world.signedIn('eva');
    expect((await eva.get('/processes/ba/proposals/P-001')).text).toContain('Es tu propuesta: ya cuenta con vos.');
  });
});

describeOnServer('endorsing by many at once', () => {
  it('counts everybody, and loses nobody to a merge that happens meanwhile', async () => {
    const [head, origin] = [await propose(app, world, 'Bancos'), await propose(app, world, 'Asientos')];
    const accounts = app.nest.get(AccountsService);
    const people: Actor[] = [];
    for (let n = 0; n < 30; n++)
      people.push(actorFor(await accounts.ensure({ email: `p${n}@example.org`, name: `Persona ${n}`, locale: 'es' })));
    const endorse = (id: string, each: Actor) =>
      app.nest
        .get(ProposalsService)
        .endorse(id, each)
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof RefusedError && error.refusal.code === 'endorsing-closed') return false;
            throw error;
          },
        );
    const work = people.flatMap((each) => [endorse(head.id, each), endorse(origin.id, each)]);
    const merges = Array.from({ length: 4 }, () =>
      app.nest
        .get(ContinuationsService)
        .merge(world.processId, { origins: [origin.number], head: head.number, reason: 'Lo mismo.' }, SYSTEM)
        .then(
          () => 'done',
          (error: unknown) => (error as RefusedError).refusal.code,
        ),
    );
    await Promise.all(work);
    expect((await Promise.all(merges)).toSorted()).toEqual([
      'continued-already',
      'continued-already',
      'continued-already',
      'done',
    ]);
    const [first, second] = await counted();
    expect(first).toEqual({ endorsements: 30, rows: 30 });
    expect(second?.endorsements).toBe(second?.rows);
  }, 120_000);
});

describe('a process that hides how many there are until its call closes', () => {
  const open = async (): Promise<string[]> =>
    Promise.all(
      ['', '/P-001', '/P-001.json', '.json', '.csv', '/new/similar.json?title=Bancos+en+las+paradas'].map(
        async (path) => (await app.browser().get(`/processes/ba/proposals${path}`)).body,
      ),
    );

  beforeEach(async () => {
    const { id } = await propose(app, world, 'Bancos en las paradas');
    await propose(app, world, 'Luces en la plaza');
    for (const name of ['dani', 'eva'] as const) await app.nest.get(ProposalsService).endorse(id, actorFor(world.account(name)));
    const ana = await world.signedIn('ana');
    await ana.submit(await ana.get('/staff/processes/ba'), { hidden: 'yes' }, '/staff/processes/ba/endorsements');
  });

  it('shows it nowhere: list, page, files, while writing, front page', async () => {
    const [list = '', page = '', file = '', all = '', csv = '', similar = ''] = await open();
    for (const body of [list, page, similar, (await app.browser().get('/')).body])
      expect(body).not.toMatch(/\d+(<\/span>)? adhesi/);
    expect(JSON.parse(file)).toMatchObject({ endorsements: null });
    expect(JSON.parse(all)).toMatchObject({ proposals: [{ endorsements: null }, { endorsements: null }] });
    expect(csv).not.toMatch(/,2,20/);
    expect(page).toContain('Cuántas son se muestra cuando cierre la convocatoria');
  });

  it('does not sort by it, and still takes names', async () => {
    const list = await app.browser().get('/processes/ba/proposals?sort=endorsed');
    expect(list.document.querySelector('option[value=endorsed]')).toBeNull();
    expect(list.document.querySelector('.proposal-item a[href$="P-002"]')).not.toBeNull();
    expect(list.body.indexOf('P-002')).toBeLessThan(list.body.indexOf('P-001'));
    const fran = await world.signedIn('fran');
    await fran.submit(await fran.get('/processes/ba/proposals/P-001'), {}, '/processes/ba/proposals/P-001/endorsement');
    expect((await counted())[0]?.endorsements).toBe(3);
  });

  it('shows it once the call has closed', async () => {
    await world.close('call');
    const [list = '', , file = ''] = await open();
    expect(list).toMatch(/2<\/span> adhesiones/);
    expect(JSON.parse(file)).toMatchObject({ endorsements: 2 });
  });
});
