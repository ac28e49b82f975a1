import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorFor } from '../../src/accounts/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { told } from '../support/mails.js';
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
  world = await makeWorld(app);
  await world.open('call', 'review');
  ana = await world.signedIn('ana');
  const sent = await propose(app, world, 'Bancos y luces', { author: 'Tomás Rey', by: 'fran' });
  for (const name of ['dani', 'eva'] as const)
    await app.nest.get(ProposalsService).endorse(sent.id, actorFor(world.account(name)));
});
afterAll(() => app.close());

const SPLITTING = '/staff/processes/ba/proposals/P-001/splitting';
const page = (number: string): Promise<Answer> => app.browser().get(`/processes/ba/proposals/${number}`);
const rows = () =>
  app.db.reader.rows(sql<{ state: string; endorsements: number }>`select state, endorsements from proposal order by number`);
const split = async (fields: Record<string, string> = {}): Promise<Answer> =>
  ana.submit(await ana.get(SPLITTING), {
    'parts.0.title': 'Bancos',
    'parts.0.body': 'Que haya bancos.',
    'parts.1.title': 'Luces',
    'parts.1.body': 'Que haya luces.',
    reason: 'Son dos áreas distintas.',
    ...fields,
  });

describe('splitting a proposal', () => {
  it('makes several, each signed by its author and supported by everybody who supported it', async () => {
    expect((await split()).status).toBe(200);
    expect(await rows()).toEqual([
      { state: 'split', endorsements: 2 },
      { state: 'published', endorsements: 2 },
      { state: 'published', endorsements: 2 },
    ]);
    const part = await page('P-002');
    expect(part.text).toContain('Propuesta de Tomás Rey');
    expect(part.document.querySelector('.origins a[href="/processes/ba/proposals/P-001"]')).not.toBeNull();
    const origin = await page('P-001');
    expect(origin.text).toContain('Que se haga: Bancos y luces.');
    expect([...origin.document.querySelectorAll('.goes-on .part-links a')].map((each) => each.textContent)).toEqual([
      'Bancos',
      'Luces',
    ]);
  });

  it('gives its author a receipt for each, and a way to object', async () => {
    await split();
    const receipts = (await told(app, 'proposals.receipt')).slice(1);
    expect(receipts.map(({ to, subject }) => [to, subject])).toEqual([
      ['tomas@example.org', 'P-002: es parte de tu propuesta'],
      ['tomas@example.org', 'P-003: es parte de tu propuesta'],
    ]);
    const path = new URL(/https?:\S+/.exec(receipts[0]?.text ?? '')?.[0] ?? '').pathname;
    expect((await app.browser().get(path)).text).toContain('P-002');
    expect((await told(app, 'proposals.split'))[0]?.text).toContain('P-002 «Bancos» y P-003 «Luces»');
  });

  it('keeps what was typed when a part has no text', async () => {
    const wrong = await split({ 'parts.1.body': '' });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('#parts-1-body-error')).not.toBeNull();
    expect(wrong.document.querySelector('[name="parts.0.body"]')?.textContent).toContain('Que haya bancos.');
    expect(await rows()).toHaveLength(1);
  });

  it('is undone: the proposal is what it was, and the numbers of its parts say why they are gone', async () => {
    const before = await rows();
    await split();
    const list = await ana.get('/staff/processes/ba/proposals/continuations');
    const action = list.document.querySelector('form[action$="/undoing"]')?.getAttribute('action') ?? '';
    await ana.submit(list, { reason: 'Va junta.' }, action);
    expect((await rows())[0]).toEqual(before[0]);
    expect((await page('P-002')).text).toContain('La propuesta P-002 se deshizo');
    expect((await ana.get(SPLITTING)).document.querySelector('form.panel')).not.toBeNull();
  });

  it('happens once: a second time it goes on elsewhere already', async () => {
    const form = await ana.get(SPLITTING);
    await split();
    const again = await ana.submit(form, {
      'parts.0.title': 'Otra',
      'parts.0.body': 'x',
      'parts.1.title': 'Otra más',
      'parts.1.body': 'x',
      reason: 'x',
    });
    expect(again.status).toBe(409);
    expect(await rows()).toHaveLength(3);
  });
});
