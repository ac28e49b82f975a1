import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { sql } from '../../src/platform/database/reader.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { MailRetention } from '../../src/platform/mail/mail-retention.js';
import { Retention } from '../../src/platform/retention/retention.js';
import { SESSION_DAYS } from '../../src/platform/web/session.js';
import { DRAFT_KEPT_DAYS } from '../../src/proposals/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-03-02T15:00:00Z');
  world = await makeWorld(app);
  await world.open('call');
});
afterAll(() => app.close());

const NEW = '/processes/ba/proposals/new';
const count = async (table: string): Promise<number> =>
  Number((await app.db.database.pool.query(`select count(*) as count from ${table}`)).rows[0].count);
async function after(by: { days?: number; minutes?: number; hours?: number }): Promise<void> {
  app.clock.advance(by);
  await app.nest.get(Retention).forget();
}

describe('a draft that was never sent', () => {
  it('is found as long as its page says after its last change, and then no more', async () => {
    const browser = app.browser();
    const first = await browser.get(NEW);
    expect(first.text).toContain('el borrador se borra a los 30 días del último cambio');
    await browser.submit(first, { title: 'Más árboles', themeId: world.themes[0]?.id ?? '' });
    await after({ days: 20 });
    await browser.submit(await browser.get(NEW), { title: 'Muchos más árboles', themeId: world.themes[0]?.id ?? '' });
    await after({ days: DRAFT_KEPT_DAYS - 1 });
    expect((await browser.get(NEW)).body).toContain('Muchos más árboles');
    await after({ days: 1, minutes: 1 });
    expect(await count('proposal_draft')).toBe(0);
    expect((await browser.get(NEW)).body).not.toContain('árboles');
  });

  it('is not kept longer than its author’s browser can find it', () => {
    expect(DRAFT_KEPT_DAYS).toBeLessThanOrEqual(SESSION_DAYS);
  });
});

describe('signing in', () => {
  it('leaves no code a day after it was used or ran out, and no session a day after its end', async () => {
    const browser = app.browser();
    const ask = async () => browser.submit(await browser.get('/sign-in'), { email: 'dani@example.org' });
    await ask();
    const asked = await ask();
    const [mail] = await app.db.reader.rows(sql<{ subject: string }>`select subject from outgoing_mail order by id desc limit 1`);
    await browser.submit(asked, { code: /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '' });
    const rita = await world.signedIn('rita');
    expect([await count('sign_in_code'), await count('sign_in_session')]).toEqual([2, 2]);
    await after({ hours: 23 });
    expect([await count('sign_in_code'), await count('sign_in_session')]).toEqual([2, 2]);
    await after({ hours: 2 });
    expect([await count('sign_in_code'), await count('sign_in_session')]).toEqual([0, 2]);
    await rita.submit(await rita.get('/'), {}, '/sign-out');
    await after({ days: 1, minutes: 1 });
    expect(await count('sign_in_session')).toBe(1);
    await after({ days: 30 });
    expect(await count('sign_in_session')).toBe(0);
  });

  it('keeps a session that still serves', async () => {
    const dani = await world.signedIn('dani');
    await after({ days: 29 });
    expect((await dani.get('/account/name')).path).toBe('/account/name');
    expect(await count('sign_in_session')).toBe(1);
  });
});

describe('the id of a form', () => {
  it('does its thing once for thirty days, and is then forgotten', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const somebody = { name: 'Ramón', email: 'ramon@example.org', role: 'facilitator' };
    await ana.submitOnly(page, somebody);
    await after({ days: 29 });
    expect((await ana.submitOnly(page, somebody)).status).toBe(303);
    expect([await count('invitation'), await count('form_receipt')]).toEqual([1, 1]);
    await after({ days: 1, minutes: 1 });
    expect(await count('form_receipt')).toBe(0);
  });
});

describe('a mail', () => {
  const queue = (key: string) =>
    app.nest
      .get(Mailer)
      .queue({ to: 'Dani@example.org', subject: 'Hola, Dani', text: 'Tu código', locale: 'es', kind: 'test.hello', key });
  const rows = () =>
    app.db.reader.rows(
      sql<{ to: string; subject: string; text: string; state: string }>`
        select kind, key, recipient as "to", subject, text, html, error, state, created_at as "createdAt" from outgoing_mail order by id`,
    );

  it('leaves after thirty days that it was sent, and nothing of what it said or to whom', async () => {
    await queue('one');
    const at = app.clock.now();
    await after({ days: 29 });
    expect(await rows()).toMatchObject([{ to: 'Dani@example.org', text: 'Tu código' }]);
    await queue('two');
    await after({ days: 1, minutes: 1 });
    const [one, two] = await rows();
    expect(one).toEqual({
      ...{ kind: 'test.hello', key: 'one', state: 'kept', createdAt: at },
      ...{ to: app.nest.get(MailRetention).hash('dani@example.org'), subject: '', text: '', html: null, error: null },
    });
    expect(one?.to).not.toMatch(/dani/i);
    expect(two?.to).toBe('Dani@example.org');
    await queue('one');
    expect(await rows()).toHaveLength(2);
    expect((await app.nest.get(Mailer).latest(9)).map((mail) => mail.key)).toEqual(['two']);
  });

  it('that still waits to be sent is left alone', async () => {
    await queue('one');
    await app.db.reader.rows(sql`update outgoing_mail set state = 'queued'`);
    await after({ days: 90 });
    expect(await rows()).toMatchObject([{ to: 'Dani@example.org', text: 'Tu código' }]);
  });
});

describe('forgetting', () => {
  it('is begun by the clock each night, and what fails leaves the rest its turn', async () => {
    const { rows } = await app.db.database.pool.query(
      `select cron from jobs.schedule where name = 'platform.forget-what-is-old'`,
    );
    expect(rows).toEqual([{ cron: '30 3 * * *' }]);
    const retention = app.nest.get(Retention);
    const done: string[] = [];
    retention.keep({ name: 'test.broken', days: 0, forget: () => Promise.reject(new Error('no')) });
    retention.keep({ name: 'test.whole', days: 0, forget: async () => done.push('whole') });
    await expect(retention.forget()).rejects.toThrow('could not be forgotten');
    expect(done).toEqual(['whole']);
    expect(() => retention.keep({ name: 'test.whole', days: 1, forget: async () => 0 })).toThrow('already said');
  });

  it('is written down for people: the README names everything, with its days', () => {
    const readme = readFileSync('README.md', 'utf8');
    const kept = app.nest
      .get(Retention)
      .list()
      .filter(({ name }) => !name.startsWith('test.'));
    expect(kept.map(({ name }) => name).sort()).toEqual(
      [...readme.matchAll(/^\| `([a-z]+\.[a-z-]+)`:/gm)].map((match) => match[1]).sort(),
    );
    for (const { name, days } of kept)
      expect(readme).toMatch(new RegExp(`^\\| \`${name}\`:[^|]*\\|[^|]*\\b${days} days?\\b`, 'm'));
  });
});
