import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Rhythms } from '../../src/following/index.js';
import { addressHash } from '../../src/platform/mail/suppressions.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { DecisionsService, JointAnswersService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal, type Verdict } from '../../src/proposals/domain/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;
let rita: Browser;
let proposalId: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-04-01T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call', 'review');
  const command = SubmitProposal.parse({
    ...{ processId: world.processId, themeId: world.themes[0]?.id, title: 'Completar el censo', body: 'Un texto.', lang: 'es' },
    ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
  });
  proposalId = (await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' })).id;
  [ana, rita] = [await world.signedIn('ana'), await world.signedIn('rita')];
});
afterAll(() => app.close());

const REVIEW = '/staff/processes/ba/reviews/P-001';
const PAGE = '/processes/ba/proposals/P-001';
const RULING = '/staff/processes/ba/proposals/P-001/verdict';
const area = (index: 0 | 1): string => world.areas[index]?.id ?? '';
const ask = (...areas: (0 | 1)[]) =>
  Promise.all(
    areas.map((index) =>
      app.nest
        .get(DecisionsService)
        .assign(world.processId, { proposals: [proposalId], areaId: area(index), dueOn: '2026-04-30' }, SYSTEM),
    ),
  );
const answer = (index: 0 | 1, verdict: Verdict) =>
  app.nest
    .get(DecisionsService)
    .review(proposalId, area(index), { verdict, reasons: 'Porque sí.', changes: 'Algo.', signedBy: 'Alguien' }, SYSTEM);
const state = async () => (await app.db.reader.first(sql<{ state: string }>`select state from proposal`))?.state;
async function mails(kind: string) {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(
    sql<{ to: string; text: string }>`select recipient as "to", text from outgoing_mail where kind = ${kind} order by id`,
  );
}

describe('sending a proposal on to another area', () => {
  const redirect = async (fields: Record<string, string> = {}) =>
    rita.submit(
      await rita.get(REVIEW),
      { areaId: area(1), reason: 'El trámite es de Atención Ciudadana.', ...fields },
      `${REVIEW}/redirect`,
    );

  it('asks the other from that day, and tells everybody and the coordinator who had it, when and why', async () => {
    await ask(0);
    app.clock.set('2026-04-10T15:00:00Z');
    expect((await redirect()).path).toBe('/staff/processes/ba/reviews');
    expect((await rita.get('/staff/processes/ba/reviews')).body).not.toContain('P-001');
    expect(await app.db.reader.rows(sql`select area_id, to_char(due_on, 'YYYY-MM-DD') as due from proposal_assignment`)).toEqual([
      { area_id: area(1), due: '2026-05-09' },
    ]);
    app.clock.set('2026-04-14T15:00:00Z');
    await answer(1, 'feasible');
    expect(await state()).toBe('feasible');
    const { text } = await app.browser().get(PAGE);
    for (const words of [
      'Dirección de Datos: se le pidió el 1 de abril de 2026 y el 10 de abril de 2026 la derivó a Atención Ciudadana',
      'El trámite es de Atención Ciudadana.',
      'Atención Ciudadana: se le pidió el 10 de abril de 2026 y respondió el 14 de abril de 2026',
    ])
      expect(text).toContain(words);
    expect((await ana.get('/staff/processes/ba/proposals')).text).toContain('Dirección de Datos la derivó a Atención Ciudadana');
    await expect(app.db.reader.rows(sql`delete from review_redirect`)).rejects.toThrow('append-only');
  });

  it('needs a reason and another area, and is over once the area has answered', async () => {
    await ask(0);
    expect((await redirect({ reason: ' ' })).status).toBe(422);
    await answer(0, 'feasible');
    expect((await rita.get(REVIEW)).body).not.toContain(`${REVIEW}/redirect`);
    await expect(
      app.nest.get(JointAnswersService).redirect(proposalId, area(0), { areaId: area(1), reason: 'x' }, SYSTEM),
    ).rejects.toMatchObject({ refusal: { code: 'already-reviewed' } });
  });
});

describe('the answer of several areas', () => {
  it('waits for all of them and follows the rule', async () => {
    await ask(0, 1);
    await answer(0, 'feasible');
    expect(await state()).toBe('in-review');
    await answer(1, 'feasible-with-changes');
    expect(await state()).toBe('feasible-with-changes');
    expect((await app.browser().get(PAGE)).document.querySelectorAll('.reply')).toHaveLength(2);
    expect(await mails('proposals.disagree')).toEqual([]);
  });

  it('goes to the coordinator where they disagree, who decides in public, once, and tells the author', async () => {
    await ask(0, 1);
    await answer(0, 'feasible');
    await answer(1, 'not-feasible');
    expect(await state()).toBe('in-review');
    const told = await mails('proposals.disagree');
    expect(told.map(({ to }) => to)).toEqual(['ana@example.org']);
    expect(told[0]?.text).toContain(RULING);
    expect((await ana.get('/staff/processes/ba/proposals')).text).toContain('Las áreas no coinciden');

    await app.nest.get(Rhythms).choose(addressHash('graciela@example.org'), 'at-once');
    const page = await ana.get(RULING);
    expect((await ana.submit(page, { verdict: 'feasible', reason: ' ' })).status).toBe(422);
    const decision = { verdict: 'feasible', reason: 'Alcanza con el sistema que hay.' };
    await Promise.all([ana.submit(page, decision), ana.submit(page, decision)]);
    expect(await state()).toBe('feasible');
    expect(await app.db.reader.rows(sql`select 1 from verdict_ruling`)).toHaveLength(1);
    const shown = await app.browser().get(PAGE);
    expect(shown.text).toContain('Alcanza con el sistema que hay.');
    expect(shown.document.querySelector('[aria-current=step]')?.textContent).toContain('Viable');
    expect((await mails('notifications.at-once')).map(({ to }) => to)).toEqual(['graciela@example.org']);
    const file = JSON.parse((await app.browser().get(`${PAGE}.json`)).body) as { rulings: object[] };
    expect(file.rulings).toMatchObject([{ verdict: 'feasible', decidedBy: 'Ana Coordina' }]);
  });

  it('leaves nothing to decide where one area was asked', async () => {
    await ask(0);
    await answer(0, 'feasible');
    expect((await ana.submit(await ana.get(RULING), { verdict: 'not-feasible', reason: 'No.' })).status).toBe(409);
    expect((await rita.get(RULING)).status).toBe(403);
    expect(await state()).toBe('feasible');
  });
});

describe('“already planned”', () => {
  it('is fixed once the roundtables have begun: a later review is refused and changes nothing', async () => {
    await ask(0);
    await answer(0, 'already-planned');
    await world.open('roundtables');
    const again = { verdict: 'feasible', reasons: 'Cambiamos de idea.', signedBy: 'Rita' };
    const refused = await rita.submit(await rita.get(REVIEW), again, REVIEW);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Las mesas ya empezaron');
    expect(refused.document.querySelector('#reasons')?.textContent?.trim()).toBe('Cambiamos de idea.');
    expect(await state()).toBe('already-planned');
    expect(await app.db.reader.rows(sql`select 1 from feasibility_review`)).toHaveLength(1);
  });
});

describe('the time of each area', () => {
  it('is public: asked, answered, sent on, overdue and the median of days; every review is there as CSV', async () => {
    await ask(0, 1);
    app.clock.set('2026-04-05T15:00:00Z');
    await answer(0, 'feasible');
    app.clock.set('2026-05-02T15:00:00Z');
    const { document, text } = await app.browser().get('/processes/ba/areas');
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()),
    );
    expect(rows[0]?.join('|')).toMatch(/Dirección de Datos.*1.*1.*0.*0.*4 días/);
    expect(rows[1]?.join('|')).toMatch(/Atención Ciudadana.*1.*0.*0.*1.*Sin respuestas/);
    expect(text).toContain('Cuánto tarda cada área');
    const file = (await app.browser().get('/processes/ba/reviews.csv')).body;
    expect(file.split('\r\n')[0]).toContain('legalBasis,costFrom,costTo,costCurrency,costPeriod,costYears');
    expect(file).toContain('P-001');
  });
});
