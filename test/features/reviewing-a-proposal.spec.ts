import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Rhythms } from '../../src/following/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { addressHash } from '../../src/platform/mail/suppressions.js';
import { DecisionsService, ProposalsQueries, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ResponsesQueries } from '../../src/responses/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;
let rita: Browser;
let ids: string[];

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review');
  ids = [];
  for (const [title, locale] of [
    ['Completar el censo de árboles', 'fr'],
    ['Publicar los tiempos de espera', 'es'],
  ] as const) {
    const command = SubmitProposal.parse({
      ...{ processId: world.processId, themeId: world.themes[0]?.id, title, body: 'Un texto.', lang: 'es' },
      ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
    });
    ids.push((await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale })).id);
  }
  [ana, rita] = [await world.signedIn('ana'), await world.signedIn('rita')];
});
afterAll(() => app.close());

const TRIAGE = '/staff/processes/ba/proposals';
const REVIEWS = '/staff/processes/ba/reviews';
const REVIEW = {
  verdict: 'feasible-with-changes',
  reasons: 'Hay un sistema que lo permite.',
  existing: 'El censo de 2018.',
  changes: 'Empezar por cuatro comunas.',
  signedBy: 'Rita Revisa, Dirección de Datos',
};

const assign = async (area: 0 | 1, ...numbers: number[]) =>
  ana.submit(
    await ana.get(TRIAGE),
    { proposals: numbers.map((number) => ids[number - 1] ?? ''), areaId: world.areas[area]?.id ?? '', dueOn: '2026-04-30' },
    `${TRIAGE}/assignment`,
  );
const review = async (fields: Record<string, string> = REVIEW, number = 'P-001') =>
  rita.submit(await rita.get(`${REVIEWS}/${number}`), fields);
const states = async () =>
  (await app.db.reader.rows(sql<{ state: string }>`select state from proposal order by number`)).map((row) => row.state);
const settle = async (disposition: string, reason: string, ...numbers: number[]) => {
  const page = await ana.get(TRIAGE);
  const csrf = page.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? '';
  const form = page.document.querySelector('main input[name=_form]')?.getAttribute('value') ?? '';
  return ana.rawPost(`${TRIAGE}/responses`, {
    _csrf: csrf,
    _form: form,
    disposition,
    reason,
    proposals: numbers.map((number) => ids[number - 1] ?? ''),
  });
};
/** From now on the author is told of every change by itself. What happened before waits for the next digest. */
const atOnce = async () => {
  await app.nest.get(Dispatcher).settle();
  await app.nest.get(Rhythms).choose(addressHash('graciela@example.org'), 'at-once');
};
async function mails(kind: string) {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(
    sql<{
      to: string;
      subject: string;
      text: string;
    }>`select recipient as "to", subject, text from outgoing_mail where kind = ${kind} order by id`,
  );
}

describe('the review of a proposal', () => {
  it('is asked of an area by the coordinator, written by its reviewer, and read by everybody', async () => {
    await assign(0, 1, 2);
    expect(await states()).toEqual(['in-review', 'in-review']);
    expect((await rita.get(REVIEWS)).text).toContain('2 pendientes');

    expect((await review()).path).toBe(REVIEWS);
    expect(await states()).toEqual(['feasible-with-changes', 'in-review']);
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    for (const words of [
      'Viable con ajustes',
      'El censo de 2018.',
      'Empezar por cuatro comunas.',
      'Rita Revisa, Dirección de Datos',
    ])
      expect(page.text).toContain(words);
    expect((await rita.get(REVIEWS)).text).toContain('1 pendiente');
  });

  it('tells the author by e-mail, in the language they wrote in, with a link to it', async () => {
    await assign(0, 1);
    await atOnce();
    await review();
    const [mail, ...more] = await mails('notifications.at-once');
    expect(mail).toMatchObject({ to: 'graciela@example.org' });
    expect(mail?.subject).toContain('P-001 : Dirección de Datos (fr) a publié son examen');
    expect(mail?.text).toContain('/fr/processes/ba/proposals/P-001#review-');
    expect(more).toEqual([]);
  });

  it('is refused without reasons, or without the changes it asks for, and keeps what was typed', async () => {
    await assign(0, 1);
    const missing = await review({ ...REVIEW, reasons: '', changes: '' });
    expect(missing.status).toBe(422);
    expect(missing.document.querySelectorAll('.error-summary a').length).toBeGreaterThan(0);
    expect(missing.document.querySelector('#existing')?.textContent?.trim()).toBe('El censo de 2018.');
    expect(await states()).toEqual(['in-review', 'published']);
  });

  it('belongs to the area: another area’s proposal is not there for its reviewer, nor any for outsiders and coordinators', async () => {
    await assign(1, 1);
    expect((await rita.get(`${REVIEWS}/P-001`)).status).toBe(404);
    expect((await rita.get(REVIEWS)).body).not.toContain('P-001');
    expect((await ana.get(`${REVIEWS}/P-001`)).status).toBe(403);
    expect((await (await world.signedIn('fran')).get(REVIEWS)).status).toBe(403);
    expect((await rita.get(TRIAGE)).status).toBe(403);
  });

  it('can be given again, and the one before is kept and cannot be changed', async () => {
    await assign(0, 1);
    await review();
    await review({ ...REVIEW, verdict: 'not-feasible', reasons: 'Cambió la norma.' });
    expect(await states()).toEqual(['not-feasible', 'published']);
    expect((await app.browser().get('/processes/ba/proposals/P-001')).document.querySelectorAll('.reply')).toHaveLength(2);
    await expect(app.db.reader.rows(sql`update feasibility_review set reasons = 'x'`)).rejects.toThrow('append-only');
  });

  it('ends with the stage', async () => {
    await assign(0, 1);
    await world.close('call', 'review');
    expect((await rita.get(`${REVIEWS}/P-001`)).status).toBe(403);
  });
});

describe('the way to a table', () => {
  it('is open to feasible proposals of the theme only', async () => {
    const decisions = app.nest.get(DecisionsService);
    await assign(0, 1);
    await review();
    await atOnce();
    const theme = world.themes[0]?.id ?? '';
    expect((await app.nest.get(ProposalsQueries).feasibleOf(world.processId, theme)).map((row) => row.number)).toEqual([1]);
    await expect(decisions.takeToTable(world.processId, ids, SYSTEM)).rejects.toMatchObject({
      refusal: { code: 'proposal-not-so-far' },
    });
    expect(await states()).toEqual(['feasible-with-changes', 'published']);
    await decisions.takeToTable(world.processId, [ids[0] ?? ''], SYSTEM);
    await decisions.takeToTable(world.processId, [ids[0] ?? ''], SYSTEM);
    expect(await states()).toEqual(['on-the-table', 'published']);
    expect(await mails('notifications.at-once')).toHaveLength(1);
  });
});

describe('the reasoned response', () => {
  it('is given to several proposals at once, shown on each, told to its author and counted in the ledger', async () => {
    const coverage = () => app.nest.get(ResponsesQueries).coverage(world.processId);
    expect((await coverage()).find((each) => each.kind === 'proposal')).toMatchObject({ owed: 2, answered: 0, missing: ids });
    await atOnce();
    expect((await settle('carried-over', 'No hubo tiempo en esta instancia.', 1, 2)).status).toBe(303);
    expect(await states()).toEqual(['carried-over', 'carried-over']);
    expect((await coverage()).find((each) => each.kind === 'proposal')).toMatchObject({ owed: 2, answered: 2, missing: [] });
    expect((await app.browser().get('/processes/ba/proposals/P-002')).text).toContain('No hubo tiempo en esta instancia.');
    expect((await mails('notifications.at-once')).map((mail) => mail.subject)).toEqual([
      'P-001 : Elle a sa réponse : Reportée au prochain cycle.',
      'P-002: Tiene su respuesta: Pasa a la próxima instancia.',
    ]);

    const ledger = await app.browser().get('/processes/ba/responses');
    expect(ledger.text).toContain('2 de 2');
    expect(ledger.text.replace(/\s+/g, ' ')).toMatch(/Con su respuesta 2 2 de 2/);
    expect(ledger.document.querySelectorAll('#ledger tbody tr')).toHaveLength(2);
    expect(ledger.document.querySelector('#ledger tbody a')?.getAttribute('href')).toMatch(
      /^\/processes\/ba\/proposals\/P-00\d$/,
    );
    expect((await app.browser().get('/processes/ba/responses.csv')).body).toContain('No hubo tiempo en esta instancia.');
    expect((await app.browser().get('/processes/ba/responses?kind=comment')).document.querySelector('#ledger tbody')).toBeNull();
  });

  it('is superseded by a newer one, which the ledger counts alone; the same again changes nothing', async () => {
    await atOnce();
    await settle('not-taken-up', 'No entra.', 1);
    await settle('not-taken-up', 'No entra.', 1);
    await settle('carried-over', 'Entra en la próxima.', 1);
    expect(await app.db.reader.rows(sql`select disposition, supersedes is null as first from response order by at, id`)).toEqual([
      { disposition: 'not-taken-up', first: true },
      { disposition: 'carried-over', first: false },
    ]);
    expect(await mails('notifications.at-once')).toHaveLength(2);
    const ledger = await app.browser().get('/processes/ba/responses');
    expect(ledger.document.querySelectorAll('#ledger tbody tr')).toHaveLength(1);
    expect(ledger.text).not.toContain('No entra.');
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('No entra.');
    await expect(app.db.reader.rows(sql`delete from response`)).rejects.toThrow('append-only');
  });

  it('needs a reason, proposals, and the coordinator of this very process', async () => {
    expect((await settle('not-taken-up', ' ', 1)).status).toBe(422);
    expect((await settle('not-taken-up', 'No.')).status).toBe(422);
    const other = await makeWorld(app, { slug: 'otra' });
    await expect(
      app.nest.get(DecisionsService).settle(other.processId, ids, { disposition: 'merged', reason: 'x' }, SYSTEM),
    ).rejects.toMatchObject({ status: 404 });
    expect(await states()).toEqual(['published', 'published']);
  });
});
