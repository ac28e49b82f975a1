import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsService, SignInService } from '../../src/accounts/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';

let app: TestApp;
let accounts: AccountsService;

beforeAll(async () => {
  app = await startApp();
  accounts = app.nest.get(AccountsService);
});
beforeEach(() => app.db.truncate());
afterAll(() => app.close());

async function signedIn(email: string): Promise<Browser> {
  const account = await accounts.ensure({ email, name: 'Nadia Administra', locale: 'es' });
  const { token } = await app.nest.get(SignInService).enterAs(account);
  const browser = app.browser();
  browser.keepSession(app.seal({ signIn: token }));
  return browser;
}

const recorded = () => app.db.reader.rows(sql`select 1 from recorded_event where type = 'accounts.administrator-appointed'`);

describe('The first administrator of an instance', () => {
  it('is appointed by their address, and may then create the first process', async () => {
    const nadia = await signedIn('nadia@example.org');
    expect((await nadia.get('/staff/processes/new')).status).toBe(403);
    expect(await accounts.appointAdministrator('nadia@example.org', 'es')).toBe(true);
    expect((await nadia.get('/staff/processes/new')).status).toBe(200);
    expect((await nadia.get('/')).document.querySelector('.opening .button')?.getAttribute('href')).toBe('/staff/processes/new');
    expect(await recorded()).toHaveLength(1);
  });

  it('may be appointed before they ever signed in', async () => {
    await accounts.appointAdministrator('nueva@example.org', 'es');
    expect((await (await signedIn('nueva@example.org')).get('/staff/processes/new')).status).toBe(200);
  });

  it('is appointed once, however often it is asked', async () => {
    await accounts.appointAdministrator('nadia@example.org', 'es');
    expect(await accounts.appointAdministrator('nadia@example.org', 'es')).toBe(false);
    expect(await recorded()).toHaveLength(1);
  });
});
