import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;
let manu: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  await app.nest.get(ParticipantsService).grant(world.processId, world.account('eva').id, 'moderator', null, SYSTEM);
  [ana, manu] = [await world.signedIn('ana'), await world.signedIn('eva')];
});
afterAll(() => app.close());

const QUEUE = '/staff/processes/ba/moderation';
const reportAddress = (id: string) => `/processes/ba/moderation/proposal/${id}/report`;

async function submit(title: string, isSuspicious = false): Promise<string> {
  const { id } = await app.nest.get(ProposalsService).submit(
    SubmitProposal.parse({
      processId: world.processId,
      themeId: world.themes[0]?.id,
      title,
      body: 'Que se publique cada semana.',
      lang: 'es',
      authorName: 'Graciela Montenegro',
      authorEmail: 'graciela@example.org',
      sector: 'residents',
    }),
    SYSTEM,
    { isSuspicious },
  );
  return id;
}

async function mailsOf(kind: string): Promise<{ to: string; text: string }[]> {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(
    sql<{ to: string; text: string }>`select recipient as "to", text from outgoing_mail where kind = ${kind} order by id`,
  );
}

/** The value by which a form of the queue names something, with the state that its page shows. */
async function shownIn(browser: Browser, number: string): Promise<string> {
  const page = await browser.get(QUEUE);
  return page.document.querySelector(`#choose-${number}`)?.getAttribute('value') ?? '';
}

describe('a report', () => {
  it('comes from anybody, once per person, and puts it into the queue', async () => {
    const id = await submit('Publicar los tiempos de espera');
    const visitor = app.browser();
    const proposal = await visitor.get('/processes/ba/proposals/P-001');
    expect(proposal.document.querySelector(`a[href="${reportAddress(id)}"]`)).not.toBeNull();
    for (const words of ['Insulta a una vecina.', 'Insulta a una vecina, de verdad.']) {
      const form = await visitor.get(reportAddress(id));
      const done = await visitor.submit(form, { rule: 'insult', words });
      expect(done.path).toBe('/processes/ba/proposals/P-001');
      expect(done.body).toContain('Recibimos tu denuncia sobre P-001');
    }
    const other = app.browser();
    await other.submit(await other.get(reportAddress(id)), { rule: 'deceit' });

    const queue = await ana.get(QUEUE);
    expect(queue.text).toContain('1 denunciada');
    expect(queue.text).toContain('2 denuncias');
    const one = await ana.get(`${QUEUE}/proposal/${id}`);
    expect(one.text).toContain('Insulta a una vecina.');
    expect(one.text).not.toContain('de verdad');
    expect((await app.browser().get('/processes/ba/moderation')).text).toContain('2 denuncias');
  });

  it('asks for a rule and keeps what was typed', async () => {
    const id = await submit('Publicar los tiempos de espera');
    const visitor = app.browser();
    const again = await visitor.submit(await visitor.get(reportAddress(id)), { words: 'No sé cuál regla.' });
    expect(again.status).toBe(422);
    expect(again.document.querySelector('textarea[name=words]')?.textContent).toContain('No sé cuál regla.');
  });

  it('cannot be about what nobody sees', async () => {
    const id = await submit('Una retenida', true);
    expect((await app.browser().get(reportAddress(id))).status).toBe(404);
  });
});

describe('hiding', () => {
  it('takes many out of sight with one rule and reason, tells each author with a way to appeal, and can be undone', async () => {
    const ids = [await submit('Una primera propuesta'), await submit('Una segunda propuesta')];
    const list = await ana.get(`${QUEUE}/contributions`);
    const chosen = [...list.document.querySelectorAll('input[name=subjects]')].map((box) => box.getAttribute('value') ?? '');
    expect(chosen).toHaveLength(2);
    const done = await ana.submit(list, { subjects: chosen, act: 'hide', rule: 'advertising', reason: 'Vende un producto.' });
    expect(done.path).toBe(`${QUEUE}/contributions`);
    for (const number of ['P-001', 'P-002']) {
      const page = await app.browser().get(`/processes/ba/proposals/${number}`);
      expect(page.text).toContain('Vende un producto.');
      expect(page.body).not.toContain('propuesta</h1>');
    }
    expect((await app.browser().get('/processes/ba/proposals')).body).not.toContain('Una primera propuesta');
    const mails = await mailsOf('moderation.hidden');
    expect(mails.map(({ to }) => to)).toEqual(['graciela@example.org', 'graciela@example.org']);
    expect(mails[0]?.text).toContain('Vende un producto.');
    expect(mails[0]?.text).toMatch(/\/es\/appeals\/\S+/);
    expect(mails[0]?.text).not.toContain('propuesta');

    const decided = await ana.get(`${QUEUE}?show=decided`);
    const undoing = `${QUEUE}/proposal/${ids[0]}/undoing`;
    await ana.submit(decided, {}, undoing);
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('Una primera propuesta');
    expect((await app.browser().get('/processes/ba/moderation')).text).toContain('1 vez que se ocultó algo');
    expect((await ana.submit(decided, {}, undoing)).status).toBe(200);
  });

  it('needs a rule and a reason', async () => {
    const id = await submit('Una primera propuesta');
    const page = await ana.get(`${QUEUE}/proposal/${id}`);
    const again = await ana.submit(page, { act: 'hide' }, `${QUEUE}/proposal/${id}/decision`);
    expect(again.status).toBe(422);
    expect(again.document.querySelector('#decide-rule-error')).not.toBeNull();
    expect(again.document.querySelector('#decide-reason-error')).not.toBeNull();
  });

  it('brings a proposal back to where it stood', async () => {
    const id = await submit('Una primera propuesta');
    await app.db.reader.rows(sql`update proposal set state = 'feasible' where id = ${id}`);
    const hide = await ana.get(`${QUEUE}/proposal/${id}`);
    await ana.submit(hide, { act: 'hide', rule: 'other', reason: 'Por un momento.' }, `${QUEUE}/proposal/${id}/decision`);
    await ana.submit(await ana.get(`${QUEUE}/proposal/${id}`), { act: 'publish' }, `${QUEUE}/proposal/${id}/decision`);
    const [row] = await app.db.reader.rows(sql<{ state: string }>`select state from proposal where id = ${id}`);
    expect(row?.state).toBe('feasible');
  });
});

describe('two who moderate', () => {
  it('see what the other has taken, until it is left or ten minutes are over', async () => {
    const id = await submit('Una retenida', true);
    const address = `${QUEUE}/proposal/${id}`;
    await ana.submit(await ana.get(address), {}, `${address}/taking`);
    expect((await manu.get(QUEUE)).text).toContain('La está mirando Ana Coordina');
    expect((await manu.submit(await manu.get(address), {}, `${address}/taking`)).status).toBe(409);
    app.clock.advance({ minutes: 11 });
    expect((await manu.get(QUEUE)).text).not.toContain('La está mirando');
    await manu.submit(await manu.get(address), {}, `${address}/taking`);
    expect((await ana.get(address)).text).toContain('Eva Vecina la está mirando');
  });

  it('do not decide twice: the second is told what was decided and by whom', async () => {
    const [first, second] = [await submit('Una retenida', true), await submit('Otra retenida', true)];
    const late = await manu.get(QUEUE);
    const value = await shownIn(ana, 'P-001');
    const page = await ana.get(QUEUE);
    await ana.submit(page, { subjects: [value], act: 'publish' });
    const both = [...late.document.querySelectorAll('input[name=subjects]')].map((box) => box.getAttribute('value') ?? '');
    const done = await manu.submit(late, { subjects: both, act: 'hide', rule: 'other', reason: 'Tarde.' });
    expect(done.body).toMatch(/Decidiste una\.[^<]*P-001: Ana Coordina la había decidido/);
    const states = await app.db.reader.rows(sql<{ id: string; state: string }>`select id, state from proposal order by number`);
    expect(states).toEqual([
      { id: first, state: 'published' },
      { id: second, state: 'hidden' },
    ]);
    const alone = await manu.submit(late, { subjects: [value], act: 'hide', rule: 'other', reason: 'Tarde.' });
    expect(alone.status).toBe(200);
  });
});

describe('an appeal', () => {
  it('comes by the link of the mail, is decided by another, and its outcome is told and counted', async () => {
    const id = await submit('Una propuesta discutida');
    const address = `${QUEUE}/proposal/${id}`;
    await ana.submit(await ana.get(address), { act: 'hide', rule: 'off-topic', reason: 'No es del eje.' }, `${address}/decision`);
    const [mail] = await mailsOf('moderation.hidden');
    const link = new URL(/https?:\S+\/appeals\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname.replace(/^\/es/, '');
    const author = app.browser();
    const form = await author.get(link);
    expect(form.text).toContain('No es del eje.');
    const sent = await author.submit(form, { words: 'Sí es del eje: habla de datos.' });
    expect(sent.text).toContain('Tu apelación espera una decisión');
    expect((await author.get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);

    expect((await ana.get(QUEUE)).text).toContain('1 apelación');
    const own = await ana.get(address);
    expect(own.text).toContain('la apelación la decide otra persona');
    const words = { outcome: 'lifted', reason: 'Tenías razón.' };
    expect((await ana.submit(own, words, `${address}/appeal`)).status).toBe(403);
    await manu.submit(await manu.get(address), words, `${address}/appeal`);
    expect((await app.browser().get('/processes/ba/proposals/P-001')).text).toContain('Una propuesta discutida');
    const [outcome] = await mailsOf('moderation.lifted');
    expect(outcome?.text).toContain('Tenías razón.');
    expect(await mailsOf('moderation.restored')).toEqual([]);
    expect((await author.get(link)).text).toContain('Tenías razón.');
    const policy = await app.browser().get('/processes/ba/moderation');
    expect(policy.text).toContain('1 apelación aceptada');
    expect(policy.text).toContain('A la vista por apelación');
  });
});

describe('seeing before publishing', () => {
  it.each([
    ['first-time', 'published'],
    ['all', 'held'],
  ] as const)('%s: a known author is %s', async (premoderation, expected) => {
    const settings = await ana.get(`${QUEUE}/settings`);
    await ana.submit(settings, { premoderation, 'text.es': 'Nuestra política.\n\nCon respeto.' });
    expect((await app.browser().get('/processes/ba/moderation')).text).toContain('Nuestra política.');
    const dani = world.account('dani');
    const send = (accountId: string | null) =>
      app.nest.get(ProposalsService).submit(
        SubmitProposal.parse({
          processId: world.processId,
          themeId: world.themes[0]?.id,
          title: 'Iluminar la plaza',
          body: 'De noche no se ve.',
          lang: 'es',
          authorName: 'Dani Vecina',
          authorEmail: 'dani@example.org',
          sector: 'residents',
          accountId,
        }),
        { kind: 'account', id: dani.id, name: dani.name, isAdministrator: false },
      );
    const stateOf = async (id: string) =>
      (await app.db.reader.first(sql<{ state: string }>`select state from proposal where id = ${id}`))?.state;
    const first = await send(dani.id);
    expect(await stateOf(first.id)).toBe('held');
    expect((await mailsOf('moderation.held'))[0]?.text).toContain('P-001');
    const page = await ana.get(`${QUEUE}/proposal/${first.id}`);
    await ana.submit(page, { act: 'publish' }, `${QUEUE}/proposal/${first.id}/decision`);
    expect((await mailsOf('moderation.published'))[0]?.text).toContain('/es/processes/ba/proposals/P-001');
    expect(await stateOf((await send(dani.id)).id)).toBe(expected);
  });
});
