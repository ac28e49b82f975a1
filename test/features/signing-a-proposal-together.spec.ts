import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorFor } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ModerationPolicy, ModerationService } from '../../src/moderation/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Retention } from '../../src/platform/retention/retention.js';
import {
  ContinuationsService,
  ProposalAudience,
  ProposalsService,
  ReceiptsService,
  type Sent,
} from '../../src/proposals/index.js';
import { AddressProof } from '../../src/proposals/address-proof.js';
import { CO_AUTHORS_MOST } from '../../src/proposals/domain/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { told } from '../support/mails.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let proposal: Sent;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  proposal = await propose(app, world, 'Bancos en las paradas');
  await confirm(proposal);
});
afterAll(() => app.close());

const PAGE = '/processes/ba/proposals/P-001';
const deskOf = (sent: Sent): string => `/proposals/receipts/${sent.secret}`;
const confirm = (sent: Sent) =>
  app.nest.get(ReceiptsService).confirmAddress(sent.id, { proof: app.nest.get(AddressProof).of(sent.id) }, SYSTEM);
const invite = async (email: string, desk = deskOf(proposal), browser = app.browser()): Promise<Answer> =>
  browser.submit(await browser.get(desk), { email }, `${desk}/co-authors`);
const linkOf = async (email: string): Promise<string> => {
  const mail = (await told(app, 'proposals.co-author')).findLast(({ to }) => to === email);
  return new URL(/https?:\S+\/proposals\/co-authors\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname.replace(/^\/es/, '');
};
/** Invites and accepts. */
async function sign(email: string, name: string, browser: Browser = app.browser(), desk?: string): Promise<string> {
  await invite(email, desk);
  const link = await linkOf(email);
  await browser.submit(await browser.get(link), { name }, `${link}/acceptance`);
  return link;
}
const byline = async (number = 'P-001'): Promise<string> =>
  (await app.browser().get(`/processes/ba/proposals/${number}`)).document.querySelector('.proposal-head')?.textContent ?? '';
const audience = async (id = proposal.id) =>
  (await app.nest.get(ProposalAudience).of(id)).map(({ email, reason }) => [email, reason]);

describe('inviting somebody to sign', () => {
  it('is done by the private link, without any account on either side', async () => {
    const desk = await invite('Eva@Example.org');
    expect(desk.text).toContain('eva@example.org');
    expect(desk.text).toContain('Sin responder');
    const link = await linkOf('eva@example.org');
    const eva = app.browser();
    const opened = await eva.get(link);
    expect(opened.text).toContain('Bancos en las paradas');
    await eva.get(link);
    expect(await byline()).not.toContain('Coautoría');
    const done = await eva.submit(opened, { name: 'Eva Vecina' }, `${link}/acceptance`);
    expect(done.text).toContain('La firmás como Eva Vecina.');
    expect(await byline()).toContain('Coautoría: Eva Vecina');
    expect((await app.browser().get(deskOf(proposal))).text).toContain('Eva Vecina');
  });

  it('is done as well by who sent it signed in; who accepts signed in finds it among their own', async () => {
    await propose(app, world, 'Sombra en las plazas', { by: 'dani' });
    const dani = await world.signedIn('dani');
    const eva = await world.signedIn('eva');
    const desk = '/processes/ba/proposals/P-002/authorship';
    await invite('otra.eva@example.org', desk, dani);
    const link = await linkOf('otra.eva@example.org');
    const opened = await eva.get(link);
    expect(opened.document.querySelector('#name')?.getAttribute('value')).toBe('Eva Vecina');
    await eva.submit(opened, {}, `${link}/acceptance`);
    expect(await byline('P-002')).toContain('Coautoría: Eva Vecina');
    const own = await eva.get('/account/proposals');
    expect(own.document.querySelector(`section[aria-labelledby="own-signed"] a[href="${link}"]`)).not.toBeNull();
    const page = await eva.get('/processes/ba/proposals/P-002');
    expect(page.document.querySelector('form[action$="/endorsement"]')).toBeNull();
    await expect(app.nest.get(ProposalsService).endorse(proposal.id, actorFor(world.account('eva')))).resolves.toBeUndefined();
  });

  it('needs an author whose mailbox is known, and a proposal in sight', async () => {
    const other = await propose(app, world, 'Canillas en la plaza', { author: 'Tomás Rey' });
    const desk = await app.browser().get(deskOf(other));
    expect(desk.text).toContain('confirmá tu dirección');
    expect(desk.document.querySelector(`form[action="${deskOf(other)}/co-authors"]`)).toBeNull();
    const held = await propose(app, world, 'Un pedido dudoso', { isSuspicious: true, author: 'Wanda Ibarra' });
    await confirm(held);
    expect((await app.browser().get(deskOf(held))).document.querySelector('form[action$="/co-authors"]')).toBeNull();
  });

  it('says what is wrong, and keeps what was typed', async () => {
    const wrong = await invite('no es un correo');
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('#co-authors-email')?.getAttribute('value')).toBe('no es un correo');
    expect((await invite('graciela@example.org')).text).toContain('Esa es tu propia dirección');
    await invite('eva@example.org');
    const twice = await invite('eva@example.org');
    expect([twice.status, twice.text.includes('ya está invitada o ya firma')]).toEqual([409, true]);
    expect(await told(app, 'proposals.co-author')).toHaveLength(1);
  });

  it('has a limit of people', async () => {
    for (let index = 0; index < CO_AUTHORS_MOST; index++) await invite(`p${index}@example.org`);
    const more = await invite('uno.mas@example.org');
    expect([more.status, more.text.includes('No se puede invitar a más')]).toEqual([409, true]);
    expect(await told(app, 'proposals.co-author')).toHaveLength(CO_AUTHORS_MOST);
  });

  it('is sent once however often the button is pressed', async () => {
    const browser = app.browser();
    const page = await browser.get(deskOf(proposal));
    const send = () => browser.submitOnly(page, { email: 'eva@example.org' }, `${deskOf(proposal)}/co-authors`);
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303]);
    expect(await told(app, 'proposals.co-author')).toHaveLength(1);
  });

  it('shows no address to anybody but the author, and keeps none in the record', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    await invite('rosa@example.org');
    const seen = await Promise.all(
      [PAGE, `${PAGE}.json`, '/processes/ba/proposals', '/processes/ba/proposals.csv'].map((path) => app.browser().get(path)),
    );
    for (const page of seen) expect(page.body).not.toMatch(/(eva|rosa)@/);
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ coAuthors: ['Eva Vecina'] });
    expect(seen[3]?.body).toContain(',Eva Vecina,');
    const record = JSON.stringify(await app.db.reader.rows(sql`select body from recorded_event`));
    expect(record).not.toMatch(/eva@|Eva Vecina/);
  });
});

describe('whoever was invited', () => {
  it('may say no; they are not asked again, and nobody reads it but the author', async () => {
    await invite('eva@example.org');
    const link = await linkOf('eva@example.org');
    const eva = app.browser();
    const done = await eva.submit(await eva.get(link), {}, `${link}/ending`);
    expect(done.text).toContain('Dijiste que no.');
    expect(done.document.querySelector('form[action$="/acceptance"]')).toBeNull();
    expect((await invite('eva@example.org')).text).toContain('Esa persona dijo que no');
    expect((await app.browser().get(PAGE)).text).not.toContain('Coautoría');
  });

  it('answers once: the link gives no second answer after it was declined or withdrawn', async () => {
    await invite('eva@example.org');
    const link = await linkOf('eva@example.org');
    const [eva, other] = [app.browser(), app.browser()];
    const [form, same] = [await eva.get(link), await other.get(link)];
    await eva.submit(form, {}, `${link}/ending`);
    const late = await other.submit(same, { name: 'Eva' }, `${link}/acceptance`);
    expect([late.status, late.text.includes('ya tuvo su respuesta')]).toEqual([409, true]);
    expect(await byline()).not.toContain('Coautoría');
  });

  it('says a name, or nothing happens', async () => {
    await invite('eva@example.org');
    const link = await linkOf('eva@example.org');
    const eva = app.browser();
    const wrong = await eva.submit(await eva.get(link), { name: ' ' }, `${link}/acceptance`);
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('#name-error')).not.toBeNull();
  });

  it('leaves by the same link, and is not told any more', async () => {
    const link = await sign('eva@example.org', 'Eva Vecina');
    expect(await audience()).toEqual([
      ['graciela@example.org', 'author'],
      ['eva@example.org', 'co-author'],
    ]);
    const eva = app.browser();
    const done = await eva.submit(await eva.get(link), {}, `${link}/ending`);
    expect(done.text).toContain('Ya no firmás esta propuesta.');
    expect(await byline()).not.toContain('Eva');
    expect(await audience()).toEqual([['graciela@example.org', 'author']]);
  });

  it('is let go by the author, before answering or after', async () => {
    const link = await sign('eva@example.org', 'Eva Vecina');
    await invite('rosa@example.org');
    const desk = app.browser();
    for (let left = 2; left > 0; left--) {
      const page = await desk.get(deskOf(proposal));
      const action = page.document.querySelector('form[action$="/ending"]')?.getAttribute('action') ?? '';
      await desk.submit(page, {}, action);
    }
    expect(await byline()).not.toContain('Eva');
    expect((await app.browser().get(link)).text).toContain('retiró esta invitación');
    const rosa = await linkOf('rosa@example.org');
    expect((await app.browser().get(rosa)).document.querySelector('form[action$="/acceptance"]')).toBeNull();
  });

  it('is let go by nobody else’s desk', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    const other = await propose(app, world, 'Canillas en la plaza', { author: 'Tomás Rey' });
    const browser = app.browser();
    const page = await browser.get(deskOf(proposal));
    const action = page.document.querySelector('form[action$="/ending"]')?.getAttribute('action') ?? '';
    const csrf = page.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const formId = page.document.querySelector('input[name=_form]')?.getAttribute('value') ?? '';
    const elsewhere = action.replace(proposal.secret, other.secret);
    expect((await browser.rawPost(elsewhere, { _csrf: csrf, _form: formId })).status).toBe(404);
    expect(await byline()).toContain('Eva Vecina');
  });

  it('cannot be guessed, nor sign what is hidden', async () => {
    await invite('eva@example.org');
    const link = await linkOf('eva@example.org');
    expect((await app.browser().get(`${link.slice(0, -22)}AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
    const act = { act: 'hide', rule: 'insult', reason: 'Ataca a una persona y no discute una idea.' } as const;
    const subjects = [{ kind: 'proposal' as const, id: proposal.id, version: 0 }];
    await app.nest.get(ModerationService).decide(world.processId, { subjects, ...act }, SYSTEM);
    const page = await app.browser().get(link);
    expect(page.body).not.toContain('Bancos en las paradas');
    expect(page.document.querySelector('form[action$="/acceptance"]')).toBeNull();
  });

  it('is forgotten with their address when they did not answer in time, and what they signed stays', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    await invite('rosa@example.org');
    app.clock.advance({ days: 31 });
    expect((await app.browser().get(await linkOf('rosa@example.org'))).text).toContain('venció');
    await app.nest.get(Retention).forget();
    expect(await app.db.reader.rows(sql`select email from co_author`)).toEqual([{ email: 'eva@example.org' }]);
    expect(await byline()).toContain('Eva Vecina');
  });
});

describe('the name of a co-author', () => {
  const caseOf = async (): Promise<string> =>
    `/staff/processes/ba/moderation/co-author/${(await app.db.reader.first(sql<{ id: string }>`select id from co_author`))?.id}`;

  it('is read by the team before everybody reads it, where the process wants that of authors; the proposal stays in sight', async () => {
    await app.nest.get(ModerationPolicy).set(world.processId, { premoderation: 'first-time', text: {} }, SYSTEM);
    const link = await sign('eva@example.org', 'Palabrota Vecina');
    expect((await app.browser().get(link)).text).toContain('Tu nombre todavía no se ve');
    expect(await byline()).toContain('Graciela Montenegro');
    expect((await app.browser().get(PAGE)).body).not.toContain('Palabrota');
    const ana = await world.signedIn('ana');
    expect((await ana.get('/staff/processes/ba/moderation')).text).toContain('Palabrota Vecina');
    const page = await ana.get(await caseOf());
    await ana.submit(page, { act: 'publish' }, `${await caseOf()}/decision`);
    expect(await byline()).toContain('Coautoría: Palabrota Vecina');
    expect((await app.browser().get(link)).text).not.toContain('todavía no se ve');
  });

  it('can be taken out of sight with a reason that only they are told, and back', async () => {
    const link = await sign('eva@example.org', 'Palabrota Vecina');
    const ana = await world.signedIn('ana');
    const act = { act: 'hide', rule: 'insult', reason: 'El nombre es un insulto.' };
    await ana.submit(await ana.get(await caseOf()), act, `${await caseOf()}/decision`);
    expect((await told(app, 'moderation.hidden')).map(({ to }) => to)).toEqual(['eva@example.org']);
    expect((await app.browser().get(PAGE)).body).not.toContain('Palabrota');
    expect((await app.browser().get(link)).text).toContain('El equipo ocultó tu nombre');
    await ana.submit(await ana.get(await caseOf()), { act: 'publish' }, `${await caseOf()}/decision`);
    expect(await byline()).toContain('Palabrota Vecina');
  });

  it('takes the place of the support that they gave before', async () => {
    const eva = await world.signedIn('eva');
    const supports = async (): Promise<number[]> => {
      const [row] = await app.db.reader.rows(sql<{ counted: number; rows: number }>`
        select p.endorsements as counted, (select count(*) from endorsement) as rows from proposal p where p.id = ${proposal.id}`);
      return [row?.counted ?? -1, row?.rows ?? -1];
    };
    await eva.submit(await eva.get(PAGE), {}, `${PAGE}/endorsement`);
    expect(await supports()).toEqual([1, 1]);
    await sign('eva@example.org', 'Eva Vecina', eva);
    expect(await supports()).toEqual([0, 0]);
    expect((await eva.get(PAGE)).document.querySelector('form[action$="/endorsement"]')).toBeNull();
  });
});

describe('co-authors and what becomes of the proposal', () => {
  const told_ = async (kind: string): Promise<string[]> => (await told(app, kind)).map(({ to }) => to);

  it('hear of a hiding as the author does, with the way to appeal', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    const act = { act: 'hide', rule: 'insult', reason: 'Ataca a una persona y no discute una idea.' } as const;
    const subjects = [{ kind: 'proposal' as const, id: proposal.id, version: 0 }];
    await app.nest.get(ModerationService).decide(world.processId, { subjects, ...act }, SYSTEM);
    expect(await told_('moderation.hidden')).toEqual(['graciela@example.org', 'eva@example.org']);
    expect((await app.browser().get(PAGE)).body).not.toContain('Eva Vecina');
  });

  it('stay with it when it is merged, are shown where it goes on, and are told', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    const head = await propose(app, world, 'Asientos', { author: 'Tomás Rey' });
    const merge = { origins: [proposal.number], head: head.number, reason: 'Lo mismo.' };
    const id = await app.nest.get(ContinuationsService).merge(world.processId, merge, SYSTEM);
    expect(await byline('P-002')).toContain('También la firman Graciela Montenegro y Eva Vecina');
    expect(await byline('P-001')).toContain('Coautoría: Eva Vecina');
    expect(await audience(head.id)).toEqual([
      ['graciela@example.org', 'author'],
      ['tomas@example.org', 'author'],
      ['eva@example.org', 'co-author'],
    ]);
    await app.nest.get(ContinuationsService).undo(world.processId, id, 'Eran distintas.', SYSTEM);
    expect(await byline('P-002')).not.toContain('Eva');
  });

  it('sign the parts when it is split', async () => {
    await sign('eva@example.org', 'Eva Vecina');
    await world.open('review');
    const themeId = world.themes[0]?.id ?? '';
    const parts = ['Bancos', 'Techos'].map((title) => ({ title, body: `Que se pongan: ${title}.`, themeId }));
    await app.nest.get(ContinuationsService).split(proposal.id, { parts, reason: 'Son dos cosas.' }, SYSTEM);
    for (const number of ['P-002', 'P-003']) expect(await byline(number)).toContain('Eva Vecina');
  });
});
