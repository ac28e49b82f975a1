import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorFor } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { ContinuationsService, DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { ResponsesQueries } from '../../src/responses/index.js';
import { TraceQueries } from '../../src/trace/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { told } from '../support/mails.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type PersonName, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review');
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const MERGING = '/staff/processes/ba/proposals/merging';
const MERGES = '/staff/processes/ba/proposals/merges';
const reader = (): Browser => app.browser();
const page = (number: string): Promise<Answer> => reader().get(`/processes/ba/proposals/${number}`);
const endorse = async (proposalId: string, ...people: PersonName[]): Promise<void> => {
  for (const name of people) await app.nest.get(ProposalsService).endorse(proposalId, actorFor(world.account(name)));
};
const rows = () =>
  app.db.reader.rows(sql<{ number: number; state: string; endorsements: number }>`
    select number, state, endorsements from proposal order by number`);

async function three(): Promise<{ ids: string[] }> {
  const sent = [
    await propose(app, world, 'Bancos en las paradas', { author: 'Graciela Montenegro' }),
    await propose(app, world, 'Asientos en las paradas', { author: 'Tomás Rey', lang: 'fr' }),
    await propose(app, world, 'Sombra en las paradas', { author: 'Wanda Ibarra', by: 'fran' }),
  ];
  const ids = sent.map(({ id }) => id);
  await endorse(ids[0] ?? '', 'dani', 'eva');
  await endorse(ids[1] ?? '', 'eva', 'rita');
  return { ids };
}

const intoFirst = async (): Promise<Answer> =>
  ana.submit(await ana.get(`${MERGING}?numbers=P-001,P-002`), { head: 'P-001', reason: 'Las dos piden dónde sentarse.' }, MERGES);

describe('merging proposals into one of them', () => {
  it('begins in the list of proposals, with those that were chosen', async () => {
    const { ids } = await three();
    const list = await ana.get('/staff/processes/ba/proposals');
    const csrf = list.document.querySelector('.work-split input[name=_csrf]')?.getAttribute('value') ?? '';
    const chosen = await ana.rawPost('/staff/processes/ba/proposals/selection', {
      _csrf: csrf,
      proposals: [ids[0] ?? '', ids[2] ?? ''],
    });
    expect(chosen.status).toBe(303);
    const form = await ana.get(String(chosen.headers['location']));
    expect(form.text).toContain('Bancos en las paradas');
    expect(form.text).toContain('Sombra en las paradas');
    expect(form.text).not.toContain('Asientos en las paradas');
  });

  it('shows both sides, with every author and text, and counts each person once', async () => {
    await three();
    expect((await intoFirst()).status).toBe(200);
    expect(await rows()).toEqual([
      { number: 1, state: 'published', endorsements: 3 },
      { number: 2, state: 'merged', endorsements: 2 },
      { number: 3, state: 'published', endorsements: 0 },
    ]);
    const head = await page('P-001');
    for (const part of ['Tomás Rey', 'Asientos en las paradas', 'Las dos piden dónde sentarse.', 'Ana Coordina'])
      expect(head.text).toContain(part);
    expect(head.document.querySelector('.origins a[href="/processes/ba/proposals/P-002"]')).not.toBeNull();
    const origin = await page('P-002');
    expect(origin.text).toContain('Que se haga: Asientos en las paradas.');
    expect(origin.document.querySelector('.goes-on a[href="/processes/ba/proposals/P-001"]')).not.toBeNull();
    const file = JSON.parse((await page('P-001.json')).body) as { continuations: { origins: string[]; heads: string[] }[] };
    expect(file.continuations).toMatchObject([{ kind: 'merge', origins: ['P-002'], heads: ['P-001'], undoneAt: null }]);
  });

  it('answers the origin in the ledger and draws the thread on', async () => {
    const { ids } = await three();
    await intoFirst();
    const latest = await app.nest.get(ResponsesQueries).latest([{ kind: 'proposal', id: ids[1] ?? '' }]);
    expect([...latest.values()]).toMatchObject([{ disposition: 'merged', reason: 'Las dos piden dónde sentarse.' }]);
    expect(await app.nest.get(TraceQueries).comingFrom({ kind: 'proposal', id: ids[1] ?? '' })).toEqual([
      { from: { kind: 'proposal', id: ids[1] }, to: { kind: 'proposal', id: ids[0] } },
    ]);
    expect((await app.nest.get(ResponsesQueries).coverage(world.processId))[0]).toMatchObject({ owed: 3, answered: 1 });
  });

  it('counts whoever supports it later once, and takes no support from an author', async () => {
    const { ids } = await three();
    await intoFirst();
    await endorse(ids[0] ?? '', 'rita', 'beto', 'beto');
    expect((await rows())[0]?.endorsements).toBe(4);
    await expect(endorse(ids[1] ?? '', 'caro')).rejects.toThrow('endorsing-closed');
    await ana.submit(await ana.get(`${MERGING}?numbers=P-001+P-003`), { head: 'P-001', reason: 'También.' }, MERGES);
    const fran = await (await world.signedIn('fran')).get('/processes/ba/proposals/P-001');
    expect(fran.document.querySelector('form[action$="/endorsement"]')).toBeNull();
  });

  it('is done once, however often and by however many it is asked', async () => {
    await three();
    const form = await ana.get(`${MERGING}?numbers=P-001,P-002`);
    const fields = { head: 'P-001', reason: 'Las dos.' };
    const both = await Promise.all([ana.submitOnly(form, fields, MERGES), ana.submitOnly(form, fields, MERGES)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const again = await ana.submit(await ana.get(`${MERGING}?numbers=P-001,P-002`), fields, MERGES);
    expect(again.status).toBe(409);
    expect(again.text).toContain('P-002 ya tiene su respuesta o ya sigue en otra.');
    expect(again.document.querySelector('textarea[name=reason]')?.textContent).toContain('Las dos.');
    expect(await app.db.reader.first(sql`select count(*) as n from continuation`)).toEqual({ n: 1 });
  });

  it('keeps what was typed when something is missing', async () => {
    await three();
    const wrong = await ana.submit(await ana.get(`${MERGING}?numbers=P-001,P-002`), { head: 'new', body: 'Un texto' }, MERGES);
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('textarea[name=body]')?.textContent).toContain('Un texto');
    expect(wrong.document.querySelector('#title-error')).not.toBeNull();
    expect((await ana.get(`${MERGING}?numbers=P-001,P-999`)).text).toContain('P-999');
  });
});

describe('merging into a new proposal', () => {
  const intoNew = async () =>
    ana.submit(
      await ana.get(`${MERGING}?numbers=P-001,P-002`),
      {
        head: 'new',
        title: 'Sentarse en las paradas',
        body: 'Bancos y asientos.',
        themeId: world.themes[1]?.id ?? '',
        reason: 'Juntas.',
      },
      MERGES,
    );

  it('signs it with all their names, and keeps every support', async () => {
    await three();
    await intoNew();
    expect(await rows()).toEqual([
      { number: 1, state: 'merged', endorsements: 2 },
      { number: 2, state: 'merged', endorsements: 2 },
      { number: 3, state: 'published', endorsements: 0 },
      { number: 4, state: 'published', endorsements: 3 },
    ]);
    const head = await page('P-004');
    expect(head.text).toContain('Propuesta de Graciela Montenegro, Tomás Rey');
    expect((await reader().get('/processes/ba/proposals.csv')).body).not.toContain('@');
  });

  it('leaves a number that says why, once it is undone; who supported it stands behind each that it came from', async () => {
    const { ids } = await three();
    const before = await rows();
    const done = await intoNew();
    const [head] = await app.db.reader.rows(sql<{ id: string }>`select id from proposal where number = 4`);
    await endorse(head?.id ?? '', 'beto', 'eva');
    const undoing = done.document.querySelector('form[action$="/undoing"]')?.getAttribute('action') ?? '';
    await ana.submit(await ana.get('/staff/processes/ba/proposals/continuations'), { reason: 'Eran distintas.' }, undoing);
    const gone = await page('P-004');
    expect((await rows()).map(({ endorsements }) => endorsements)).toEqual([
      ...before.slice(0, 2).map(({ endorsements }) => endorsements + 1),
      before[2]?.endorsements,
      0,
    ]);
    await endorse(ids[0] ?? '', 'beto');
    expect((await rows())[0]?.endorsements).toBe((before[0]?.endorsements ?? 0) + 1);
    expect(gone.text).toContain('La propuesta P-004 se deshizo');
    expect(gone.text).toContain('Eran distintas.');
    expect(gone.body).not.toContain('Bancos y asientos.');
    expect((await page('P-001')).text).toContain('Se deshizo el');
  });
});

describe('undoing a merge', () => {
  const undo = async (): Promise<Answer> => {
    const list = await ana.get('/staff/processes/ba/proposals/continuations');
    const action = list.document.querySelector('form[action$="/undoing"]')?.getAttribute('action');
    return action ? ana.submit(list, { reason: 'Eran distintas.' }, action) : list;
  };

  it('brings everything back: states, supports apart, the ledger, the thread', async () => {
    const { ids } = await three();
    const before = { rows: await rows(), page: (await page('P-002')).document.querySelector('.supports-strip')?.textContent };
    await intoFirst();
    await undo();
    expect(await rows()).toEqual(before.rows);
    expect((await page('P-002')).document.querySelector('.supports-strip')?.textContent).toBe(before.page);
    expect((await page('P-002')).document.querySelector('#response')).toBeNull();
    expect((await page('P-001')).document.querySelector('.origins')).toBeNull();
    expect(await app.nest.get(ResponsesQueries).latest([{ kind: 'proposal', id: ids[1] ?? '' }])).toEqual(new Map());
    expect(await app.nest.get(TraceQueries).comingFrom({ kind: 'proposal', id: ids[1] ?? '' })).toEqual([]);
    expect((await app.nest.get(ResponsesQueries).coverage(world.processId))[0]).toMatchObject({ owed: 3, answered: 0 });
    await endorse(ids[1] ?? '', 'beto');
    expect((await rows())[1]?.endorsements).toBe(3);
  });

  it('can be followed by the same merge, with the same reason', async () => {
    await three();
    await intoFirst();
    await undo();
    expect((await intoFirst()).status).toBe(200);
    expect((await rows()).map(({ state }) => state)).toEqual(['published', 'merged', 'published']);
    expect((await page('P-002')).document.querySelector('#response')).not.toBeNull();
  });

  it.each<[string, (ids: string[]) => Promise<unknown>, string]>([
    [
      'went on in another',
      async () => ana.submit(await ana.get(`${MERGING}?numbers=P-001+P-003`), { head: 'P-003', reason: 'Todas.' }, MERGES),
      'P-001 siguió después en otra',
    ],
    [
      'has its answer',
      ([head = '']) =>
        app.nest.get(DecisionsService).settle(world.processId, [head], { disposition: 'not-taken-up', reason: 'No.' }, SYSTEM),
      'P-001 ya tiene su respuesta razonada',
    ],
  ])('is refused, with the reason, when the head %s', async (_, later, words) => {
    const { ids } = await three();
    await intoFirst();
    await later(ids);
    const list = await ana.get('/staff/processes/ba/proposals/continuations');
    expect(list.text).toContain(words);
    const [first] = await app.db.reader.rows(sql<{ id: string }>`select id from continuation order by at, id`);
    await expect(
      app.nest.get(ContinuationsService).undo(world.processId, first?.id ?? '', 'Igual.', SYSTEM),
    ).rejects.toMatchObject({ status: 409 });
  });

  it('of another process is unknown', async () => {
    await three();
    await intoFirst();
    const other = await makeWorld(app, { slug: 'otro' });
    const [first] = await app.db.reader.rows(sql<{ id: string }>`select id from continuation`);
    await expect(app.nest.get(ContinuationsService).undo(other.processId, first?.id ?? '', 'No.', SYSTEM)).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('the authors', () => {
  const link = (text: string): string => new URL(/https?:\S+/.exec(text)?.[0] ?? '').pathname;

  it('are told in their language, object by a private link, and are answered', async () => {
    await three();
    await intoFirst();
    const mail = (await told(app, 'proposals.merged'))[0];
    expect(mail).toMatchObject({ to: 'tomas@example.org', locale: 'fr', subject: expect.stringContaining('continue avec') });
    const tomas = reader();
    const path = link(mail?.text ?? '');
    const opened = await tomas.get(path);
    expect(opened.text).toContain('Las dos piden dónde sentarse.');
    expect((await tomas.get(path)).status).toBe(200);
    expect((await tomas.submit(opened, { reason: ' ' })).status).toBe(422);
    const raised = await tomas.submit(opened, { reason: 'La mía pide respaldo.' });
    expect(raised.document.querySelector('form textarea[name=reason]')).toBeNull();
    expect((await page('P-001')).text).not.toContain('La mía pide respaldo.');

    expect((await ana.get('/staff/processes/ba/proposals')).text).toContain('1 objeción espera respuesta');
    const list = await ana.get('/staff/processes/ba/proposals/continuations');
    const answering = list.document.querySelector('form[action$="/answer"]')?.getAttribute('action') ?? '';
    await ana.submit(list, { answer: 'Lo agregamos al texto.' }, answering);
    const head = await page('P-001');
    expect(head.text).toContain('La mía pide respaldo.');
    expect(head.text).toContain('Lo agregamos al texto.');
    expect((await told(app, 'proposals.objection-answered'))[0]).toMatchObject({ to: 'tomas@example.org', locale: 'fr' });
    expect((await tomas.get(path)).text).toContain('Lo agregamos al texto.');
  });

  it('cannot be played by somebody who guesses the link', async () => {
    await three();
    await intoFirst();
    const path = link((await told(app, 'proposals.merged'))[0]?.text ?? '').replace(/^\/fr/, '');
    expect((await reader().get(`${path.slice(0, -22)}AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
  });
});
