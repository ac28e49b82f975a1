import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { capabilitiesOf } from '../../src/boards/index.js';
import { tableActor } from '../../src/roundtables/index.js';
import { Ids } from '../../src/kernel/id.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeTable, type Table } from '../world/table.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let table: Table;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  table = await makeTable(app, world);
});
afterAll(() => app.close());

async function join(name: string, sector = 'residents'): Promise<{ browser: Browser; room: Answer }> {
  const browser = app.browser();
  const door = await browser.submit(await browser.get('/join'), {
    code: `${table.code.slice(0, 3).toLowerCase()} ${table.code.slice(3)}`,
  });
  const room = await browser.submit(door, { name, sector });
  return { browser, room };
}

const press = (browser: Browser, page: Answer, action: string): Promise<Answer> => browser.submit(page, {}, action);

describe('Joining a roundtable', () => {
  it('takes a code as it is typed, a name and a sector, and gives a guest a seat', async () => {
    await table.open();
    const { room } = await join('Dani');
    expect(room.status).toBe(200);
    expect(room.path).toBe(`/rooms/${table.id}`);
    expect(room.document.querySelector('h1')?.textContent).toBe('Bienvenida');
    expect((await table.sees(table.beto)).state.people.map(({ name, sector }) => [name, sector])).toEqual([
      ['Dani', 'residents'],
    ]);
  });

  it('keeps the same seat when the same browser comes back under another name', async () => {
    const { browser } = await join('Dani');
    await browser.submit(await browser.get(`/join/${table.code}`), { name: 'Daniela', sector: 'academia' });
    expect((await table.sees(table.beto)).state.people.map(({ name }) => name)).toEqual(['Daniela']);
  });

  it('says that a code is not one, and keeps it', async () => {
    const browser = app.browser();
    const again = await browser.submit(await browser.get('/join'), { code: 'ZZZZZZ' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('No hay ninguna mesa con ese código');
    expect(again.document.querySelector('#code')?.getAttribute('value')).toBe('ZZZZZZ');
  });

  it('asks for name and sector, and links to the fields', async () => {
    const browser = app.browser();
    const again = await browser.submit(await browser.get(`/join/${table.code}`), {});
    expect(again.status).toBe(422);
    const links = [...again.document.querySelectorAll('.error-summary a')].map((each) => each.getAttribute('href'));
    expect(links).toEqual(['#name', '#sector-1']);
    for (const link of links) expect(again.document.querySelector(link ?? '')).not.toBeNull();
  });

  it('wants an account where the table takes no guests, and lets an account in', async () => {
    await app.db.database.pool.query('update roundtable set allows_guests = false');
    const refused = await app.browser().get(`/join/${table.code}`);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('con una cuenta');
    const eva = await world.signedIn('eva');
    expect((await eva.submit(await eva.get(`/join/${table.code}`), { name: 'Eva', sector: 'residents' })).path).toBe(
      `/rooms/${table.id}`,
    );
  });

  it('ends for somebody who was put out: no room, no way back in', async () => {
    await table.open();
    const { browser } = await join('Dani');
    const seat = (await table.sees(table.beto)).state.people[0]?.id ?? '';
    const beto = await world.signedIn('beto');
    await press(beto, await beto.get(`/rooms/${table.id}/console`), `/rooms/${table.id}/people/${seat}/ban`);
    expect((await browser.get(`/rooms/${table.id}`)).status).toBe(403);
    expect((await browser.get(`/join/${table.code}`)).status).toBe(403);
    expect((await app.browser().get(`/rooms/${table.id}`)).status).toBe(403);
  });

  it('is left by a button and entered again by the code', async () => {
    const { browser, room } = await join('Dani');
    const left = await press(browser, room, `/rooms/${table.id}/departure`);
    expect(left.path).toBe(`/processes/ba/roundtables/lenguaje-claro`);
    expect((await browser.get(`/rooms/${table.id}`)).status).toBe(403);
    expect((await browser.submit(await browser.get(`/join/${table.code}`), { name: 'Dani', sector: 'residents' })).status).toBe(
      200,
    );
  });
});

describe('A whole sitting by plain forms', () => {
  it('opens, speaks, writes, votes and closes without a script', async () => {
    const beto = await world.signedIn('beto');
    const at = `/rooms/${table.id}`;
    const console_ = () => beto.get(`${at}/console`);
    const next = async () => press(beto, await console_(), `${at}/steps/next`);
    const opened = await press(beto, await console_(), `${at}/opening`);
    expect(opened.text).toContain('Paso 1 de 8');
    const { browser: dani } = await join('Dani');
    const { browser: eva } = await join('Eva', 'academia');

    await press(dani, await dani.get(at), `${at}/hand`);
    const hands = await console_();
    expect(hands.text).toContain('Dar la palabra');
    await press(beto, hands, hands.document.querySelector('form[action$="/giving"]')?.getAttribute('action') ?? '');
    expect((await dani.get(at)).text).toContain('Tenés la palabra');

    await next();
    expect((await dani.get(at)).text).toContain('Hay una guía de 2019.');
    await next();
    await dani.submit(await dani.get(at), { text: '¿Qué oficinas ya dijeron que sí?' }, `${at}/questions`);
    const asked = await eva.get(at);
    expect(asked.text).toContain('¿Qué oficinas ya dijeron que sí?');
    await press(eva, asked, asked.document.querySelector('form[action$="/support"]')?.getAttribute('action') ?? '');
    expect((await console_()).text).toContain('1 persona más quiere saberlo');

    await next();
    const boardPage = await dani.get(at);
    const noted = await dani.submit(
      boardPage,
      { text: 'Mi mamá tiró una intimación.', section: 'evidence', kind: 'concern' },
      `${at}/notes`,
    );
    expect(noted.text).toContain('Mi mamá tiró una intimación.');
    expect(
      (
        await dani.submitOnly(
          boardPage,
          { text: 'Mi mamá tiró una intimación.', section: 'evidence', kind: 'concern' },
          `${at}/notes`,
        )
      ).status,
    ).toBe(303);
    expect((await eva.get(at)).document.querySelectorAll('#s-evidence .note')).toHaveLength(1);

    const locked = await beto.submit(await console_(), {}, `${at}/board`);
    expect(locked.text).toContain('El tablero está: bloqueado');
    expect((await eva.get(at)).document.querySelector(`form[action="${at}/notes"]`)).toBeNull();

    await next();
    const desk = await next();
    const options = [...desk.document.querySelectorAll('input[name=options]')]
      .slice(0, 2)
      .map((each) => each.getAttribute('value') ?? '');
    const declared = await beto.submit(desk, { options, quorum: '1' }, `${at}/ballots`);
    expect(declared.text).toContain('La votación: anunciada');
    const ballotAction = (page: Answer, end: string) =>
      page.document.querySelector(`form[action*="/ballots/"][action$="/${end}"]`)?.getAttribute('action') ?? '';
    await press(beto, declared, ballotAction(declared, 'opening'));

    for (const [browser, points] of [
      [dani, '2'],
      [eva, '1'],
    ] as const) {
      const paper = await browser.get(at);
      const name = paper.document.querySelector('#boleta input[type=radio]')?.getAttribute('name') ?? '';
      const voted = await browser.submit(paper, { [name]: points }, ballotAction(paper, 'vote'));
      expect(voted.text).toContain('Tu voto llegó');
    }
    const counting = await console_();
    expect(counting.text).toContain('Votaron 2 de 2');
    const counted = await press(beto, counting, ballotAction(counting, 'closing'));
    expect(counted.text).toContain('Ganó con 3 puntos. Votaron 2 de las 2 personas de la mesa.');
    const votes = counted.document.querySelector('a[href$="ballot.json"]')?.getAttribute('href') ?? '';
    expect(JSON.parse((await app.browser().get(votes)).body)).toMatchObject({
      papers: [{}, {}],
      count: { votes: 2 },
      receipts: [expect.any(String), expect.any(String)],
    });

    await next();
    const sheet = await dani.submit(
      await dani.get(at),
      { text: 'Cada carta con un teléfono', section: 'milestones', when: 'junio de 2027', who: 'Atención Ciudadana' },
      `${at}/notes`,
    );
    expect(sheet.document.querySelector('#s-milestones')?.textContent).toContain('junio de 2027 · Atención Ciudadana');
    expect(sheet.text).toContain('Tema: «');
    await next();
    const closed = await press(beto, await console_(), `${at}/closing`);
    expect(closed.body).toContain('La sesión terminó.');

    const visitor = app.browser();
    const page = await visitor.get('/processes/ba/roundtables/lenguaje-claro');
    expect(page.text).toContain('Tema elegido');
    const board = await visitor.get('/processes/ba/roundtables/lenguaje-claro/boards/situation');
    expect(board.text).toContain('Mi mamá tiró una intimación.');
    expect(board.text).toContain('Dani, Vecindad');
  });
});

describe('The pages around a table', () => {
  it('tell when it meets, what it takes up and how to get in; boards stay closed until the end', async () => {
    const visitor = app.browser();
    const list = await visitor.get('/processes/ba/roundtables');
    expect(list.text).toContain('2 propuestas');
    const page = await visitor.get('/processes/ba/roundtables/lenguaje-claro');
    expect(page.text).toContain('P-001 Cartas que se entiendan');
    expect(page.text).toContain('viable');
    expect(page.document.querySelectorAll('.journey li')).toHaveLength(8);
    expect((await visitor.get('/processes/ba/roundtables/lenguaje-claro/boards/situation')).status).toBe(404);
    expect((await visitor.get('/processes/ba/roundtables/lenguaje-claro/calendar.ics')).body).toContain(
      'DTSTART:20260302T173000Z',
    );
    const qr = await visitor.get('/processes/ba/roundtables/lenguaje-claro/qr.svg');
    expect(qr.headers['content-type']).toContain('image/svg+xml');
    expect(qr.body).toContain('<title>');
  });

  it('let a coordinator plan a table and change it', async () => {
    const ana = await world.signedIn('ana');
    const form = await ana.get('/staff/processes/ba/roundtables/new');
    const proposal = table.proposals[0]?.id ?? '';
    const fields = {
      'title.es': 'Turnos',
      'summary.es': 'Turnos que se entiendan.',
      slug: 'turnos',
      startsAt: '2026-03-09T14:30',
      endsAt: '2026-03-09T16:45',
      proposalIds: proposal,
    };
    const wrong = await ana.submit(form, { ...fields, endsAt: '2026-03-09T13:00' }, '/staff/processes/ba/roundtables');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('La mesa termina antes de empezar.');
    const made = await ana.submit(wrong, { endsAt: '2026-03-09T16:45' }, '/staff/processes/ba/roundtables');
    expect(made.text).toContain('Turnos');
    const edit = await ana.get('/staff/processes/ba/roundtables/turnos');
    expect(edit.document.querySelector('#startsAt')?.getAttribute('value')).toBe('2026-03-09T14:30');
    expect(edit.document.querySelector(`input[name=proposalIds][value="${proposal}"]`)?.hasAttribute('checked')).toBe(true);
    const saved = await ana.submit(edit, { 'minutes.0': '5' }, '/staff/processes/ba/roundtables/turnos');
    expect(saved.document.querySelector('[name="minutes.0"]')?.getAttribute('value')).toBe('5');
    expect((await (await world.signedIn('fran')).get('/staff/processes/ba/roundtables')).status).toBe(403);
    expect((await (await world.signedIn('dani')).get(`/rooms/${table.id}/console`)).status).toBe(403);
  });

  it('give the projector and the live client what they need', async () => {
    await table.open();
    await table.goTo('board', 'situation');
    const beto = await world.signedIn('beto');
    const screen = await beto.get(`/rooms/${table.id}/screen`);
    expect(screen.text).toContain('P-001 Cartas que se entiendan');
    expect(screen.document.querySelector('#room')?.getAttribute('data-face')).toBe('screen');
    expect(screen.document.querySelector('svg.qr')).not.toBeNull();
    const { state, me } = JSON.parse((await beto.get(`/rooms/${table.id}/state.json`)).body) as {
      state: { step: unknown };
      me: { face: string };
    };
    expect(me.face).toBe('facilitator');
    expect(state.step).not.toBeNull();
    expect(JSON.parse((await beto.get(`/rooms/${table.id}/messages.json?locale=fr`)).body)).toHaveProperty(
      ['roundtables.kind.idea'],
      'Idée',
    );
  });
});

describe('A board after its sitting', () => {
  const at = '/processes/ba/roundtables/lenguaje-claro/boards/situation';
  const add = async (who: string, text: string): Promise<string> => {
    const { seat } = await table.seat(who);
    const board = await table.boardOf('situation');
    const person = {
      id: seat,
      name: who,
      role: 'participant',
      sector: 'residents',
      capabilities: capabilitiesOf('participant'),
    } as const;
    const id = app.nest.get(Ids).next();
    await table.services.boards.act(board, { t: 'note.add', id, section: 'problem', text }, person);
    return id;
  };

  async function sat(): Promise<{ first: string; hidden: string }> {
    await table.open();
    await table.goTo('board', 'situation');
    const first = await add('Dani', '=La primera nota');
    const hidden = await add('Eva', 'Una frase que después se ocultó');
    await add('Gabi', 'La última nota');
    const board = await table.boardOf('situation');
    await table.services.boards.act(board, { t: 'note.hide', id: hidden, reason: 'Nombra a una persona.' }, tableActor(table.id));
    await table.services.tables.close(table.id, table.beto);
    return { first, hidden };
  }

  it('is replayed step by step, without what was hidden since, also where it was still in sight', async () => {
    const { first } = await sat();
    const visitor = app.browser();
    const end = await visitor.get(`${at}/replay`);
    const entries = JSON.parse((await visitor.get(`${at}/replay.json`)).body) as number[];
    expect(end.document.querySelector('#replay-at')?.getAttribute('max')).toBe(String(entries.length));
    expect(end.text).toContain('La última nota');
    expect(end.text).toContain('Se pudo escribir');
    const notes: string[][] = [];
    for (let step = 1; step <= entries.length; step += 1) {
      const page = await visitor.get(`${at}/replay?at=${step}`);
      expect(page.body).not.toContain('Una frase que después');
      notes.push([...page.document.querySelectorAll('article.note')].map((note) => note.id));
    }
    expect(notes[0]).toEqual([]);
    expect(notes.findIndex((ids) => ids.includes(`n-${first}`))).toBeGreaterThan(0);
    // One note more or none, never one less: nothing was deleted in this sitting.
    notes.slice(1).forEach((ids, before) => expect(ids.length - (notes[before]?.length ?? 0)).toBeGreaterThanOrEqual(0));
    expect((await visitor.get(`${at}/replay?at=nonsense`)).status).toBe(200);
  });

  it('is taken along as PDF, Word, Markdown, CSV, HTML and JSON, without what was hidden', async () => {
    await sat();
    const visitor = app.browser();
    const files = Object.fromEntries(
      await Promise.all(
        ['html', 'md', 'csv', 'json', 'docx', 'pdf'].map(
          async (format) => [format, (await visitor.get(`${at}/export.${format}`)).body] as const,
        ),
      ),
    );
    for (const format of ['html', 'md', 'csv', 'json']) {
      expect(files[format]).toContain('La última nota');
      expect(files[format]).not.toContain('Una frase que después');
    }
    expect(files['csv']).toContain(`'=La primera nota`);
    expect(files['pdf']?.slice(0, 5)).toBe('%PDF-');
    expect(files['docx']?.slice(0, 2)).toBe('PK');
    expect((await visitor.get(`${at}/export.exe`)).status).toBe(404);
  });

  it('has minutes, drafted from its record, edited and published in versions', async () => {
    const address = '/processes/ba/roundtables/lenguaje-claro';
    const beto = await world.signedIn('beto');
    await sat();
    const form = await beto.get(`/staff${address}/minutes`);
    const field = (name: string) => form.document.querySelector(`textarea[name=${name}]`)?.textContent ?? '';
    expect(field('people')).toContain('Participaron 3 personas.');
    expect(field('situation')).toContain('- La última nota');
    expect(form.body).not.toContain('Una frase que después');

    expect((await app.browser().get(`${address}/minutes`)).status).toBe(404);
    const other = await beto.get(`/staff${address}/minutes`);
    const kept = await beto.submit(form, { agreements: 'Escribir a los comercios.' });
    expect(kept.text).toContain('Se guardó la relatoría.');
    expect((await app.browser().get(`${address}/minutes`)).status).toBe(404);

    // Somebody who read it before that keeping does not overwrite it unseen, and loses nothing.
    const late = await beto.submit(other, { agreements: 'Otra cosa.' });
    expect([late.status, late.text.includes('Otra persona guardó la relatoría')]).toEqual([409, true]);
    expect(late.document.querySelector('textarea[name=agreements]')?.textContent).toContain('Otra cosa.');

    const page = await beto.submit(await beto.get(`/staff${address}/minutes`), {}, `/staff${address}/minutes/publication`);
    expect([page.path, page.text.includes('Escribir a los comercios.')]).toEqual([`${address}/minutes`, true]);
    const second = await beto.get(`/staff${address}/minutes`);
    expect((await beto.submit(second, {}, `/staff${address}/minutes/publication`)).text).toContain('ya dice esto');
    await beto.submit(second, { agreements: 'Escribir a los comercios en abril.' }, `/staff${address}/minutes/publication`);
    const visitor = app.browser();
    expect((await visitor.get(address)).text).toContain('Leer la relatoría');
    expect((await visitor.get(`${address}/minutes`)).text).toContain('en abril');
    expect((await visitor.get(`${address}/minutes?version=1`)).text).not.toContain('en abril');
    expect((await visitor.get(`${address}/minutes/export.md?version=1`)).body).toContain('Escribir a los comercios.');
    expect(JSON.parse((await visitor.get(`${address}/minutes/export.json`)).body)).toMatchObject({
      minutes: 2,
      format: 'mesa-abierta/minutes',
    });
    expect((await visitor.get(`${address}/minutes/export.pdf`)).body.slice(0, 5)).toBe('%PDF-');
  });
});
