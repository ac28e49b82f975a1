import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { Console, KeyboardRoom, Room } from '../pages/room.js';
import { DESK, launch, person, PHONE } from './chromium.js';
import { startProduct, type Product } from './product.js';

/** What the resident writes at the beginning and must find again at the end. */
const SENTENCE = 'El plátano de mi puerta figura como sano y hace dos inviernos que está hueco.';
const TITLE = 'Completar el censo de los árboles de vereda';
const SLUG = 'plan-de-prueba';
const HERE = `/processes/${SLUG}`;
const STAFF = `/staff${HERE}`;
const COORDINATOR = 'ana.ferreyra@example.org';
const REVIEWER = { name: 'Rita Revisa', email: 'rita.revisa@example.org' };
const FACILITATOR = { name: 'Beto Facilita', email: 'beto.facilita@example.org' };
const AUTHOR = { authorName: 'Graciela Montenegro', authorEmail: 'graciela@example.org' };
const NOTES = {
  phone: 'Los avisos por teléfono se pierden.',
  keyboard: 'El censo de 2018 es un dato abierto.',
  desk: 'El área tiene seis censistas.',
};

let product: Product;
let browser: Browser;
let post: MailboxPage;
let people: Record<'coordinator' | 'resident' | 'reviewer' | 'facilitator' | 'phone' | 'keyboard' | 'desk' | 'reader', Person>;
let room = { path: '', code: '' };

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  const with_ = (options: Parameters<typeof person>[2]) => person(browser, product.url, options);
  people = {
    coordinator: await with_(DESK),
    resident: await with_(PHONE),
    reviewer: await with_(DESK),
    facilitator: await with_(DESK),
    phone: await with_(PHONE),
    keyboard: await with_(DESK),
    desk: await with_(DESK),
    reader: await with_(DESK),
  };
  post = new MailboxPage(await with_(DESK));
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Takes up a role by the personal link and the code that is sent to the same address. */
async function acceptInvitation(who: Person, { email }: { email: string }): Promise<void> {
  const link = (await post.mailTo(email, /invitations/)).links.find((href) => href.includes('/invitations/')) ?? '';
  await who.opens(link);
  await who.sends(link);
  await who.sends('/sign-in/code', { code: await post.codeFor(email) });
  await who.sends(link);
}

async function openStage(index: number): Promise<void> {
  await people.coordinator.opens(STAFF);
  const forms = people.coordinator.page.locator('.stage-rows > li').nth(index).locator('form');
  await people.coordinator.sends((await forms.first().getAttribute('action')) ?? '');
}

/** The value of the option or box whose words have this in them. */
const valueOf = async (who: Person, selector: string, words: string): Promise<string> =>
  (await who.page.locator(selector, { hasText: words }).first().getAttribute('value')) ?? '';

// One after the other: each begins where the one before ended.
describe('from a resident’s sentence to the topic that a table chooses', () => {
  it('a coordinator creates a process, publishes it, opens the call and invites people', async () => {
    const { coordinator } = people;
    await coordinator.opens('/sign-in');
    const card = coordinator.page.locator(`form[action="/sign-in/sample"]:has([name="email"][value="${COORDINATOR}"])`);
    await coordinator.goes(card.locator('button'));
    await coordinator.opens('/staff/processes/new');
    await coordinator.sends('/staff/processes', {
      slug: SLUG,
      'name.es': 'Plan de prueba',
      'summary.es': 'Un plan hecho de principio a fin.',
      'themes.0.name.es': 'Arbolado',
      'areas.0.name.es': 'Dirección de Arbolado',
    });
    await coordinator.opens(STAFF);
    await coordinator.sends(`${STAFF}/publication`);
    await openStage(1);
    await coordinator.opens(`${STAFF}/people`);
    const areaId = await valueOf(coordinator, 'option', 'Dirección de Arbolado');
    await coordinator.sends(`${STAFF}/people`, { ...REVIEWER, role: 'reviewer', areaId });
    await coordinator.sends(`${STAFF}/people`, { ...FACILITATOR, role: 'facilitator' });
    await acceptInvitation(people.reviewer, REVIEWER);
    await acceptInvitation(people.facilitator, FACILITATOR);
  });

  it('a resident without an account sends a proposal from a phone', async () => {
    const { resident } = people;
    const steps = `${HERE}/proposals/new`;
    await resident.opens(HERE);
    await resident.opens(steps);
    const themeId = (await resident.page.locator('[name="themeId"]').first().getAttribute('value')) ?? '';
    await resident.sends(steps, { title: TITLE, themeId });
    await resident.page.waitForTimeout(3000); // Whoever is faster than anybody reads is held for a person to see.
    await resident.sends(`${steps}/text`, { problem: SENTENCE, idea: 'Que cualquiera pueda avisar con una foto.' });
    await resident.page.waitForTimeout(3000);
    await resident.sends(`${steps}/author`, { ...AUTHOR, sector: 'residents' });
    await resident.page.waitForTimeout(3000);
    await resident.sends(`${steps}/sending`);
    expect(await resident.text()).toContain('P-001');
    expect((await post.mailTo(AUTHOR.authorEmail)).text).toContain('P-001');
  });

  it('the coordinator asks the area, whose reviewer answers; the author is told by mail', async () => {
    const { coordinator, reviewer, resident } = people;
    const triage = `${STAFF}/proposals`;
    await coordinator.opens(triage);
    const areaId = await valueOf(coordinator, 'option', 'Dirección de Arbolado');
    const proposals = (await coordinator.page.locator('[name="proposals"]').first().getAttribute('value')) ?? '';
    await coordinator.sends(
      `${triage}/assignment`,
      { proposals: [proposals], areaId, dueOn: '2030-01-31' },
      'button.button-primary[type="submit"]',
    );
    await reviewer.opens(`${STAFF}/reviews/P-001`);
    await reviewer.sends(`${STAFF}/reviews/P-001`, {
      verdict: 'feasible',
      reasons: 'El dato existe y se puede corregir.',
      existing: 'El censo de 2018.',
      signedBy: 'Rita Revisa, Dirección de Arbolado',
    });
    expect((await post.mailTo(AUTHOR.authorEmail, /respondió|respuesta/i)).text).toContain('P-001');
    await resident.opens(`${HERE}/proposals/P-001`);
    expect(await resident.text()).toContain('El dato existe y se puede corregir.');
  });

  it('the coordinator sets up a roundtable with it, and the facilitator opens the room', async () => {
    const { coordinator, facilitator } = people;
    await openStage(3);
    await coordinator.opens(`${STAFF}/roundtables/new`);
    const facilitatorId = await valueOf(coordinator, '[name="facilitatorId"] option', FACILITATOR.name);
    const themeId = await valueOf(coordinator, '[name="themeId"] option', 'Arbolado');
    const proposal = (await coordinator.page.locator('[name="proposalIds"]').first().getAttribute('value')) ?? '';
    await coordinator.sends(`${STAFF}/roundtables`, {
      'title.es': 'Mesa de arbolado',
      'summary.es': 'Una tarde, dos tableros.',
      slug: 'arbolado',
      startsAt: '2030-02-01T15:00',
      endsAt: '2030-02-01T18:00',
      allowsGuests: 'on',
      themeId,
      facilitatorId,
      proposalIds: [proposal],
    });
    await facilitator.opens(`${STAFF}/roundtables`);
    const run = await facilitator.page.locator('main a[href$="/console"]').first().getAttribute('href');
    room.path = (run ?? '').replace(/\/console$/, '');
    const console_ = new Console(facilitator);
    await console_.opens(room.path);
    await console_.leadsTo('Bienvenida');
    await facilitator.looks();
    const state = (await (await facilitator.page.request.get(`${room.path}/state.json`)).json()) as {
      state: { roundtable: { code: string } };
    };
    room = { ...room, code: state.state.roundtable.code };
  });

  it('three people join by its code and write on the first board: each sees the others’ notes at once', async () => {
    const { phone, keyboard, desk, facilitator } = people;
    const [onPhone, onKeys, atDesk] = [new Room(phone), new KeyboardRoom(keyboard), new Room(desk)];
    await onPhone.joins(room.code, 'Petra Teléfono');
    await onKeys.joins(room.code, 'Quique Teclado');
    await atDesk.joins(room.code, 'Rosa Escritorio', 'academia');
    await new Console(facilitator).leadsTo('Tablero 1');
    for (const each of [onPhone, new Room(keyboard), atDesk]) await each.isAt('Tablero 1');
    await onPhone.writes(NOTES.phone);
    await onKeys.writes(NOTES.keyboard);
    await atDesk.writes(NOTES.desk, 'who-is-affected');
    for (const each of [phone, keyboard, desk])
      for (const text of [NOTES.phone, NOTES.keyboard, NOTES.desk, TITLE]) await new Room(each).sees(text);
    for (const each of [phone, keyboard, desk, facilitator]) await each.looks();
  });

  it('a ballot chooses the topic', async () => {
    const { phone, keyboard, desk, facilitator } = people;
    const console_ = new Console(facilitator);
    await console_.leadsTo('Elección del tema');
    await console_.holdsBallot([TITLE, NOTES.desk]);
    await new Room(phone).votes(TITLE, 2);
    await new KeyboardRoom(keyboard).votes(1);
    await new Room(desk).votes(TITLE, 2);
    for (const each of [phone, keyboard, desk]) await each.looks();
    await console_.closesBallot();
    await facilitator.looks();
    expect(await facilitator.page.locator('.desk').innerText()).toContain(TITLE);
  });
});

describe('what axe found on the way', () => {
  it('is nothing', () => {
    expect([...new Set(Object.values(people).flatMap(({ violations }) => violations))]).toEqual([]);
  });
});
