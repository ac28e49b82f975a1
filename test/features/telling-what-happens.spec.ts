import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actorFor } from '../../src/accounts/index.js';
import { Rhythms } from '../../src/following/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ModerationService } from '../../src/moderation/index.js';
import { ChangesMails } from '../../src/notifications/changes.mails.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { addressHash } from '../../src/platform/mail/suppressions.js';
import {
  CoAuthorsService,
  ContinuationsService,
  DecisionsService,
  ProposalCommentsService,
  ReceiptsService,
  type Sent,
} from '../../src/proposals/index.js';
import { ReviewProposal } from '../../src/proposals/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { told, type ToldMail } from '../support/mails.js';
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
  await world.open('call', 'review');
  proposal = await propose(app, world, 'Bancos en las paradas');
  await app.nest.get(ChangesMails).sendDigests();
});
afterAll(() => app.close());

const PAGE = '/processes/ba/proposals/P-001';
const areaId = (): string => world.areas[0]?.id ?? '';
const decisions = () => app.nest.get(DecisionsService);
const assign = (...ids: string[]) =>
  decisions().assign(world.processId, { proposals: ids, areaId: areaId(), dueOn: '2026-04-30' }, SYSTEM);
const review = (id = proposal.id) =>
  decisions().review(
    id,
    areaId(),
    ReviewProposal.parse({
      ...{ verdict: 'feasible', reasons: 'El dato existe.', existing: 'Hay un tablero.', changes: '' },
      signedBy: 'Rita Revisa',
    }),
    SYSTEM,
  );
const revise = (body: string) =>
  app.nest.get(ReceiptsService).revise(proposal.id, { title: 'Bancos en las paradas', body, note: 'Más claro' }, SYSTEM);
const settle = (...ids: string[]) =>
  decisions().settle(world.processId, ids, { disposition: 'carried-over', reason: 'No hubo tiempo.' }, SYSTEM);
const choose = (email: string, rhythm: 'daily' | 'at-once' | 'never') => app.nest.get(Rhythms).choose(addressHash(email), rhythm);
const send = async (): Promise<void> => {
  await app.nest.get(Dispatcher).settle();
  await app.nest.get(ChangesMails).sendDigests();
};
/** The next morning, and the mails of that morning. */
async function morning(): Promise<ToldMail[]> {
  const before = (await told(app, 'notifications.digest')).length;
  app.clock.advance({ days: 1 });
  await send();
  return (await told(app, 'notifications.digest')).slice(before);
}
const atOnce = () => told(app, 'notifications.at-once');
async function follow(name: 'eva' | 'fran', page = PAGE): Promise<void> {
  const browser = await world.signedIn(name);
  await browser.submit(await browser.get(page), {}, `${page}/following`);
}
async function coAuthor(email: string, name: string): Promise<void> {
  const service = app.nest.get(CoAuthorsService);
  const id = await service.invite(proposal.id, { email }, 'es', SYSTEM);
  await service.accept(id, { name }, 'fr', SYSTEM);
}
const pathIn = (text: string, begins: string): string =>
  new URL(new RegExp(`https?:\\S+${begins}\\S+`).exec(text)?.[0] ?? '').pathname.replace(/^\/(es|fr)/, '');

describe('what happens to a proposal', () => {
  it('is told to its author, co-authors and followers in one mail a day, in the language of each', async () => {
    await follow('eva');
    await coAuthor('rosa@example.org', 'Rosa Lima');
    await assign(proposal.id);
    await review();
    const mails = (await morning()).toSorted((one, other) => (one.to < other.to ? -1 : 1));
    expect(mails.map(({ to, locale }) => [to, locale])).toEqual([
      ['eva@example.org', 'es'],
      ['graciela@example.org', 'es'],
      ['rosa@example.org', 'fr'],
    ]);
    const [follower, author, french] = mails;
    for (const part of [
      'Hola, Graciela Montenegro:',
      'TERCER PLAN',
      'P-001 «Bancos en las paradas»',
      'Rosa Lima la firma también.',
    ])
      expect(author?.text).toContain(part);
    expect(author?.text).toContain('Dirección de Datos la tiene para revisar.');
    expect(author?.text).toContain('Dirección de Datos publicó su revisión: Viable.');
    expect(author?.text).toContain(`/es${PAGE}`);
    expect(french?.text).toContain('a publié son examen');
    expect(french?.text).not.toContain('Rosa Lima la signe');
    expect(follower?.text).toContain('Hola:');
    expect(await atOnce()).toEqual([]);
  });

  it('is told once: neither a repeated job nor the next morning tells it again', async () => {
    await assign(proposal.id);
    app.clock.advance({ days: 1 });
    await Promise.all([send(), send()]);
    await send();
    expect(await told(app, 'notifications.digest')).toHaveLength(1);
    expect(await morning()).toEqual([]);
    await review();
    const [next] = await morning();
    expect(next?.text).toContain('publicó su revisión');
    expect(next?.text).not.toContain('la tiene para revisar');
  });

  it('waits for the next morning when the job of this one ran already', async () => {
    await assign(proposal.id);
    await send();
    expect(await told(app, 'notifications.digest')).toEqual([]);
    expect(await morning()).toHaveLength(1);
  });

  it('is told after a morning on which nothing ran', async () => {
    await assign(proposal.id);
    app.clock.advance({ days: 2 });
    expect((await morning()).map(({ to }) => to)).toEqual(['graciela@example.org']);
  });

  it('is grouped by proposal and process, for whoever has to do with several', async () => {
    const other = await propose(app, world, 'Sombra en las plazas');
    await assign(proposal.id, other.id);
    const [mail, ...more] = await morning();
    expect(more).toEqual([]);
    const text = mail?.text ?? '';
    expect(text.match(/TERCER PLAN/g)).toHaveLength(1);
    expect(text.indexOf('P-001 «Bancos')).toBeLessThan(text.indexOf('P-002 «Sombra'));
    expect(mail?.subject).toContain('2 cambios');
  });

  it('is not told to whoever did it', async () => {
    await follow('eva');
    await revise('Con respaldo.');
    expect((await morning()).map(({ to }) => to)).toEqual(['eva@example.org']);
    await app.nest.get(ReceiptsService).withdraw(proposal.id, { reason: null }, SYSTEM);
    const [mail, ...more] = await morning();
    expect([mail?.to, more.length]).toEqual(['eva@example.org', 0]);
    expect(mail?.text).toContain('P-001');
    expect(mail?.text).toContain('la retiró');
    expect(mail?.text).not.toContain('Bancos');
  });

  it('begins to be told when somebody begins to follow', async () => {
    await assign(proposal.id);
    app.clock.advance({ minutes: 5 });
    await follow('eva');
    expect((await morning()).map(({ to }) => to)).toEqual(['graciela@example.org']);
    await review();
    expect((await morning()).map(({ to }) => to)).toEqual(['graciela@example.org', 'eva@example.org']);
  });

  it('holds comments of the team, and not those of others', async () => {
    const place = { processId: world.processId, proposalId: proposal.id };
    const said = { body: 'Lo miramos.', replyTo: null, stance: null };
    const write = (name: 'ana' | 'eva', isTeam: boolean) =>
      app.nest.get(ProposalCommentsService).write(place, said, { lang: 'es', isTeam }, actorFor(world.account(name)));
    await write('eva', false);
    expect(await morning()).toEqual([]);
    await write('ana', true);
    const [mail] = await morning();
    expect(mail?.text).toContain('El equipo escribió un comentario.');
    expect(mail?.text).not.toContain('Lo miramos.');
  });

  it('leaves out what was hidden in the meantime', async () => {
    const other = await propose(app, world, 'Sombra en las plazas');
    await follow('eva');
    await follow('eva', '/processes/ba/proposals/P-002');
    await assign(proposal.id, other.id);
    const act = { act: 'hide', rule: 'insult', reason: 'Ataca a una persona y no discute una idea.' } as const;
    const subjects = [{ kind: 'proposal' as const, id: proposal.id, version: 0 }];
    await app.nest.get(ModerationService).decide(world.processId, { subjects, ...act }, SYSTEM);
    const mails = await morning();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['eva@example.org', 'graciela@example.org']);
    for (const { text } of mails) {
      expect(text).not.toContain('Bancos');
      expect(text).not.toContain('P-001');
      expect(text).toContain('Sombra');
    }
  });

  it('goes on to where the proposal goes on; its author hears of the merge at once, with the way to object', async () => {
    await follow('eva');
    const head = await propose(app, world, 'Asientos', { author: 'Tomás Rey' });
    const merge = { origins: [proposal.number], head: head.number, reason: 'Lo mismo.' };
    await app.nest.get(ContinuationsService).merge(world.processId, merge, SYSTEM);
    expect((await told(app, 'proposals.merged')).map(({ to }) => to)).toEqual(['graciela@example.org']);
    const mails = await morning();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['eva@example.org', 'tomas@example.org']);
    expect(mails.find(({ to }) => to === 'eva@example.org')?.text).toContain('Sigue en P-002.');
    expect(mails.find(({ to }) => to === 'tomas@example.org')?.text).toContain('En ella sigue P-001.');
    await assign(head.id);
    expect((await morning()).map(({ to }) => to).toSorted()).toEqual([
      'eva@example.org',
      'graciela@example.org',
      'tomas@example.org',
    ]);
  });
});

describe('how often somebody is told', () => {
  it('is chosen by the link in every mail, without signing in; opening it changes nothing', async () => {
    await assign(proposal.id);
    const [mail] = await morning();
    const link = pathIn(mail?.text ?? '', '/rhythm/');
    const graciela = app.browser();
    const page = await graciela.get(link);
    expect(page.document.querySelector('input[name=rhythm][checked]')?.getAttribute('value')).toBe('daily');
    expect(await app.nest.get(Rhythms).of('graciela@example.org')).toBe('daily');
    const done = await graciela.submit(page, { rhythm: 'at-once' });
    expect(done.document.querySelector('input[name=rhythm][checked]')?.getAttribute('value')).toBe('at-once');
    await review();
    expect((await atOnce()).map(({ to, subject }) => [to, subject])).toEqual([
      ['graciela@example.org', 'P-001: Dirección de Datos publicó su revisión: Viable.'],
    ]);
    expect((await atOnce())[0]?.text).toContain('#review-');
    expect(pathIn((await atOnce())[0]?.text ?? '', '/rhythm/')).toBe(link);
    expect(await morning()).toEqual([]);
  });

  it('asks for a choice when none is made', async () => {
    const link = app.nest.get(Rhythms).pathFor('graciela@example.org');
    const browser = app.browser();
    expect((await browser.submit(await browser.get(link), { rhythm: 'x' })).status).toBe(422);
    expect((await app.browser().get(`${link.slice(0, -22)}AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
  });

  it('may be not at all; and be taken back', async () => {
    await choose('graciela@example.org', 'never');
    await assign(proposal.id);
    expect([await morning(), await atOnce()]).toEqual([[], []]);
    await choose('graciela@example.org', 'daily');
    await review();
    expect(await morning()).toHaveLength(1);
  });

  it('is one thing with refusing digests: one request by a mail program ends them', async () => {
    await assign(proposal.id);
    await morning();
    const token = app.nest.get(Rhythms).pathFor('graciela@example.org').split('/').at(-1) ?? '';
    await app.browser().rawPost(`/unsubscribe/${token}`, { 'List-Unsubscribe': 'One-Click' });
    await review();
    expect(await morning()).toEqual([]);
    const page = await app.browser().get(`/rhythm/${token}`);
    expect(page.document.querySelector('input[name=rhythm][checked]')?.getAttribute('value')).toBe('never');
  });

  it('loses nothing when it changes: what happened before is in the next digest, once', async () => {
    await assign(proposal.id);
    app.clock.advance({ minutes: 5 });
    await choose('graciela@example.org', 'at-once');
    await review();
    expect(await atOnce()).toHaveLength(1);
    await choose('graciela@example.org', 'daily');
    const [mail, ...more] = await morning();
    expect(more).toEqual([]);
    expect(mail?.text).toContain('la tiene para revisar');
    expect(mail?.text).not.toContain('publicó su revisión');
  });

  it('is asked when one begins to follow: with an account at once, by mail once it was confirmed', async () => {
    const eva = await world.signedIn('eva');
    await eva.submit(await eva.get(PAGE), { rhythm: 'at-once' }, `${PAGE}/following`);
    expect(await app.nest.get(Rhythms).of('eva@example.org')).toBe('at-once');
    expect((await eva.get(PAGE)).document.querySelector('#follow a[href^="/rhythm/"]')).not.toBeNull();
    expect((await eva.get('/account/proposals')).text).toContain('Te avisamos en el momento.');

    const lucia = app.browser();
    await lucia.submit(await lucia.get(PAGE), { email: 'lucia@example.org', rhythm: 'at-once' }, `${PAGE}/following`);
    expect(await app.nest.get(Rhythms).of('lucia@example.org')).toBe('daily');
    const [asked] = await told(app, 'following.confirm');
    const link = new URL(/https?:\S+/.exec(asked?.text ?? '')?.[0] ?? '');
    const page = await lucia.get(link.pathname.replace(/^\/es/, '') + link.search);
    expect(page.document.querySelector('input[name=rhythm][checked]')?.getAttribute('value')).toBe('at-once');
    await lucia.submit(page);
    expect(await app.nest.get(Rhythms).of('lucia@example.org')).toBe('at-once');
    await settle(proposal.id);
    expect((await atOnce()).map(({ to }) => to).toSorted()).toEqual(['eva@example.org', 'lucia@example.org']);
    const end = pathIn((await atOnce()).find(({ to }) => to === 'lucia@example.org')?.text ?? '', '/following/');
    await lucia.submit(await lucia.get(end), {}, `${end}/ending`);
    await settle(proposal.id);
    expect(await morning()).toHaveLength(1);
  });

  it('keeps no address: neither the choice nor the names of mails hold one', async () => {
    await choose('graciela@example.org', 'at-once');
    await assign(proposal.id);
    await atOnce();
    const rows = await app.db.reader.rows(sql`select * from mail_at_once`);
    const keys = await app.db.reader.rows(sql`select key from outgoing_mail where kind like 'notifications.%'`);
    expect([rows.length, keys.length]).toEqual([1, 1]);
    expect(JSON.stringify([rows, keys])).not.toMatch(/graciela|example/);
    expect(JSON.stringify(keys)).not.toContain(addressHash('graciela@example.org'));
  });
});
