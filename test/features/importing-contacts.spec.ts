import { describe, expect, it } from '@jest/globals';
import { OutreachQueries } from '../../src/outreach/index.js';
import { sql } from '../../src/platform/database/reader.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { addContact, organisationId } from '../world/outreach.js';
import { eachBegins } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

eachBegins((begun) => ({ app, world, ana } = begun));

const STAFF = '/staff/processes/ba/outreach';
const HEAD = 'Organización;Nombre;Correo;Sector;Idiomas;Ejes;Sabe de;Origen del consentimiento;Fecha del consentimiento';
const GOOD = 'Red de Datos;Nora Red;Nora@Red.example.org;Sociedad civil;es, fr;Datos abiertos | veredas;;Jornada 2025;3/11/2025';

async function look(...rows: string[]): Promise<Answer> {
  const page = await ana.get(`${STAFF}/imports/new`);
  return ana.submit(page, { table: [HEAD, ...rows].join('\n') }, `${STAFF}/imports`);
}
const confirm = (page: Answer): Promise<Answer> => ana.submit(page, {}, `${page.path}/confirmation`);
const contacts = () => app.nest.get(OutreachQueries).contacts(world.processId);

describe('a table of contacts', () => {
  it('is shown row by row before anything comes in, and keeps what is right', async () => {
    const page = await look(
      GOOD,
      'Sin correo;Ana;no-es;academia;es;;;Feria;2025-10-01',
      'Sin origen;Eva;eva@example.org;academia;es;;;;2025-10-01',
      'Mañana;Ema;ema@example.org;marcianos;es;;;Feria;2999-01-01',
    );
    expect(page.status).toBe(200);
    expect(page.text).toContain('Línea 3');
    expect(page.text).toContain('«no-es» no es una dirección');
    expect(page.text).toContain('Falta: Origen del consentimiento');
    expect(page.text).toContain('«marcianos» no es un sector');
    expect(page.text).toContain('2999-01-01 todavía no llegó');
    expect(page.text).toContain('«veredas» no es un eje de este proceso; se guarda como palabra');
    expect(await contacts()).toEqual([]);
    const after = await confirm(page);
    expect(after.text).toContain('Red de Datos');
    expect(await contacts()).toMatchObject([
      { email: 'nora@red.example.org', organisation: 'Red de Datos', consentOrigin: 'Jornada 2025', consentOn: '2025-11-03' },
    ]);
    const organisation = await app.nest.get(OutreachQueries).organisation(world.processId, await organisationId(app, world));
    expect(organisation).toMatchObject({
      sector: 'civil-society',
      languages: ['es', 'fr'],
      themeIds: [world.themes[0]?.id],
      knows: 'veredas',
    });
  });

  it('merges rows of one address in sight: the first stays, the later consent counts', async () => {
    await addContact(app, world, { email: 'known@example.org', organisation: 'Ya Estaba', consentOn: '2024-01-01' });
    const page = await look(
      GOOD,
      'Otra Red;Nora;nora@red.example.org;academia;en;;;Feria;1/12/2025',
      'Nueva;Ken;KNOWN@example.org;academia;en;;;Taller;2025-05-05',
    );
    expect(page.text).toContain('La misma dirección que en la línea 2: se unen');
    expect(page.text).toContain('la dirección ya es de Ya Estaba y ahí queda');
    await confirm(page);
    expect((await contacts()).map(({ email, organisation, consentOrigin }) => [email, organisation, consentOrigin])).toEqual([
      ['nora@red.example.org', 'Red de Datos', 'Feria'],
      ['known@example.org', 'Ya Estaba', 'Taller'],
    ]);
  });

  it('is done once, however often it is confirmed, and the table is forgotten', async () => {
    const page = await look(GOOD);
    await Promise.all([confirm(page), confirm(page)]);
    expect(await contacts()).toHaveLength(1);
    expect(await app.db.reader.rows(sql`select content from contact_import`)).toEqual([{ content: '' }]);
    expect((await ana.get(page.path)).status).toBe(404);
  });

  it('of other columns is read once somebody says which is which', async () => {
    const start = await ana.get(`${STAFF}/imports/new`);
    const table = 'a,b,c,d,e,f\n"Red, con coma",Nora,nora@red.example.org,ONG,"En la ""feria""",2025-11-03';
    const page = await ana.submit(start, { table }, `${STAFF}/imports`);
    expect(page.text).toContain('Ninguna fila puede entrar así');
    const mapping = { organisation: '0', name: '1', email: '2', sector: '3', consentOrigin: '4', consentOn: '5' };
    const mapped = await ana.submit(page, mapping, `${page.path}/columns`);
    await confirm(mapped);
    expect(await contacts()).toMatchObject([{ organisation: 'Red, con coma', consentOrigin: 'En la "feria"' }]);
  });

  it('never brings back somebody who was taken out: a hash remembers, nothing else does', async () => {
    const id = await addContact(app, world);
    const page = await ana.get(`${STAFF}/contacts/${id}`);
    await ana.submit(page, {}, `${STAFF}/contacts/${id}/removal`);
    expect(await contacts()).toEqual([]);
    const again = await look(GOOD);
    expect(again.text).toContain('Pidió que no le escriban: no entra');
    const rows = await app.db.reader.rows(sql`select * from mail_suppression`);
    expect(JSON.stringify(rows)).not.toContain('nora');
    const added = await ana.submit(
      await ana.get(`${STAFF}/contacts/new`),
      {
        organisation: 'Red de Datos',
        sector: 'civil-society',
        name: 'Nora Red',
        email: 'nora@red.example.org',
        consentOrigin: 'Feria',
        consentOn: '2025-11-03',
      },
      `${STAFF}/contacts`,
    );
    expect(added.status).toBe(409);
    expect(added.text).toContain('pidió que no le escriban');
  });

  it('without rows, or without titles, is shown again with what was pasted', async () => {
    const start = await ana.get(`${STAFF}/imports/new`);
    for (const table of ['', 'solo una columna', HEAD]) {
      const answer = await ana.submit(start, { table }, `${STAFF}/imports`);
      expect([409, 422]).toContain(answer.status);
      expect(answer.document.querySelector('textarea')?.textContent?.trim()).toBe(table);
    }
  });
});

describe('the contact base', () => {
  it('demands where and when somebody agreed to be written to', async () => {
    const page = await ana.get(`${STAFF}/contacts/new`);
    const fields = { organisation: 'Red', sector: 'academia', name: 'Nora', email: 'nora@red.example.org' };
    const answer = await ana.submit(page, fields, `${STAFF}/contacts`);
    expect(answer.status).toBe(422);
    expect(answer.document.querySelector('#consentOrigin')?.getAttribute('aria-invalid')).toBe('true');
    expect(answer.document.querySelector('#consentOn')?.getAttribute('aria-invalid')).toBe('true');
  });

  it('shows the consent beside each contact, to coordinators alone', async () => {
    await addContact(app, world);
    const path = `${STAFF}/organisations/${await organisationId(app, world)}`;
    expect((await ana.get(path)).text).toContain('Aceptó que le escriban: Jornada de apertura, 3 de noviembre de 2025');
    for (const name of ['beto', 'rita', 'dani'] as const) expect((await (await world.signedIn(name)).get(path)).status).toBe(403);
  });

  it('finds organisations by theme, sector, language, word and whether they were invited', async () => {
    const theme = world.themes[1]?.id ?? '';
    await addContact(app, world, { knows: 'veredas accesibles' });
    await addContact(app, world, {
      organisation: 'Universidad',
      email: 'u@example.org',
      sector: 'academia',
      themeIds: [theme],
      languages: ['fr'],
    });
    const found = async (query: string) =>
      [...(await ana.get(`${STAFF}/organisations?${query}`)).document.querySelectorAll('.row-title')].map((each) =>
        each.textContent?.trim(),
      );
    expect(await found('')).toEqual(['Red de Datos', 'Universidad']);
    expect(await found(`theme=${theme}`)).toEqual(['Universidad']);
    expect(await found('sector=academia&language=fr&never=yes')).toEqual(['Universidad']);
    expect(await found('language=es')).toEqual(['Red de Datos']);
    expect(await found('q=VEREDAS')).toEqual(['Red de Datos']);
    expect(await found('q=%25&theme=nonsense&page=x')).toEqual([]);
  });
});
