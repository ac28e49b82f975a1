import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsService } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ReviewsMails } from '../../src/notifications/index.js';
import { ParticipantsQueries, ParticipantsService, PersonalLinks } from '../../src/participants/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ids: string[];

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-04-01T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call', 'review');
  ids = [];
  for (const title of ['Completar el censo de árboles', 'Publicar los tiempos de espera', 'Más bicisendas']) {
    const command = SubmitProposal.parse({
      ...{ processId: world.processId, themeId: world.themes[0]?.id, title, body: 'Un texto.', lang: 'es' },
      ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
    });
    ids.push((await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' })).id);
  }
});
afterAll(() => app.close());

const TRIAGE = '/staff/processes/ba/proposals';
const REVIEWS = '/staff/processes/ba/reviews';
const decisions = () => app.nest.get(DecisionsService);
const assign = (area: 0 | 1, dueOn: string, ...numbers: number[]) =>
  decisions().assign(
    world.processId,
    { proposals: numbers.map((number) => ids[number - 1] ?? ''), areaId: world.areas[area]?.id ?? '', dueOn },
    SYSTEM,
  );
const review = (number: number) =>
  decisions().review(
    ids[number - 1] ?? '',
    world.areas[0]?.id ?? '',
    {
      ...{ verdict: 'feasible', reasons: 'Se puede.', signedBy: 'Rita' },
      ...{ existing: null, budget: null, law: null, responsible: null, changes: null },
    },
    SYSTEM,
  );
/** Makes somebody reviewer of an area, in their language. */
async function reviewer(email: string, name: string, locale: 'es' | 'en' | 'fr', area: 0 | 1): Promise<void> {
  const account = await app.nest.get(AccountsService).ensure({ email, name, locale });
  await app.nest.get(ParticipantsService).grant(world.processId, account.id, 'reviewer', world.areas[area]?.id ?? null, SYSTEM);
}
async function morning(day: string): Promise<void> {
  app.clock.set(`${day}T11:00:00Z`);
  await app.nest.get(ReviewsMails).remind();
}
async function mails(kind: string) {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(
    sql<{ to: string; subject: string; text: string; locale: string }>`
      select recipient as "to", subject, text, locale from outgoing_mail where kind = ${`proposals.${kind}`} order by id`,
  );
}
const linkIn = (text: string) => new URL(/http\S+\/invitations\/\S+/.exec(text)?.[0] ?? '').pathname;

describe('sending proposals to an area', () => {
  it('is told to each of its reviewers in one mail that lists them, in the reviewer’s language, with the day and a personal link', async () => {
    await reviewer('remi@example.org', 'Rémi', 'fr', 0);
    await reviewer('otra@example.org', 'Otra', 'es', 1);
    const ana = await world.signedIn('ana');
    await ana.submit(
      await ana.get(TRIAGE),
      { proposals: ids.slice(0, 2), areaId: world.areas[0]?.id ?? '', dueOn: '2026-04-30' },
      `${TRIAGE}/assignment`,
    );
    const told = await mails('assigned');
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['rita@example.org', '2 propuestas esperan la revisión de tu área, antes del 30 de abril de 2026'],
      ['remi@example.org', '2 propositions attendent l’examen de votre service, avant le 30 avril 2026'],
    ]);
    for (const words of [
      'Hola, Rita Revisa:',
      'Dirección de Datos',
      '- P-001. Completar el censo',
      '- P-002. Publicar los tiempos',
      '/es/invitations/',
    ])
      expect(told[0]?.text).toContain(words);
    expect(told[0]?.text).not.toContain('P-003');
    expect(told[1]?.text).toContain('/fr/invitations/');
  });

  it('again, with another day, is told again', async () => {
    await assign(0, '2026-04-30', 1);
    expect(await mails('assigned')).toHaveLength(1);
    await assign(0, '2026-05-30', 1);
    expect((await mails('assigned')).map((mail) => mail.subject)).toEqual([
      'Una propuesta espera la revisión de tu área, antes del 30 de abril de 2026',
      'Una propuesta espera la revisión de tu área, antes del 30 de mayo de 2026',
    ]);
  });
});

describe('sorting many out in the team’s list', () => {
  const area = () => world.areas[0]?.id ?? '';
  const standing = () =>
    app.db.reader.rows(sql<{ number: number; state: string; areas: number }>`
      select p.number, p.state, (select count(*)::int from proposal_assignment a where a.proposal_id = p.id) as areas from proposal p order by 1`);
  const states = async () => (await standing()).map(({ state }) => state);
  /** Sends the one form of the list to this act; `fields` without what others of its acts ask for. */
  const act = async (ana: Browser, path: string, action: string, fields: Record<string, string | string[]>): Promise<Answer> => {
    const page = await ana.get(path);
    const hidden = [...page.document.querySelectorAll('form.work-split > input[type=hidden]')];
    const tokens = Object.fromEntries(hidden.map((each) => [each.getAttribute('name') ?? '', each.getAttribute('value') ?? '']));
    return ana.rawPost(`${TRIAGE}/${action}`, { ...tokens, ...fields });
  };
  const undoing = (page: Answer) => page.document.querySelector('#done form')?.getAttribute('action') ?? '';

  it('asks for the review in fifteen days of the process’s calendar, then in as many as it usually asks for', async () => {
    const ana = await world.signedIn('ana');
    const dueOn = async () => (await ana.get(TRIAGE)).document.querySelector('[name=dueOn]')?.getAttribute('value');
    app.clock.set('2026-04-02T01:30:00Z'); // Still the first of April in Buenos Aires.
    expect(await dueOn()).toBe('2026-04-16');
    await assign(0, '2026-04-11', 1, 2);
    await assign(0, '2026-04-30', 3);
    expect(await dueOn()).toBe('2026-04-11');
  });

  it('finds by words, theme and area, says how many are left, and keeps all of it after an act', async () => {
    const ana = await world.signedIn('ana');
    const found = await ana.get(`${TRIAGE}?q=arboles&theme=${world.themes[0]?.id}&area=none&state=published`);
    expect(found.text).toContain('Quedan 3 propuestas sin ordenar, de 3.');
    expect([...found.document.querySelectorAll('.triage-item .row-title a')].map((each) => each.textContent)).toEqual([
      'Completar el censo de árboles',
    ]);
    const sent = await act(ana, `${TRIAGE}?q=propuesta+arboles&area=none`, 'assignment', {
      proposals: ids[0] ?? '',
      areaId: area(),
      dueOn: '2026-04-30',
    });
    const back = await ana.get(sent.headers['location'] as string);
    expect(sent.headers['location']).toMatch(/[?]q=propuesta%20arboles&area=none&done=[0-9a-f-]+#done$/);
    expect(back.text).toContain('Enviaste 1 propuesta al área.');
    expect(back.text).toContain('Quedan 2 propuestas sin ordenar, de 3.');
    expect(back.document.querySelector('[name=q]')?.getAttribute('value')).toBe('propuesta arboles');
  });

  it('does it to all that match, as long as they are those that were counted', async () => {
    const ana = await world.signedIn('ana');
    const fields = { areaId: area(), dueOn: '2026-04-30' };
    const changed = await act(ana, `${TRIAGE}?state=published`, 'assignment', { ...fields, all: '2' });
    expect([changed.status, await states()]).toEqual([409, ['published', 'published', 'published']]);
    expect(changed.text).toContain('Ahora coinciden 3');
    await act(ana, `${TRIAGE}?state=published&q=publicar`, 'assignment', { ...fields, all: '1' });
    expect(await states()).toEqual(['published', 'in-review', 'published']);
    await act(ana, TRIAGE, 'assignment', { ...fields, all: '3' });
    expect(await states()).toEqual(['in-review', 'in-review', 'in-review']);
  });

  it('takes an act back, but not where something happened since', async () => {
    const ana = await world.signedIn('ana');
    const sent = await act(ana, TRIAGE, 'assignment', { proposals: ids, areaId: area(), dueOn: '2026-04-30' });
    await review(2);
    const page = await ana.get(sent.headers['location'] as string);
    const undone = await ana.submit(page, {}, undoing(page));
    expect(undone.text).toContain('2 propuestas volvieron a estar como antes. 1 quedó como está');
    expect(await standing()).toEqual([
      { number: 1, state: 'published', areas: 0 },
      { number: 2, state: 'feasible', areas: 1 },
      { number: 3, state: 'published', areas: 0 },
    ]);
    expect((await ana.submit(page, {}, undoing(page))).status).toBe(200); // The same form again does nothing more.
    expect((await standing())[1]?.state).toBe('feasible');
  });

  it('takes an answer back: what was answered before is in force again, and the ledger keeps both', async () => {
    const ana = await world.signedIn('ana');
    const answer = (disposition: string, reason: string) =>
      act(ana, TRIAGE, 'responses', { proposals: ids.slice(0, 2), disposition, reason });
    await answer('carried-over', 'El año que viene.');
    const second = await answer('not-taken-up', 'No entra en el plan.');
    const page = await ana.get(second.headers['location'] as string);
    await ana.submit(page, {}, undoing(page));
    expect(await states()).toEqual(['carried-over', 'carried-over', 'published']);
    const shown = await app.browser().get('/processes/ba/proposals/P-001');
    expect(shown.document.querySelector('#response')?.textContent).toContain('El año que viene.');
    expect(shown.text).toContain('No entra en el plan.');
  });
});

describe('the personal link to one’s reviews', () => {
  const link = async () => {
    await assign(0, '2026-04-30', 1);
    return linkIn((await mails('assigned'))[0]?.text ?? '');
  };
  async function codeFor(browser: Browser, path: string) {
    const page = await browser.get(path);
    expect(page.text).toContain('rita@example.org');
    const asked = await browser.submit(page, {}, path.replace(/^\/es/, ''));
    const [mail] = await app.db.reader.rows(sql<{ to: string; subject: string }>`
      select recipient as "to", subject from outgoing_mail where kind = 'sign-in' order by id desc limit 1`);
    expect(mail?.to).toBe('rita@example.org');
    return { asked, code: /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '' };
  }

  it('asks for no address, sends a code to it, and leads to the reviews', async () => {
    const browser = app.browser();
    const { asked, code } = await codeFor(browser, await link());
    expect(asked.path).toBe('/sign-in/code');
    const arrived = await browser.submit(asked, { code });
    expect([arrived.path, arrived.text.includes('Completar el censo de árboles')]).toEqual([REVIEWS, true]);
  });

  it('leads straight there whoever is signed in as that person, and shows nothing to anybody else', async () => {
    const path = await link();
    expect((await (await world.signedIn('rita')).get(path)).path).toBe(REVIEWS);
    const fran = await world.signedIn('fran');
    expect((await fran.get(path)).path).toBe(path);
    expect((await fran.get(REVIEWS)).status).toBe(403);
  });

  it('is signed, and ends with the role', async () => {
    const path = await link();
    expect((await app.browser().get(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
    const [grant] = (await app.nest.get(ParticipantsQueries).holders('reviewer')).slice(0, 1);
    expect(await app.nest.get(PersonalLinks).holder(path.split('/').at(-1) ?? '')).toMatchObject({ name: 'Rita Revisa' });
    await app.nest.get(ParticipantsService).revoke(world.processId, grant?.grantId ?? '', SYSTEM);
    expect((await app.browser().get(path)).status).toBe(404);
  });
});

describe('a reminder', () => {
  it('comes three days before and when it is late, once a day, and lists all that waits', async () => {
    await assign(0, '2026-04-30', 1);
    await assign(0, '2026-06-30', 2);
    await morning('2026-04-26');
    expect(await mails('reminder')).toEqual([]);
    await morning('2026-04-27');
    await morning('2026-04-27');
    const [soon, ...more] = await mails('reminder');
    expect(more).toEqual([]);
    expect(soon).toMatchObject({ to: 'rita@example.org', subject: '2 revisiones te esperan' });
    expect(soon?.text).toContain('- P-001. Completar el censo de árboles (responder antes del 30 de abril de 2026)');
    expect(soon?.text).toContain('- P-002. Publicar los tiempos de espera (responder antes del 30 de junio de 2026)');
    for (const day of ['2026-04-28', '2026-04-30', '2026-05-01', '2026-05-02']) await morning(day);
    const [, late, ...others] = await mails('reminder');
    expect(others).toEqual([]);
    expect(late?.subject).toBe('Una revisión está vencida');
    expect(late?.text).toContain('- P-001. Completar el censo de árboles (vencida: era para el 30 de abril de 2026)');
    const rita = await world.signedIn('rita');
    expect((await rita.get(linkIn(late?.text ?? ''))).path).toBe(REVIEWS);
  });

  it('is made up for when nobody looked on its day', async () => {
    await assign(0, '2026-04-30', 1);
    await morning('2026-04-29');
    expect(await mails('reminder')).toHaveLength(1);
  });

  it('is not sent for what was answered, withdrawn, taken to a table, or can no longer be answered', async () => {
    await assign(0, '2026-04-30', 1, 2, 3);
    await review(1);
    await review(2);
    await decisions().takeToTable(world.processId, [ids[1] ?? ''], SYSTEM);
    await app.db.reader.rows(sql`update proposal set state = 'withdrawn' where number = 3`);
    await morning('2026-05-01');
    expect([await mails('reminder'), await mails('overdue')]).toEqual([[], []]);
    await app.db.reader.rows(sql`update proposal set state = 'in-review' where number = 3`);
    await world.close('call', 'review');
    await morning('2026-05-01');
    expect([await mails('reminder'), await mails('overdue')]).toEqual([[], []]);
  });

  it('counts days where the instance is: the due day is not over there when it is in London', async () => {
    await assign(0, '2026-04-30', 1);
    await morning('2026-04-27');
    app.clock.set('2026-05-01T01:00:00Z');
    await app.nest.get(ReviewsMails).remind();
    expect([await mails('overdue'), (await mails('reminder')).length]).toEqual([[], 1]);
  });
});

describe('the coordinator', () => {
  it('is told once a day of all that is late, by area, and of areas for which nobody reviews', async () => {
    await assign(0, '2026-04-30', 1, 2);
    await assign(1, '2026-04-20', 3);
    await morning('2026-04-20');
    expect(await mails('overdue')).toEqual([]);
    await morning('2026-05-01');
    await morning('2026-05-01');
    await review(1);
    await morning('2026-05-02');
    const told = await mails('overdue');
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.org', '3 revisiones están vencidas'],
      ['ana@example.org', '2 revisiones están vencidas'],
    ]);
    for (const words of [
      'Dirección de Datos (Rita Revisa):\n- P-001. Completar',
      'Atención Ciudadana (nadie revisa todavía por esta área):\n- P-003. Más bicisendas (vencida: era para el 20 de abril de 2026)',
      `/es${TRIAGE}`,
    ])
      expect(told[0]?.text).toContain(words);
  });
});

describe('the morning’s work', () => {
  it('is begun by the clock, in the instance’s time zone', async () => {
    const { rows } = await app.db.database.pool.query(
      `select cron, timezone from jobs.schedule where name = 'notifications.remind-of-reviews'`,
    );
    expect(rows).toEqual([{ cron: '0 8 * * *', timezone: 'America/Argentina/Buenos_Aires' }]);
  });
});
