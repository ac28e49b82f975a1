import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { SystemDice } from '../../src/platform/clock/system.js';
import { sql } from '../../src/platform/database/reader.js';
import { isPrivateLink, loggedPath } from '../../src/platform/web/private-links.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { newSecret } from '../../src/proposals/secrets.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let secret: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  const command = SubmitProposal.parse({
    ...{ processId: world.processId, themeId: world.themes[0]?.id, title: 'Más árboles', body: 'Un texto.', lang: 'es' },
    ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
  });
  ({ secret } = await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' }));
});
afterAll(() => app.close());

const receipt = () => `/proposals/receipts/${secret}`;
async function everything(): Promise<string> {
  const tables = await app.db.reader.rows(sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'outgoing_mail'`);
  const rows = [];
  for (const { name } of tables) rows.push((await app.db.database.pool.query(`select * from ${name}`)).rows);
  return JSON.stringify(rows);
}

describe('the secret of a receipt', () => {
  it('has 128 bits, none of which is always the same', () => {
    const dice = new SystemDice();
    const [ones, zeros] = [new Uint8Array(16), new Uint8Array(16)];
    for (let draw = 0; draw < 200; draw++) {
      const bytes = Buffer.from(newSecret(dice), 'base64url');
      expect(bytes).toHaveLength(16);
      bytes.forEach((byte, at) => {
        ones[at] = (ones[at] ?? 0) | byte;
        zeros[at] = (zeros[at] ?? 0) | (~byte & 255);
      });
    }
    expect([...ones, ...zeros]).toEqual(Array(32).fill(255));
  });

  it('is in the mail to its author, and in no table after everything that can be done with it', async () => {
    const [mail] = await app.db.reader.rows(
      sql<{ text: string }>`select text from outgoing_mail where kind = 'proposals.receipt'`,
    );
    expect(mail?.text).toContain(`/es${receipt()}?proof=`);
    const browser = app.browser();
    const proof = /\?proof=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    await browser.submit(await browser.get(receipt() + proof), {}, `${receipt()}/confirmation`);
    await browser.submit(await browser.get(`${receipt()}/revision`), { body: 'Otro texto.', note: 'Más corto' });
    await browser.submit(await browser.get(receipt()), { reason: 'Ya se hizo' }, `${receipt()}/withdrawal`);
    expect((await app.browser().get(receipt())).text).toContain('Retirada');
    const kept = await everything();
    expect(kept).toContain('Otro texto.');
    expect(kept).not.toContain(secret);
  });
});

describe('the page of a private link', () => {
  const invitation = async () =>
    app.nest
      .get(ParticipantsService)
      .invite(
        world.processId,
        'Tercer plan',
        { name: 'Ramón', email: 'ramon@example.org', role: 'facilitator', areaId: null },
        SYSTEM,
      );

  it.each([
    ['a receipt', async () => receipt()],
    ['a receipt as it is in the mail', async () => `${receipt()}?proof=abc`],
    ['its correction', async () => `${receipt()}/revision`],
    ['an invitation', async () => `/invitations/${await invitation()}`],
    ['a sign-in', async () => '/sign-in/link?token=abcdefghijklmnopqrstuvwxyz0123456789'],
  ])('is kept by no cache and tells its address to nobody: %s', async (_, address) => {
    const page = await app.browser().get(await address());
    expect([page.status, page.headers['referrer-policy'], page.headers['cache-control']]).toEqual([
      200,
      'no-referrer',
      'no-store',
    ]);
  });

  it('does not make other pages so', async () => {
    const page = await app.browser().get('/processes/ba/proposals');
    expect([page.headers['referrer-policy'], page.headers['cache-control']]).toEqual(['same-origin', 'private, no-cache']);
  });

  it.each<Record<string, string>>([{ 'sec-fetch-site': 'same-origin' }, {}])(
    'takes its form from a browser that hides the origin for that: %j',
    async (site) => {
      const browser = app.browser({ origin: 'null', ...site });
      const done = await browser.submit(await browser.get(receipt()), { reason: '' }, `${receipt()}/withdrawal`);
      expect([done.status, done.text.includes('Retirada')]).toEqual([200, true]);
    },
  );

  it('takes no form from another site, nor one without its token', async () => {
    const elsewhere = app.browser({ origin: 'null', 'sec-fetch-site': 'cross-site' });
    const page = await elsewhere.get(receipt());
    expect((await elsewhere.submitOnly(page, { reason: '' }, `${receipt()}/withdrawal`)).status).toBe(403);
    expect((await app.browser().rawPost(`${receipt()}/withdrawal`, { reason: '' }, { origin: 'null' })).status).toBe(403);
  });

  it('is logged without its secret', () => {
    const request = { url: `/proposals/receipts/${secret}/revision?proof=x`, params: { secret }, query: { proof: 'x' } } as never;
    expect([isPrivateLink(request), loggedPath(request)]).toEqual([true, '/proposals/receipts/[hidden]/revision']);
  });
});
