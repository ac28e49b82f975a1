import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { SheetJson } from '../../src/exports/writers/index.js';
import { download } from '../pages/files.js';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { Console, KeyboardRoom, Room } from '../pages/room.js';
import { SheetEditor } from '../pages/sheet-editor.js';
import { dense, docxText, markdownText, pdfText } from '../sheets/files.js';
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
/** What is written on board 1. */
const NOTES = {
  phone: 'Los avisos por teléfono se pierden.',
  keyboard: 'El censo de 2018 es un dato abierto.',
  desk: 'El área tiene seis censistas.',
};

/** What is written on board 2, under the questions of the sheet. */
const ANSWERS = {
  phone: 'Entre un censo y otro nadie puede corregir el dato de un árbol.',
  keyboard: 'Un canal de avisos con foto y altura de la calle, que corrige los datos del censo.',
  desk: 'Los reclamos se atienden como trabajos y no como datos.',
};
const MILESTONES = {
  keyboard: { output: 'Canal de avisos publicado en cuatro comunas', when: '30/09/2030', who: 'Dirección de Arbolado' },
  phone: { output: '1.000 avisos publicados como datos abiertos', when: '31/03/2031', who: 'Dirección de Arbolado' },
};
/** What the table did not write and the team adds. */
const TEXTS = {
  brief: 'La Ciudad recibe avisos con foto sobre los árboles de vereda, confirma cada uno en treinta días y publica los cambios.',
  lead: 'Dirección de Arbolado',
  supporting_civil_society: 'Veredas Vivas',
  period_start: '01/07/2030',
  period_end: '30/06/2031',
  D1: 'El censo de 2018 se publicó como dato abierto y en 2021 hubo una prueba con tres escuelas de Villa Urquiza.',
  D3: 'Que 5.000 avisos estén confirmados al terminar el plan y que cambie la forma de mantener el censo.',
  A1: 'Cada cambio del censo se publica con su fecha, su motivo y el aviso que le dio origen, en el portal de datos de la Ciudad.',
};
const COMMENT = 'Que diga también qué pasa con los avisos que nadie confirma.';
const REASON = 'Tiene razón: el texto no decía qué pasa con los demás avisos.';
const REVISED = 'A los treinta días sin confirmar, el aviso se publica como pendiente.';
const PLAN_REASON = 'Su frase abre el problema del compromiso 1.';
const SHEET = `${STAFF}/sheets/1`;
const DRAFT = `${HERE}/drafts/1`;
const COMMITMENT = `${HERE}/plan/commitments/1`;

let product: Product;
let browser: Browser;
let post: MailboxPage;
let people: Record<'coordinator' | 'resident' | 'reviewer' | 'facilitator' | 'phone' | 'keyboard' | 'desk' | 'reader', Person>;
let room = { path: '', code: '' };

beforeAll(async () => {
  browser = await launch();
  product = await startProduct({ sample: true });
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

async function openStage(index: number): Promise<void> {
  await people.coordinator.opens(STAFF);
  const forms = people.coordinator.page.locator('.stage-rows > li').nth(index).locator('form');
  await people.coordinator.sends((await forms.first().getAttribute('action')) ?? '');
}

/** The value of the option or box whose words have this in them. */
const valueOf = async (who: Person, selector: string, words: string): Promise<string> =>
  (await who.page.locator(selector, { hasText: words }).first().getAttribute('value')) ?? '';

/** One after the other: each begins where the one before ended, so that what follows a failure is not walked. */
let at = '';
function step(name: string, walk: () => Promise<void>): void {
  it(name, async () => {
    if (at) throw new Error(`Not walked, because this failed: ${at}`);
    at = name;
    await walk();
    at = '';
  });
}

describe('from a resident’s sentence to the published commitment and its files', () => {
  step('a coordinator creates a process, publishes it, opens the call and invites people', async () => {
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
    await post.takesUpRole(people.reviewer, REVIEWER.email);
    await post.takesUpRole(people.facilitator, FACILITATOR.email);
  });

  step('a resident without an account sends a proposal from a phone', async () => {
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
    const mail = await post.mailTo(AUTHOR.authorEmail);
    expect(mail.text).toContain('P-001');
    const rhythm = mail.links.find((href) => href.includes('/rhythm/')) ?? '';
    await resident.opens(rhythm);
    await resident.sends(rhythm.replace(/^\/es/, ''), { rhythm: 'at-once' });
  });

  step('the coordinator asks the area, whose reviewer answers; the author is told by mail', async () => {
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
    expect((await post.mailTo(AUTHOR.authorEmail, /publicó su revisión/)).text).toContain('P-001');
    await resident.opens(`${HERE}/proposals/P-001`);
    expect(await resident.text()).toContain('El dato existe y se puede corregir.');
  });

  step('the coordinator sets up a roundtable with it, and the facilitator opens the room', async () => {
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

  step('three people join by its code and write on the first board: each sees the others’ notes at once', async () => {
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

  step('a ballot chooses the topic', async () => {
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

  step('on the second board the three answer the questions of the sheet, and plan what is done when and by whom', async () => {
    const { phone, keyboard, desk, facilitator } = people;
    await new Console(facilitator).leadsTo('Tablero 2');
    for (const each of [phone, keyboard, desk]) await new Room(each).isAt('Tablero 2');
    await new Room(phone).writes(ANSWERS.phone, 'p1');
    await new KeyboardRoom(keyboard).writes(ANSWERS.keyboard, 'd2');
    await new Room(desk).writes(ANSWERS.desk, 'p2');
    await new KeyboardRoom(keyboard).plans('milestones', MILESTONES.keyboard);
    await new Room(phone).plans('milestones', MILESTONES.phone);
    const all = [...Object.values(ANSWERS), ...Object.values(MILESTONES).map(({ output }) => output)];
    for (const each of [phone, keyboard, desk]) for (const text of all) await new Room(each).sees(text);
    for (const each of [phone, keyboard, desk, facilitator]) await each.looks();
    await new Console(facilitator).leadsTo('Cierre');
    await new Console(facilitator).ends();
    for (const each of [phone, facilitator]) await each.looks();
  });

  step('the facilitator opens the sheet and fills it from the second board and the resident’s words', async () => {
    const { facilitator } = people;
    await facilitator.opens(`${STAFF}/sheets/new`);
    await facilitator.sends(`${STAFF}/sheets`, { templateKey: 'ogp-national-2022' });
    const sheet = new SheetEditor(facilitator, SHEET);
    expect(facilitator.path).toBe(SHEET);
    expect(await facilitator.page.locator('[name="fields.title.text"]').inputValue()).toContain(TITLE);
    await sheet.insertsFromElsewhere('P1', TITLE);
    await sheet.inserts('P1', ANSWERS.phone);
    await sheet.inserts('P2', ANSWERS.desk);
    await sheet.inserts('D2', ANSWERS.keyboard);
    expect(await facilitator.page.locator('[name="fields.P1.text"]').inputValue()).toContain(SENTENCE);
    expect(await sheet.cited('P1').innerText()).toContain('P-001');
    expect(await sheet.cited('D2').innerText()).toContain(ANSWERS.keyboard);
    for (const { output } of Object.values(MILESTONES)) await sheet.makesMilestoneOf(output);
    expect(await sheet.milestones.count()).toBe(2);
    await sheet.writes(TEXTS);
  });

  step('the draft is shared; those who took part are told by mail, and a resident comments on a field from a phone', async () => {
    const { coordinator, facilitator, resident } = people;
    await openStage(4);
    await facilitator.opens(SHEET);
    await new SheetEditor(facilitator, SHEET).moves('comment-rounds');
    const mail = await post.mailTo(AUTHOR.authorEmail, /borrador/);
    const link = mail.links.find((href) => href.endsWith(DRAFT)) ?? '';
    await resident.opens(link);
    expect(await resident.text()).toContain(SENTENCE);
    await resident.goes(resident.page.locator('#place-P1 .draft-tools a'));
    await resident.page.waitForTimeout(3500); // Whoever is faster than anybody reads is held for a person to see.
    await resident.sends(`${DRAFT}/comments`, { body: COMMENT, name: AUTHOR.authorName, email: AUTHOR.authorEmail });
    expect(await resident.page.locator('#place-P1 .remark').innerText()).toContain(COMMENT);
    await coordinator.opens(`${STAFF}/sheets`);
  });

  step('the team revises the text and answers with what it did and why; versions and differences are public', async () => {
    const { facilitator, resident, reader } = people;
    const sheet = new SheetEditor(facilitator, SHEET);
    await facilitator.opens(SHEET);
    const before = await facilitator.page.locator('[name="fields.P1.text"]').inputValue();
    await sheet.writes({ P1: `${before}\n\n${REVISED}` });
    await sheet.moves('versions', { reason: 'Por el comentario C-001.' });
    await facilitator.opens(`${SHEET}/comments`);
    await facilitator.sends(`${SHEET}/comments/1/response`, { disposition: 'accepted', reason: REASON, changed: 'P1' });
    expect((await post.mailTo(AUTHOR.authorEmail, /C-001/)).text).toMatch(/comentario/i);
    await resident.opens(DRAFT);
    expect(await resident.page.locator('#place-P1 .disposition').innerText()).toContain(REASON);
    await reader.opens(`${DRAFT}/versions`);
    expect(await reader.page.locator('ins').allInnerTexts()).toEqual([expect.stringContaining(REVISED)]);
    await facilitator.opens(SHEET);
    await sheet.moves('comment-rounds/closing');
    await sheet.moves('finalisation', { reason: 'Texto acordado después de la consulta.' });
  });

  step('the coordinator answers what the gate asks for, and publishes', async () => {
    const { coordinator, resident } = people;
    const plan = `${STAFF}/plan`;
    await openStage(5);
    await coordinator.opens(plan);
    await coordinator.sends(`${plan}/answers`, {
      'answers.foreword': 'Una ciudad que responde a quien le escribe.',
      'answers.groups': '3',
    });
    await coordinator.sends(`${plan}/facts`, { startsOn: '2030-07-01', endsOn: '2031-06-30', submittedOn: '2030-06-30' });
    await coordinator.sends(`${plan}/endorsements`, { name: 'Julia Ferro', role: 'Coordinadora', organisation: 'Veredas Vivas' });
    const missing = coordinator.page.locator('.gate-missing li');
    expect(await missing.allInnerTexts()).toEqual([expect.stringContaining('P-001')]);
    await coordinator.goes(missing.locator('a'));
    const proposals = (await coordinator.page.locator('[name="proposals"]').first().getAttribute('value')) ?? '';
    await coordinator.sends(
      `${STAFF}/proposals/assignment`,
      { proposals: [proposals], disposition: 'in-a-commitment', reason: PLAN_REASON },
      'button[formaction$="/responses"]',
    );
    await coordinator.opens(plan);
    expect(await missing.count()).toBe(0);
    await coordinator.sends(`${plan}/publication`);
    expect(coordinator.path).toBe(`${HERE}/plan`);
    expect((await post.mailTo(AUTHOR.authorEmail, /Tiene su respuesta/)).text).toContain('P-001');
    await resident.opens(`${HERE}/proposals/P-001`);
    expect(await resident.text()).toContain(PLAN_REASON);
  });

  step('the resident finds the own sentence on the commitment’s page, with the way it went', async () => {
    const { reader, resident } = people;
    await resident.opens(`${HERE}/plan`);
    await resident.follows(COMMITMENT);
    expect(await resident.page.locator('#place-P1').innerText()).toContain(SENTENCE);
    expect(await resident.page.locator('#place-P1').innerText()).toContain('P-001');
    await reader.opens(COMMITMENT);
    const { page } = reader;
    expect(await page.locator('svg.trace-wide .trace-proposal').count()).toBe(1);
    expect(await page.locator('svg.trace-wide .trace-comment').count()).toBe(1);
    expect(await page.locator('svg.trace-wide .trace-hot').count()).toBeGreaterThan(2);
    const list = await page.locator('.trace-list').innerText();
    for (const words of ['P-001', AUTHOR.authorName, ANSWERS.keyboard, 'C-001', REASON]) expect(list).toContain(words);
    expect(await page.locator('.trace-list a[href$="#topic"]').innerText()).toContain(TITLE);
    await reader.goes(page.locator('.trace-list a[href*="/proposals/"]').first());
    expect(await reader.text()).toContain(SENTENCE);
    await reader.follows(`${COMMITMENT}#place-P1`);
  });

  step('the files of the sheet and of the plan have the sentence and its trace', async () => {
    const { reader } = people;
    const words: Record<string, (file: Buffer) => string> = {
      pdf: pdfText,
      docx: docxText,
      html: String,
      md: (file) => markdownText(String(file)),
      json: String,
    };
    for (const from of [COMMITMENT, `${HERE}/plan`]) {
      for (const [format, read] of Object.entries(words)) {
        const text = dense(read(await download(reader, `${from}/export.${format}`)));
        for (const each of [SENTENCE, 'P-001', TITLE, ANSWERS.keyboard, 'C-001', COMMENT, REASON, REVISED])
          expect([from, format, each, text.includes(dense(each))]).toEqual([from, format, each, true]);
      }
    }
    const sheet = SheetJson.parse(JSON.parse(String(await download(reader, `${COMMITMENT}/export.json`))));
    const problem = sheet.fields.find(({ key }) => key === 'P1');
    expect(problem?.text).toContain(SENTENCE);
    expect(problem?.sources.map(({ kind, number }) => `${kind} ${number}`)).toEqual(
      expect.arrayContaining(['proposal P-001', 'comment C-001']),
    );
  });
});

describe('what axe found on the way', () => {
  it('is nothing', () => {
    expect([...new Set(Object.values(people).flatMap(({ violations }) => violations))]).toEqual([]);
  });
});
