import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsService, SignInService } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { DecisionsService } from '../../src/proposals/index.js';
import { ReviewProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;
let ids: string[];

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-04-01T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call', 'review', 'roundtables');
  ids = [];
  for (const title of ['Completar el censo', 'Publicar los tiempos', 'Más bicisendas'])
    ids.push((await propose(app, world, title)).id);
  await feasible(...ids);
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const STAFF = '/staff/processes/ba/priorities';
const SCORES = '/staff/processes/ba/scores';
const PUBLIC = '/processes/ba/priorities';
const shortlistOf = (): string => `${STAFF}/shortlists/${world.themes[0]?.id}`;

async function feasible(...proposals: string[]): Promise<void> {
  const decisions = app.nest.get(DecisionsService);
  const areaId = world.areas[0]?.id ?? '';
  await decisions.assign(world.processId, { proposals, areaId, dueOn: '2026-04-30' }, SYSTEM);
  const review = ReviewProposal.parse({ verdict: 'feasible', reasons: 'Se puede.', changes: '', signedBy: 'Rita' });
  for (const id of proposals) await decisions.review(id, areaId, review, SYSTEM);
}

/** Somebody of the forum, signed in. */
async function member(name: string): Promise<Browser> {
  const account = await app.nest.get(AccountsService).ensure({ email: `${name}@foro.example.org`, name, locale: 'es' });
  await app.nest.get(ParticipantsService).grant(world.processId, account.id, 'forum-member', null, SYSTEM);
  const browser = app.browser();
  browser.keepSession(app.seal({ signIn: (await app.nest.get(SignInService).enterAs(account)).token }));
  return browser;
}

const setCriteria = async (weights: [string, string] = ['75', '25']): Promise<Answer> =>
  ana.submit(
    await ana.get(STAFF),
    {
      ...{ 'criteria.0.name.es': 'Alcance', 'criteria.0.about.es': 'A cuántas personas llega', 'criteria.0.weight': weights[0] },
      ...{ 'criteria.1.name.es': 'Costo', 'criteria.1.weight': weights[1], areasShare: '40' },
    },
    STAFF,
  );
const begin = async () => ana.submit(await ana.get(STAFF), { sure: 'on' }, `${STAFF}/scoring`);
const end = async () => ana.submit(await ana.get(STAFF), {}, `${STAFF}/closing`);

/** Gives marks to the proposals in their order: one pair each, null for none. */
async function give(browser: Browser, ...marks: ([string, string] | null)[]): Promise<Answer> {
  const page = await browser.get(SCORES);
  const fields: Record<string, string> = {};
  marks.forEach((pair, row) =>
    namesOf(page, row).forEach((name, criterion) => {
      if (pair?.[criterion]) fields[name] = pair[criterion];
    }),
  );
  return browser.submit(page, fields);
}
const namesOf = (page: Answer, row: number): string[] => [
  ...new Set(
    [...page.document.querySelectorAll(`input[name^="scores.${row}.marks."]`)].map((each) => each.getAttribute('name') ?? ''),
  ),
];

const choices = (...places: (['in' | 'out', string] | null)[]): Record<string, string> =>
  Object.fromEntries(
    places.flatMap((place, row) =>
      place
        ? [
            [`choices.${row}.isIn`, place[0]],
            [`choices.${row}.reason`, place[1]],
          ]
        : [],
    ),
  );

describe('criteria', () => {
  it('weigh 100 together, or come back with what was typed', async () => {
    const refused = await setCriteria(['75', '20']);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('tienen que sumar 100');
    expect(refused.document.querySelector<HTMLInputElement>('[name="criteria.0.name.es"]')?.getAttribute('value')).toBe(
      'Alcance',
    );
    expect((await setCriteria()).text).toContain('Empezar a puntuar');
  });

  it('are nobody else’s until scoring begins, and public and fixed from then on', async () => {
    await setCriteria();
    expect((await app.browser().get(PUBLIC)).text).not.toContain('Alcance');
    const form = await ana.get(STAFF);
    await begin();
    const page = await app.browser().get(PUBLIC);
    expect(page.text).toContain('Alcance');
    expect(page.text).toContain('75 %');
    expect(page.text).toContain('las áreas pesan 40 % y el foro 60 %');
    const late = await ana.submit(form, { 'criteria.0.weight': '1', 'criteria.1.weight': '99' }, STAFF);
    expect(late.status).toBe(409);
    expect(late.text).toContain('ya no cambian');
    expect((await app.browser().get(`${PUBLIC}.json`)).body).toContain('"weight": 75');
  });

  it('are fixed only by who says that they are complete', async () => {
    await setCriteria();
    const refused = await ana.submit(await ana.get(STAFF), {}, `${STAFF}/scoring`);
    expect(refused.status).toBe(422);
    expect((await app.browser().get(PUBLIC)).text).not.toContain('Alcance');
  });
});

describe('scoring', () => {
  beforeEach(async () => {
    await setCriteria();
    await begin();
  });

  it('takes several proposals at once, shows how far one is, and keeps marks to change later', async () => {
    const rita = await world.signedIn('rita');
    const saved = await give(rita, ['5', '3'], null, ['1', '1']);
    expect(saved.text).toContain('Puntuaste 2 de 3 propuestas');
    expect((await give(rita, ['5', '3'])).document.body.textContent).toContain('No cambió ningún puntaje');
    await give(rita, ['4', '3']);
    const marks = await app.db.reader.rows(sql<{ marks: Record<string, number> }>`select marks from priority_score order by id`);
    expect(marks.map((row) => Object.values(row.marks))).toEqual([
      [4, 3],
      [1, 1],
    ]);
  });

  it('takes a score back', async () => {
    const rita = await world.signedIn('rita');
    const saved = await give(rita, ['5', '3']);
    await rita.submit(saved, { 'scores.0.clear': 'on' });
    expect(await app.db.reader.rows(sql`select 1 from priority_score`)).toHaveLength(0);
  });

  it('refuses half a score and loses nothing that was marked', async () => {
    const rita = await world.signedIn('rita');
    const page = await rita.get(SCORES);
    const [reach] = namesOf(page, 1);
    const refused = await rita.submit(page, { [reach ?? '']: '4' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('en todos los criterios o en ninguno');
    expect(refused.document.querySelector(`[name="${reach}"][checked]`)?.getAttribute('value')).toBe('4');
  });

  it('is for areas about the themes they were asked in, and for the forum about all', async () => {
    const decisions = app.nest.get(DecisionsService);
    const other = await propose(app, world, 'De la otra área');
    await app.db.reader.rows(sql`update proposal set theme_id = ${world.themes[1]?.id} where id = ${other.id}`);
    await decisions.assign(
      world.processId,
      { proposals: [other.id], areaId: world.areas[1]?.id ?? '', dueOn: '2026-04-30' },
      SYSTEM,
    );
    await decisions.review(
      other.id,
      world.areas[1]?.id ?? '',
      ReviewProposal.parse({ verdict: 'feasible', reasons: 'Se puede.', changes: '', signedBy: 'Otra' }),
      SYSTEM,
    );
    const tabs = async (browser: Browser) => (await browser.get(SCORES)).document.querySelectorAll('.tabs a').length;
    expect(await tabs(await world.signedIn('rita'))).toBe(1);
    expect(await tabs(await member('felix'))).toBe(2);
    expect((await (await world.signedIn('beto')).get(SCORES)).status).toBe(403);
  });

  it('ends: nobody scores any more', async () => {
    const rita = await world.signedIn('rita');
    const page = await rita.get(SCORES);
    await end();
    const [first, second] = namesOf(page, 0);
    const late = await rita.submit(page, { [first ?? '']: '5', [second ?? '']: '5' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('No se está puntuando ahora');
    expect(await app.db.reader.rows(sql`select 1 from priority_score`)).toHaveLength(0);
  });
});

describe('a shortlist', () => {
  beforeEach(async () => {
    await setCriteria();
    await begin();
    await give(await world.signedIn('rita'), ['5', '5'], ['1', '1']);
    await give(await member('felix'), ['3', '3'], ['5', '5']);
    await give(await member('gala'), ['1', '1'], ['5', '5']);
  });
  const publish = async (fields: Record<string, string>) =>
    ana.submit(await ana.get(shortlistOf()), { ...fields, act: 'publish' }, shortlistOf());

  it('waits for the end of the scoring: nobody chooses by results that still change', async () => {
    const page = await ana.get(shortlistOf());
    expect(page.document.querySelector(`form[action="${shortlistOf()}"]`)).toBeNull();
    expect(page.text).not.toContain('100');
  });

  it('shows the mean of each group by its share, how many scored, and how far apart they are', async () => {
    await end();
    const rows = [...(await ana.get(shortlistOf())).document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((each) => each.textContent?.replace(/\s+/g, ' ').trim()),
    );
    expect(rows).toEqual([
      ['P-002 Publicar los tiempos', '1', '60', '0 puntos; 1 puntaje', '100 puntos; 2 puntajes, de 100 a 100, desviación 0'],
      ['P-001 Completar el censo', '2', '55', '100 puntos; 1 puntaje', '25 puntos; 2 puntajes, de 0 a 50, desviación 25'],
      ['P-003 Más bicisendas', '', 'Sin puntajes', 'Sin puntajes', 'Sin puntajes'],
    ]);
  });

  it('is kept as a draft as far as it has come, and published whole or not at all', async () => {
    await end();
    await ana.submit(await ana.get(shortlistOf()), { ...choices(['in', 'Urge.']), act: 'keep' }, shortlistOf());
    expect((await app.browser().get(PUBLIC)).text).not.toContain('Urge.');
    const half = await publish({});
    expect(half.status).toBe(422);
    expect(half.text).toContain('Urge.');
    expect(await app.db.reader.rows(sql`select 1 from shortlist`)).toHaveLength(0);
  });

  it('is public with the reason of each, in and out, as a page, a table and JSON; a new version takes its place', async () => {
    await end();
    const written = choices(['in', 'Llega a más gente.'], ['in', 'Ya hay datos.'], ['out', 'Falta presupuesto.']);
    await publish(written);
    const page = await app.browser().get(PUBLIC);
    for (const words of ['Llega a más gente.', 'Falta presupuesto.', 'versión 1', 'No entra']) expect(page.text).toContain(words);
    const csv = (await app.browser().get(`${PUBLIC}.csv`)).body;
    expect(csv).toContain('P-002,Publicar los tiempos,');
    expect(csv).toContain('no,Falta presupuesto.');
    const json = JSON.parse((await app.browser().get(`${PUBLIC}.json`)).body) as { shortlists: { rank: number }[] };
    expect(json.shortlists.map(({ rank }) => rank)).toEqual([1, 2, null]);
    await publish({ 'choices.2.reason': 'No hay presupuesto este año.' });
    const again = (await app.browser().get(PUBLIC)).text;
    expect(again).toContain('versión 2');
    expect(again).not.toContain('Falta presupuesto.');
    const own = await app.browser().get('/processes/ba/proposals/P-003');
    const shortlist = [...own.document.querySelectorAll('main section')].find((each) =>
      each.querySelector('h2')?.textContent?.includes('Lista corta'),
    );
    for (const words of ['No entra', 'No hay presupuesto este año.', 'Ana Coordina'])
      expect(shortlist?.textContent).toContain(words);
    expect(shortlist?.querySelector('a')?.getAttribute('href')).toContain('/priorities#theme-1');
    const types = await app.db.reader.rows(
      sql<{ type: string }>`select type from recorded_event where type like 'priorities.%' order by seq`,
    );
    expect(types.map(({ type }) => type.slice('priorities.'.length))).toEqual([
      'criteria-set',
      'scoring-begun',
      'proposals-scored',
      'proposals-scored',
      'proposals-scored',
      'scoring-ended',
      'shortlist-published',
      'shortlist-published',
    ]);
  });

  it('says nothing any more of a proposal that was taken out of sight', async () => {
    await end();
    await publish(choices(['in', 'Uno.'], ['in', 'Dos.'], ['out', 'Tres.']));
    await app.db.reader.rows(sql`update proposal set state = 'hidden' where id = ${ids[1]}`);
    for (const path of [PUBLIC, `${PUBLIC}.csv`, `${PUBLIC}.json`])
      expect((await app.browser().get(path)).body).not.toContain('Publicar los tiempos');
  });

  it('answers those left out with the published reason, once, in the ledger', async () => {
    await end();
    await publish(choices(['in', 'Uno.'], ['in', 'Dos.'], ['out', 'Falta presupuesto.']));
    const answer = async () =>
      ana.submit(await ana.get(shortlistOf()), { disposition: 'carried-over' }, `${shortlistOf()}/responses`);
    expect((await answer()).document.body.textContent).toContain('Se respondió 1 propuesta');
    expect((await answer()).document.body.textContent).toContain('No quedaba ninguna');
    expect((await app.browser().get('/processes/ba/responses')).text).toContain('Falta presupuesto.');
    const states = await app.db.reader.rows(sql<{ state: string }>`select state from proposal order by number`);
    expect(states.map(({ state }) => state)).toEqual(['feasible', 'feasible', 'carried-over']);
  });

  it('comes first where a roundtable chooses its proposals, and brings its reason along', async () => {
    await end();
    await publish(choices(['in', 'Llega a más gente.'], ['out', 'Después.'], ['out', 'Después.']));
    const form = await ana.get('/staff/processes/ba/roundtables/new');
    const options = [...form.document.querySelectorAll('input[name=proposalIds]')].map(
      (each) => each.closest('label')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    );
    expect(options[0]).toContain('P-002');
    expect(options[0]).toContain('En la lista corta: Llega a más gente.');
    expect(options.slice(1).join()).not.toContain('En la lista corta');
    await ana.submit(form, {
      ...{ 'title.es': 'Mesa', 'summary.es': 'Una tarde.', slug: 'mesa', themeId: world.themes[0]?.id ?? '' },
      ...{ startsAt: '2026-05-02T15:00', endsAt: '2026-05-02T18:00', facilitatorId: world.account('beto').id },
      proposalIds: [ids[1] ?? ''],
    });
    const [row] = await app.db.reader.rows(sql<{ why: string }>`select why from roundtable_proposal`);
    expect(row?.why).toBe('Llega a más gente.');
  });
});
