import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { addContact, inviteByName, mailTo, organisationId, personalSecret } from '../world/outreach.js';
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
  await world.open('call');
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const STAFF = '/staff/processes/ba/outreach';
const NORA = 'nora@red.example.org';
const stateOf = (page: Answer): string => page.document.querySelector('.invitation-rows .tag')?.textContent?.trim() ?? '';
const batchPage = (id: string): Promise<Answer> => ana.get(`${STAFF}/batches/${id}`);
const mails = async () => (await app.nest.get(Mailer).latest(100)).filter(({ kind }) => kind === 'outreach.invitation');
const setMail = (state: string) =>
  app.db.reader.rows(sql`update outgoing_mail set state = ${state} where kind = 'outreach.invitation'`);

/** Walks the submission from the personal link to the receipt, as people do. */
async function proposes(browser: Browser, secret: string, over: Record<string, string> = {}): Promise<Answer> {
  const link = await browser.get(`/outreach/${secret}`);
  const idea = await browser.submit(link, {}, `/outreach/${secret}/proposal`);
  const text = await browser.submit(idea, { title: 'Publicar el arbolado', themeId: world.themes[0]?.id ?? '' });
  app.clock.advance({ minutes: 2 });
  const author = await browser.submit(text, { problem: 'No se sabe.', idea: 'Que se publique.' });
  expect(author.document.querySelector('[name="onBehalfOf"]')?.getAttribute('value')).toBe('Red de Datos');
  expect(author.document.querySelector('[name="sector"][checked]')?.getAttribute('value')).toBe('civil-society');
  expect(author.document.querySelector('[name="authorEmail"]')?.getAttribute('value')).toBe(NORA);
  const preview = await browser.submit(author, over);
  const receipt = await browser.submit(preview, {}, '/processes/ba/proposals/new/sending');
  await app.nest.get(Dispatcher).settle();
  return receipt;
}

describe('a batch of invitations', () => {
  it('is composed from a filter, read as each receiver will, tried on oneself, and sent once', async () => {
    await addContact(app, world, { themeIds: [world.themes[0]?.id ?? ''] });
    await addContact(app, world, {
      organisation: 'Réseau Ouvert',
      name: 'Lucie',
      email: 'lucie@example.org',
      languages: ['fr'],
      sector: 'academia',
    });
    const choice = await ana.get(`${STAFF}/batches/new?never=yes`);
    const draft = await ana.submit(choice, {
      organisations: [await organisationId(app, world), await organisationId(app, world, 'Réseau Ouvert')],
      themeId: '',
    });
    expect(draft.text).toContain('Hola, Nora Red');
    const french = await ana.get(`${draft.path}?to=${await organisationId(app, world, 'Réseau Ouvert')}`);
    expect(french.document.querySelector('.letter')?.getAttribute('lang')).toBe('fr');
    expect(french.text).toContain('Bonjour Lucie');
    const written = await ana.submit(
      draft,
      {
        'texts.es.subject': 'Para {{organisation}}',
        'texts.es.body': '{{name}}, hasta el {{deadline}}, sobre {{theme}}: {{link}}',
      },
      draft.path,
    );
    expect(written.text).toContain('Para Red de Datos');
    await ana.submit(written, { locale: 'es' }, `${draft.path}/test`);
    const test = await mailTo(app, 'ana@example.org');
    expect(test.subject).toBe('Prueba: Para Red de Datos');
    expect(await mails()).toEqual([]);
    const page = await batchPage(draft.path.split('/').at(-1) ?? '');
    await Promise.all([ana.submit(page, {}, `${draft.path}/sending`), ana.submit(page, {}, `${draft.path}/sending`)]);
    expect(await mails()).toHaveLength(2);
    const nora = await mailTo(app, NORA);
    expect(nora.subject).toBe('Para Red de Datos');
    expect(nora.text).toMatch(/^Nora Red, hasta el 27 de febrero de 2026, sobre Datos abiertos: http/);
    expect(nora.text).toContain('Te escribimos porque aceptaste recibir estos correos: Jornada de apertura');
    expect((await mailTo(app, 'lucie@example.org')).text).toContain('Bonjour Lucie');
    expect(stateOf(await ana.get(draft.path))).toBe('Enviada');
  });

  it('refuses a message without the link or with a field that does not exist, and keeps what was typed', async () => {
    await addContact(app, world);
    const page = await batchPage(await inviteByName(app, world, ['Red de Datos'], { isSent: false }));
    const body = 'Hola {{nombre}}';
    const answer = await ana.submit(page, { 'texts.en.subject': '', 'texts.en.body': '', 'texts.es.body': body }, page.path);
    expect(answer.status).toBe(422);
    expect(answer.document.querySelector('[name="texts.es.body"]')?.textContent?.trim()).toBe(body);
    expect(answer.text).toContain('Hay un campo entre llaves que no existe');
  });

  it('runs nothing that is written in it: a value that looks like a field or a template stays text', async () => {
    await addContact(app, world, { name: '{{link}} {{#each this}}', organisation: '{{deadline}}' });
    await inviteByName(app, world, ['{{deadline}}']);
    const mail = await mailTo(app, NORA);
    expect(mail.text).toContain('Hola, {{link}} {{#each this}}:');
    expect(mail.text).toContain('Sabemos que {{deadline}} conoce');
  });

  it('leaves out organisations without anybody who may be written to, and says which', async () => {
    await addContact(app, world);
    await app.nest.get(Mailer).queue({ key: 'x', kind: 'x', to: 'x@example.org', subject: 'x', text: 'x', locale: 'es' });
    const id = await inviteByName(app, world, ['Red de Datos'], { isSent: false });
    await app.db.reader.rows(sql`delete from contact`);
    const page = await batchPage(id);
    expect(page.text).toContain('quedan afuera');
    expect(page.document.querySelector(`form[action$="/sending"]`)).toBeNull();
  });
});

describe('a personal link', () => {
  let batch: string;
  let secret: string;
  beforeEach(async () => {
    await addContact(app, world);
    batch = await inviteByName(app, world);
    secret = await personalSecret(app, NORA);
  });

  it('has 128 random bits, of which the database has a hash', async () => {
    expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
    const rows = await app.db.reader.rows(sql`select * from invitation_letter`);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('leads through the call in the organisation’s name to a proposal that answers the invitation', async () => {
    const receipt = await proposes(app.browser(), secret);
    expect(receipt.text).toContain('P-001');
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('Red de Datos');
    const page = await batchPage(batch);
    expect(stateOf(page)).toBe('Envió una propuesta');
    expect((await app.browser().get(`/outreach/${secret}`)).text).toContain('Recibimos una propuesta de la organización');
  });

  it('does not answer for the organisation when the proposal is sent in another name', async () => {
    await proposes(app.browser(), secret, { onBehalfOf: '', sector: 'residents', authorName: 'Nora' });
    expect(stateOf(await batchPage(batch))).toBe('Abrió el enlace');
  });

  it('uses nothing up, however often it is opened; the first opening is noted', async () => {
    for (let i = 0; i < 20; i++) expect((await app.browser().get(`/outreach/${secret}`)).status).toBe(200);
    expect(stateOf(await batchPage(batch))).toBe('Abrió el enlace');
    expect((await proposes(app.browser(), secret)).text).toContain('P-001');
  });

  it('takes "not this time" for an answer, with a word for the coordinators; a proposal later counts more', async () => {
    const browser = app.browser();
    const page = await browser.get(`/outreach/${secret}`);
    const after = await browser.submit(page, { note: 'Estamos de mudanza.' }, `/outreach/${secret}/refusal`);
    expect(after.text).toContain('Respondieron que esta vez no');
    const seen = await batchPage(batch);
    expect(stateOf(seen)).toBe('Esta vez no');
    expect(seen.text).toContain('Estamos de mudanza.');
    await proposes(app.browser(), secret);
    expect(stateOf(await batchPage(batch))).toBe('Envió una propuesta');
  });

  it('says so while the call is closed, and nothing can be begun', async () => {
    const browser = app.browser();
    const page = await browser.get(`/outreach/${secret}`);
    await world.close('call');
    expect((await browser.submit(page, {}, `/outreach/${secret}/proposal`)).status).toBe(403);
    expect((await app.browser().get(`/outreach/${secret}`)).text).toContain('La convocatoria no está abierta ahora');
  });

  it('that was made up is unknown', async () => {
    for (const odd of ['AAAAAAAAAAAAAAAAAAAAAA', 'x', '%00', "'"])
      expect((await app.browser().get(`/outreach/${odd}`)).status).toBe(404);
  });
});

describe('an invitation on its way', () => {
  let batch: string;
  beforeEach(async () => {
    await addContact(app, world);
    batch = await inviteByName(app, world);
  });
  const action = async (verb: string): Promise<Answer> => {
    const page = await batchPage(batch);
    const form = [...page.document.querySelectorAll('form')].find((each) => each.getAttribute('action')?.endsWith(`/${verb}`));
    return ana.submit(page, {}, form?.getAttribute('action') ?? `no form for ${verb}`);
  };

  it.each([
    ['queued', 'En camino'],
    ['sent', 'Enviada'],
    ['refused', 'Rebotó'],
    ['failed', 'No salió'],
    ['unknown', 'No salió'],
    ['withheld', 'Pidió que no le escriban'],
  ])('stands as its mail does: %s', async (state, shown) => {
    await setMail(state);
    expect(stateOf(await batchPage(batch))).toBe(shown);
  });

  it('is reminded of when it is due, not more often than was set, and not once it is answered', async () => {
    expect((await batchPage(batch)).text).toContain('Hoy no le toca a nadie');
    for (const [days, letters] of [
      [8, 2],
      [1, 2],
      [7, 3],
      [30, 3],
    ] as const) {
      app.clock.advance({ days });
      const page = await batchPage(batch);
      if (page.document.querySelector('form[action$="/reminders"]'))
        await ana.submit(page, {}, `${STAFF}/batches/${batch}/reminders`);
      expect(await mails()).toHaveLength(letters);
    }
    expect((await mailTo(app, NORA)).subject).toMatch(/^Recordatorio: /);
  });

  it('is not reminded of twice by two coordinators at once', async () => {
    app.clock.advance({ days: 8 });
    const [one, other] = [await batchPage(batch), await batchPage(batch)];
    await Promise.all([one, other].map((page) => ana.submit(page, {}, `${STAFF}/batches/${batch}/reminders`)));
    expect(await mails()).toHaveLength(2);
  });

  it('keeps every link it was sent: the first letter’s works after the second', async () => {
    const first = await personalSecret(app, NORA);
    await action('letter');
    const second = await personalSecret(app, NORA);
    expect(second).not.toBe(first);
    for (const secret of [first, second]) expect((await app.browser().get(`/outreach/${secret}`)).status).toBe(200);
  });

  it('that came back by word of a coordinator goes next to another contact, and can be taken back', async () => {
    await addContact(app, world, { name: 'Otra', email: 'otra@red.example.org', consentOn: '2024-01-01' });
    await action('bounce');
    expect(stateOf(await batchPage(batch))).toBe('Rebotó');
    await action('letter');
    expect((await mails())[0]?.to).toBe('otra@red.example.org');
    expect(stateOf(await batchPage(batch))).toBe('Enviada');
  });
});
