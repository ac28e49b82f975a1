import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let dani: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  dani = app.browser();
});
afterAll(() => app.close());

const theme = (): string => world.themes[0]?.id ?? '';
const IDEA = { title: 'Publicar los tiempos de espera de cada centro de salud' };
const TEXT = {
  problem: 'No sé a qué centro ir.\n\nNadie lo sabe.',
  idea: 'Que se publique cada semana.',
  benefit: '',
  lang: 'es',
};
const AUTHOR = {
  authorName: 'Graciela Montenegro',
  authorEmail: 'Graciela@Example.org',
  sector: 'residents',
  onBehalfOf: '',
  neighbourhood: 'Boedo',
};

/** Walks the steps as a person does, who takes half a minute for each. */
async function walk(browser: Browser, author: Record<string, string> = AUTHOR): Promise<Answer> {
  let page = await browser.get('/processes/ba/proposals/new');
  for (const fields of [{ ...IDEA, themeId: theme() }, TEXT, author]) {
    app.clock.advance({ seconds: 30 });
    page = await browser.submit(page, fields);
  }
  return page;
}

const mails = () =>
  app.db.reader.rows(
    sql<{
      to: string;
      text: string;
      subject: string;
      key: string;
    }>`select recipient as "to", subject, text, key from outgoing_mail order by id`,
  );
const proposals = () =>
  app.db.reader.rows(sql<{ title: string; state: string; body: string; confirmed: boolean }>`
  select title, state, body, email_confirmed_at is not null as confirmed from proposal order by number`);

describe('submitting a proposal without an account', () => {
  it('goes step by step to a receipt, a public page and a mail with the private link', async () => {
    const preview = await walk(dani);
    expect(preview.path).toBe('/processes/ba/proposals/new/preview');
    expect(preview.text).toContain('Que se publique cada semana.');
    const receipt = await dani.submit(preview);
    expect(receipt.path).toMatch(/^\/proposals\/receipts\/[\w-]{22}$/);
    expect(receipt.text).toContain('P-001');
    expect(await proposals()).toEqual([
      {
        title: IDEA.title,
        state: 'published',
        body: 'No sé a qué centro ir.\n\nNadie lo sabe.\n\nQue se publique cada semana.',
        confirmed: false,
      },
    ]);
    const [mail] = await mails();
    expect(mail).toMatchObject({ to: 'graciela@example.org', subject: expect.stringContaining('P-001') });
    expect(mail?.text).toContain(receipt.path);

    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.text).toContain(IDEA.title);
    expect(page.text).toContain('Graciela Montenegro');
  });

  it('shows an author’s address to nobody: not on the page, in the list, in a file or in the record', async () => {
    await dani.submit(await walk(dani));
    for (const path of ['proposals', 'proposals/P-001', 'proposals/P-001.json', 'proposals.csv', 'proposals.json']) {
      const answer = await app.browser().get(`/processes/ba/${path}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain(IDEA.title);
      expect(answer.body.toLowerCase()).not.toContain('graciela@');
    }
    const record = await app.db.reader.rows(sql`select body from recorded_event`);
    expect(JSON.stringify(record).toLowerCase()).not.toContain('graciela');
  });

  it('confirms the address with the link from the mail and its button, not with the link on the screen', async () => {
    const receipt = await dani.submit(await walk(dani));
    expect(receipt.document.querySelector('form[action$="/confirmation"]')).toBeNull();
    const [mail] = await mails();
    const link = new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    const other = app.browser();
    const opened = await other.get(link.pathname.replace(/^\/es/, '') + link.search);
    expect((await other.submitOnly(opened, { proof: 'guessed' }, `${receipt.path}/confirmation`)).status).toBe(409);
    expect((await proposals())[0]?.confirmed).toBe(false);
    await other.submit(opened, {}, `${receipt.path}/confirmation`);
    expect((await proposals())[0]?.confirmed).toBe(true);
  });

  it('keeps what was typed when a step is not right yet, and says what is missing', async () => {
    const first = await dani.get('/processes/ba/proposals/new');
    const wrong = await dani.submit(first, { title: 'Solo un título', themeId: [] });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('.error-summary a')?.getAttribute('href')).toBe('#themeId-1');
    expect(wrong.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Solo un título');
    const later = await dani.get('/processes/ba/proposals/new');
    expect(later.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Solo un título');
    expect((await dani.get('/processes/ba/proposals/new/preview')).path).toBe('/processes/ba/proposals/new');
  });

  it('lets the same form of a step be sent again with other words, as the Back button does', async () => {
    const first = await dani.get('/processes/ba/proposals/new');
    await dani.submit(first, { title: 'Primero', themeId: theme() });
    await dani.submit(first, { title: 'Segundo', themeId: theme() });
    const again = await dani.get('/processes/ba/proposals/new');
    expect(again.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Segundo');
  });

  it('sends once however often the button is pressed', async () => {
    const preview = await walk(dani);
    const [one, two] = [await dani.submit(preview), await dani.submit(preview)];
    expect(two.path).toBe(one.path);
    expect(await proposals()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
  });

  it('begins one draft when its first step is pressed twice, and goes on with it', async () => {
    const page = await dani.get('/processes/ba/proposals/new');
    const press = () => dani.submitOnly(page, { ...IDEA, themeId: theme() }, '/processes/ba/proposals/new');
    expect((await Promise.all([press(), press()])).map(({ status }) => status)).toEqual([303, 303]);
    expect((await app.db.database.pool.query('select 1 from proposal_draft')).rows).toHaveLength(1);
    expect((await dani.get('/processes/ba/proposals/new/text')).path).toContain('/text');
  });

  it('stores no secret of a receipt', async () => {
    const receipt = await dani.submit(await walk(dani));
    const secret = receipt.path.split('/').at(-1) ?? '';
    for (const table of ['proposal', 'proposal_draft', 'form_receipt', 'recorded_event']) {
      const rows = await app.db.database.pool.query(`select * from ${table}`);
      expect(rows.rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows.rows)).not.toContain(secret);
    }
  });

  it('asks an organisation for its name', async () => {
    const page = await walk(dani, { ...AUTHOR, sector: 'civil-society' });
    expect(page.status).toBe(422);
    expect(page.document.querySelector('#onBehalfOf-error')).not.toBeNull();
  });

  it('shows similar proposals while one writes', async () => {
    await dani.submit(await walk(dani));
    const eva = app.browser();
    const text = await eva.submit(await eva.get('/processes/ba/proposals/new'), {
      title: 'Saber el tiempo de espera en los centros de salud',
      themeId: theme(),
    });
    expect(text.document.querySelector('.similar a')?.getAttribute('href')).toBe('/processes/ba/proposals/P-001');
    const other = await eva.submit(await eva.get('/processes/ba/proposals/new'), {
      title: 'Bicisendas en Lugano',
      themeId: theme(),
    });
    expect(other.document.querySelector('.similar')?.hasAttribute('hidden')).toBe(true);
  });
});

describe('what looks like spam', () => {
  it.each([
    ['a filled trap', async () => dani.submit(await walk(dani, { ...AUTHOR, trap: 'https://spam.example' }))],
    [
      'a form filled faster than anybody reads',
      async () => {
        dani.paceMs = 0;
        let page = await dani.get('/processes/ba/proposals/new');
        for (const fields of [{ ...IDEA, themeId: theme() }, TEXT, AUTHOR, {}]) page = await dani.submit(page, fields);
        return page;
      },
    ],
  ])('is held for a person to see: %s', async (_, send) => {
    const receipt = await send();
    expect(receipt.status).toBe(200);
    expect((await proposals()).map((proposal) => proposal.state)).toEqual(['held']);
    expect((await app.browser().get('/processes/ba/proposals/P-001')).status).toBe(404);
    expect((await app.browser().get('/processes/ba/proposals.csv')).body).not.toContain(IDEA.title);

    const ana = await world.signedIn('ana');
    const screening = await ana.get('/staff/processes/ba/proposals/P-001');
    await ana.submit(screening, { act: 'publish' });
    expect((await app.browser().get('/processes/ba/proposals/P-001')).status).toBe(200);
  });
});

describe('the author, by the private link', () => {
  it('corrects the text while the call is open; the version before stays readable', async () => {
    const receipt = await dani.submit(await walk(dani));
    const form = await dani.get(`${receipt.path}/revision`);
    await dani.submit(form, { body: 'Otro texto.', note: 'Más corto' });
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.text).toContain('Otro texto.');
    expect(page.text).toContain('Más corto');
    expect(page.text).toContain('No sé a qué centro ir.');
    await world.close('call');
    expect((await dani.get(`${receipt.path}/revision`)).status).toBe(403);
  });

  it('takes it back; the number stays and says so', async () => {
    const receipt = await dani.submit(await walk(dani));
    const fields = { reason: 'Me equivoqué de proceso' };
    const done = await dani.submit(receipt, fields, `${receipt.path}/withdrawal`);
    expect(done.text).toContain('Retirada');
    const page = await app.browser().get('/processes/ba/proposals/P-001');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Me equivoqué de proceso');
    expect(page.body).not.toContain(IDEA.title);
    expect((await app.browser().get('/processes/ba/proposals')).body).not.toContain(IDEA.title);
  });
});

describe('when the call is not open', () => {
  it('nobody can send, and the list says why', async () => {
    await world.close('call');
    expect((await dani.get('/processes/ba/proposals/new')).status).toBe(403);
    expect((await dani.get('/processes/ba/proposals')).document.querySelector('main a[href$="/new"]')).toBeNull();
  });
});
