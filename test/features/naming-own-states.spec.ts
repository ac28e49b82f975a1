import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { DecisionsService } from '../../src/proposals/index.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { eachBegins, threeProposals } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;
let ids: string[];

eachBegins(async (begun) => {
  ({ app, world, ana } = begun);
  ids = await threeProposals(begun);
  const areaId = world.areas[0]?.id ?? '';
  await app.nest
    .get(DecisionsService)
    .assign(world.processId, { proposals: ids.slice(0, 2), areaId, dueOn: '2026-04-30' }, SYSTEM);
}, '2026-04-01T15:00:00Z');

const TRIAGE = '/staff/processes/ba/proposals';
const STATES = `${TRIAGE}/states`;
const name = async (fields: Record<string, string>): Promise<Answer> => ana.submit(await ana.get(STATES), fields, STATES);
const waiting = () => name({ 'states.0.name.es': 'Espera presupuesto', 'states.0.refines': 'in-review', 'states.0.tone': 'sun' });
const own = async (): Promise<string> => (await app.db.reader.first(sql<{ id: string }>`select id from own_state`))?.id ?? '';
/** Presses the button of the panel in the list of the team. */
const mark = async (proposals: string[], ownStateId: string, markReason = 'Falta la partida.'): Promise<Answer> =>
  ana.submitOnly(await ana.get(TRIAGE), { proposals, ownStateId, markReason }, `${TRIAGE}/marking`);

describe('states that a process names itself', () => {
  it('are given to one or many with a public reason, and stand on the page, in the list, its filter and files', async () => {
    await waiting();
    expect((await mark(ids.slice(0, 2), await own())).status).toBe(303);
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.document.querySelector('.page-head .tag')?.textContent).toContain('Espera presupuesto');
    expect(page.document.querySelector('.band')?.textContent).toContain('Espera presupuesto');
    expect(page.text).toContain('Falta la partida.');
    const list = await app.browser().get(`/processes/ba/proposals?own=${await own()}`);
    expect(list.document.querySelectorAll('.proposal-item .tag')).toHaveLength(2);
    expect(list.text).not.toContain('Más bicisendas');
    const csv = await app.browser().get(`/processes/ba/proposals.csv?own=${await own()}`);
    expect(csv.body.trim().split('\r\n')).toHaveLength(3);
    expect(csv.body).toContain('in-review,Espera presupuesto');
    expect((await app.browser().get('/processes/ba/proposals/P-001.json')).body).toContain('"ownState": "Espera presupuesto"');
  });

  it('only refine: all or none where one is in another state, and gone when the built-in state goes on', async () => {
    await waiting();
    const refused = await mark(ids, await own());
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('P-003 no está en el estado');
    expect(refused.text).toContain('Falta la partida.');
    expect(await app.db.reader.rows(sql`select 1 from proposal where own_state_id is not null`)).toHaveLength(0);
    await mark(ids.slice(0, 1), await own());
    await app.nest
      .get(DecisionsService)
      .settle(world.processId, ids.slice(0, 1), { disposition: 'carried-over', reason: 'Para otra instancia.' }, SYSTEM);
    expect(await app.db.reader.rows(sql`select 1 from proposal where own_state_id is not null`)).toHaveLength(0);
  });

  it('need a reason', async () => {
    await waiting();
    expect((await mark(ids.slice(0, 1), await own(), '')).status).toBe(422);
  });

  it('do not go while a proposal stands in them, and say so; taken off, they go', async () => {
    await waiting();
    await mark(ids.slice(0, 1), await own());
    const refused = await name({ 'states.0.name.es': '' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('«Espera presupuesto» está en uso: lo tiene 1 propuesta');
    await mark(ids.slice(0, 1), '', 'Llegó la partida.');
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('Llegó la partida.');
    await name({ 'states.0.name.es': '' });
    expect(await own()).toBe('');
  });

  it('are the coordination’s to name', async () => {
    expect((await (await world.signedIn('beto')).get(STATES)).status).toBe(403);
  });
});
