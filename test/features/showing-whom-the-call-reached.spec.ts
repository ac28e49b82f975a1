import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { InvitationsService } from '../../src/outreach/index.js';
import type { Sector } from '../../src/participants/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { addContact, inviteByName, personalSecret } from '../world/outreach.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
});
afterAll(() => app.close());

const LOG = '/processes/ba/outreach';

/** So many organisations of a sector, the first of which say "not this time". */
async function invite(sector: Sector, count: number, answered: number): Promise<void> {
  const names = Array.from({ length: count }, (_, i) => `${sector} ${i}`);
  for (const [i, organisation] of names.entries())
    await addContact(app, world, { organisation, sector, name: 'Secreta Persona', email: `${sector}${i}@secreto.example.org` });
  await inviteByName(app, world, names, { themeId: world.themes[0]?.id });
  for (let i = 0; i < answered; i++) {
    const invitations = app.nest.get(InvitationsService);
    const invited = await invitations.invited(await personalSecret(app, `${sector}${i}@secreto.example.org`));
    await invitations.decline(invited?.invitationId ?? '', 'palabra-secreta', SYSTEM);
  }
}

describe('the record of outreach', () => {
  it('counts by sector and theme, and keeps back small figures and those from which they would follow', async () => {
    await invite('civil-society', 12, 6);
    await invite('academia', 8, 7);
    await invite('private', 2, 0);
    const page = await app.browser().get(LOG);
    const rows = [...page.document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()),
    );
    expect(rows).toContainEqual(['Sociedad civil', '12', 'reservado', '0']);
    expect(rows).toContainEqual(['Academia', 'reservado', 'reservado', 'reservado']);
    expect(rows).toContainEqual(['Sector privado', 'reservado', 'reservado', 'reservado']);
    expect(rows).toContainEqual(['Datos abiertos', '22', '13', '0']);
  });

  it('gives the texts of the messages, when they went out, and never who was written to', async () => {
    await invite('civil-society', 6, 1);
    const page = await app.browser().get(LOG);
    expect(page.text).toContain('2 de marzo de 2026, 6 organizaciones');
    expect(page.text).toContain('Sabemos que {{organisation}} conoce de cerca este tema');
    const file = await app.browser().get(`${LOG}.csv`);
    expect(file.body).toContain('sector,Sociedad civil,6,,0');
    for (const { body } of [page, file]) expect(body).not.toMatch(/secret|Secreta|palabra-secreta|civil-society \d/);
  });

  it('is whole for coordinators, as a file that no spreadsheet runs', async () => {
    await addContact(app, world, { organisation: '=HYPERLINK("x")' });
    await inviteByName(app, world, ['=HYPERLINK("x")']);
    const ana = await world.signedIn('ana');
    const file = await ana.get('/staff/processes/ba/outreach/invitations.csv');
    expect(file.body).toContain('nora@red.example.org');
    expect(file.body).toContain(`"'=HYPERLINK(""x"")"`);
    expect((await (await world.signedIn('dani')).get('/staff/processes/ba/outreach/invitations.csv')).status).toBe(403);
  });

  it('says so when nobody was invited yet', async () => {
    expect((await app.browser().get(LOG)).text).toContain('Todavía no se invitó a ninguna organización');
  });
});
