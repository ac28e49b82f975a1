import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type TestApp } from '../support/app.js';
import { waysIn } from '../architecture/ways-in.js';
import { addContact, inviteByName, mailTo } from '../world/outreach.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let link: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await addContact(app, world);
  await inviteByName(app, world);
  link = ((await mailTo(app, 'nora@red.example.org')).links.find((path) => path.includes('/unsubscribe/')) ?? '').replace(
    /^\/es/,
    '',
  );
});
afterAll(() => app.close());

const refused = async (): Promise<number> => (await app.db.reader.rows(sql`select 1 from mail_suppression`)).length;

describe('ending the mails of a list', () => {
  it('takes one press, on a page that opening does not end anything with', async () => {
    const browser = app.browser();
    const page = await browser.get(link);
    expect(page.text).toContain('Dejar de recibir correos');
    expect(await refused()).toBe(0);
    const after = await browser.submit(page, {}, link);
    expect(after.text).toContain('No te mandamos más invitaciones');
    expect(await refused()).toBe(1);
  });

  it('takes one request of a mail program, without page, cookie or token, from wherever it is (RFC 8058)', async () => {
    const headers = { origin: 'https://mail.example.net', 'sec-fetch-site': 'cross-site' };
    const answer = await app.browser().rawPost(link, { 'List-Unsubscribe': 'One-Click' }, headers);
    expect(answer.status).toBe(200);
    expect(await refused()).toBe(1);
    expect((await app.browser().rawPost(link, { 'List-Unsubscribe': 'One-Click' }, headers)).status).toBe(200);
    expect(await refused()).toBe(1);
  });

  it('is the only way past the token, and only with that body', async () => {
    expect((await app.browser().rawPost(link, {})).status).toBe(403);
    expect((await app.browser().rawPost(link, { 'List-Unsubscribe': 'yes' })).status).toBe(403);
    for (const { name } of waysIn(app.nest).filter((way) => way.name.startsWith('POST ') && !way.name.includes('unsubscribe'))) {
      const path = (name.split(' ')[1] ?? '').replace(/:\w+/g, 'x');
      expect([name, (await app.browser().rawPost(path, { 'List-Unsubscribe': 'One-Click' })).status]).toEqual([name, 403]);
    }
    expect(await refused()).toBe(0);
  });

  it('cannot be done to somebody else', async () => {
    const [list = '', hash = '', signature = ''] = (link.split('/').at(-1) ?? '').split('.');
    const other = hash.replace(/^./, hash.startsWith('0') ? '1' : '0');
    for (const token of [`${list}.${other}.${signature}`, `digest.${hash}.${signature}`, `${list}.${hash}`, 'x'])
      expect((await app.browser().rawPost(`/unsubscribe/${token}`, { 'List-Unsubscribe': 'One-Click' })).status).toBe(404);
    expect(await refused()).toBe(0);
  });

  it('is kept by every batch that follows', async () => {
    await app.browser().rawPost(link, { 'List-Unsubscribe': 'One-Click' });
    await addContact(app, world, { organisation: 'Otra', email: 'otra@example.org' });
    await inviteByName(app, world, ['Red de Datos', 'Otra']);
    const sent = (await app.nest.get(Mailer).latest(50)).filter(({ kind }) => kind === 'outreach.invitation');
    expect(sent.map(({ to }) => to)).toEqual(['otra@example.org', 'nora@red.example.org']);
  });
});
