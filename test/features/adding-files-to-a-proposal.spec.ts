import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ModerationService } from '../../src/moderation/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Retention } from '../../src/platform/retention/retention.js';
import { ContinuationsService } from '../../src/proposals/index.js';
import { startApp, type Answer, type Browser, type ChosenFile, type TestApp } from '../support/app.js';
import * as files from '../support/hostile-files.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp({ FILE_MEGABYTES: '1', FILES_PER_PROPOSAL: '3' });
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
});
afterAll(() => app.close());

const HERE = '/processes/ba/proposals';
const TEXT = { problem: 'No se puede pasar.', idea: 'Que se arregle.', benefit: '', lang: 'es' };
const AUTHOR = { authorName: 'Dani', authorEmail: 'dani@example.org', sector: 'residents', onBehalfOf: '', neighbourhood: '' };

async function toText(browser: Browser): Promise<Answer> {
  const first = await browser.get(`${HERE}/new`);
  app.clock.advance({ seconds: 30 });
  return browser.submit(first, { title: 'Arreglar la vereda', themeId: world.themes[0]?.id ?? '' });
}

const addButton = (page: Answer): Element => page.document.querySelector('.file-choose button') as Element;
const add = (browser: Browser, page: Answer, chosen: ChosenFile[], fields = {}): Promise<Answer> =>
  browser.press(page, addButton(page), { files: chosen, ...fields });
const abouts = (page: Answer): string[] =>
  [...page.document.querySelectorAll('[name^="about-"]')].map((field) => field.getAttribute('name') ?? '');
const errorsOf = (page: Answer): string[] =>
  [...page.document.querySelectorAll('.error-summary a')].map((each) => each.textContent ?? '');
const count = async (table: string): Promise<number> =>
  Number((await app.db.database.pool.query(`select count(*) as count from ${table}`)).rows[0].count);

/** Sends a proposal with these files, each described by its place. */
async function send(browser: Browser, chosen: ChosenFile[]): Promise<Answer> {
  const page = await add(browser, await toText(browser), chosen);
  const words = Object.fromEntries(abouts(page).map((name, index) => [name, `Descripción ${index + 1}`]));
  const author = await browser.submit(page, { ...TEXT, ...words });
  app.clock.advance({ seconds: 30 });
  return browser.submit(await browser.submit(author, AUTHOR));
}

async function bytesOf(browser: Browser, path: string): Promise<{ status: number; bytes: Buffer; headers: Answer['headers'] }> {
  const answer = await app.nest.inject({ method: 'GET', url: path, headers: { cookie: browser.cookieHeader } });
  return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers as Answer['headers'] };
}

describe('files that somebody adds while writing', () => {
  it('are kept with what was typed beside them, shown, described, and published with the proposal', async () => {
    const dani = app.browser();
    const added = await add(dani, await toText(dani), [await files.photo(), await files.pdf()], { problem: 'A medio escribir' });
    expect(added.path).toBe(`${HERE}/new/text#files`);
    expect(added.document.querySelector('#problem')?.textContent).toContain('A medio escribir');
    expect(added.document.querySelectorAll('.file-item')).toHaveLength(2);
    const [photo = '', plan = ''] = abouts(added);
    const lacking = await dani.submit(added, { ...TEXT, [photo]: '  ' });
    expect(lacking.status).toBe(422);
    expect(errorsOf(lacking)).toEqual(['Contá qué se ve en la imagen.', 'Escribí el título del documento.']);
    expect((await dani.get(`${HERE}/new/preview`)).path).toBe(`${HERE}/new/text`);

    const author = await dani.submit(lacking, { ...TEXT, [photo]: 'Una vereda rota', [plan]: 'Plano de la vereda' });
    app.clock.advance({ seconds: 30 });
    const preview = await dani.submit(author, AUTHOR);
    expect(preview.document.querySelector('.pictures img')?.getAttribute('alt')).toBe('Una vereda rota');
    await dani.submit(preview);
    const page = await app.browser().get(`${HERE}/P-001`);
    expect(page.document.querySelector('.pictures img')?.getAttribute('alt')).toBe('Una vereda rota');
    expect(page.document.querySelector('.documents a')?.textContent).toContain('Plano de la vereda');
  });

  it('may come with the text itself, and again without becoming two', async () => {
    const dani = app.browser();
    const photo = await files.photo();
    const text = await toText(dani);
    const once = await dani.submit(text, { ...TEXT, files: [photo] });
    expect(once.status).toBe(422);
    const twice = await dani.submit(text, { ...TEXT, files: [photo] });
    expect(abouts(twice)).toHaveLength(1);
    expect(await count('proposal_attachment')).toBe(1);
  });

  it('can be taken away again, and those of another draft cannot', async () => {
    const [dani, eva] = [app.browser(), app.browser()];
    const page = await add(dani, await toText(dani), [files.text()]);
    const foreign = await add(eva, await toText(eva), [files.csv()]);
    const remove = page.document.querySelector('[name="remove"]') as Element;
    await eva.press(foreign, foreign.document.querySelector('[name="remove"]') as Element, {
      remove: remove.getAttribute('value') ?? '',
    });
    expect(await count('proposal_attachment')).toBe(2);
    expect(abouts(await dani.press(page, remove))).toEqual([]);
    expect(await count('proposal_attachment')).toBe(1);
  });

  it('are no more and no larger than the settings say, in words, with the rest kept', async () => {
    const dani = app.browser();
    const large = files.text('informe.txt', 'palabras '.repeat(130_000));
    const four = ['una', 'dos', 'tres', 'cuatro'].map((word) => files.text(`${word}.txt`, word));
    const page = await add(dani, await toText(dani), [large, ...four], { problem: 'Sigue acá' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('«informe.txt» pesa más de 1 MB. «cuatro.txt» no entró: puede haber hasta 3 archivos.');
    expect(page.document.querySelector('#problem')?.textContent).toContain('Sigue acá');
    expect(abouts(page)).toHaveLength(3);
    expect(page.document.querySelector('.error-summary a')?.getAttribute('href')).toBe('#files');
    expect((await dani.get(`${HERE}/new/text`)).text).toContain('Ya están los 3 archivos que puede tener una propuesta.');
  });

  it('are told in the language of who sends them', async () => {
    const dani = app.browser({ 'accept-language': 'fr' });
    const page = await add(dani, await toText(dani), [files.hostile.empty]);
    expect(errorsOf(page)).toEqual(['« vacio.jpg » est vide.']);
  });

  it('are not taken where no file belongs, nor by a form without its token', async () => {
    const dani = app.browser();
    const text = await toText(dani);
    const form = text.document.querySelector('form.submit-form') as Element;
    form.setAttribute('action', `${HERE}/new`);
    expect((await dani.submitOnly(text, { files: [files.text()] }, `${HERE}/new`)).status).toBe(422);
    form.setAttribute('action', `${HERE}/new/text`);
    expect((await dani.submitOnly(text, { files: [files.text()], _csrf: 'x' }, `${HERE}/new/text`)).status).toBe(403);
    expect(await count('stored_file')).toBe(0);
  });

  it('of an abandoned draft are forgotten with it, bytes and all; those of a proposal stay', async () => {
    await send(app.browser(), [files.csv()]);
    const other = app.browser();
    await add(other, await toText(other), [await files.photo(), files.text()]);
    expect([await count('proposal_attachment'), await count('stored_file')]).toEqual([3, 4]);
    app.clock.advance({ days: 31 });
    await app.nest.get(Retention).forget();
    expect(await count('proposal_attachment')).toBe(1);
    // Bytes that nobody holds any more go the night after at the latest.
    app.clock.advance({ days: 1 });
    await app.nest.get(Retention).forget();
    expect([await count('proposal_attachment'), await count('stored_file')]).toEqual([1, 1]);
  });
});

describe('what is given out', () => {
  it('is a picture drawn anew: upright, in two sizes, without place, name or script', async () => {
    await send(app.browser(), [await files.photo()]);
    const visitor = app.browser();
    const page = await visitor.get(`${HERE}/P-001`);
    const small = page.document.querySelector('.pictures img') as Element;
    const large = small.closest('a')?.getAttribute('href') ?? '';
    for (const path of [large, small.getAttribute('src') ?? '']) {
      const { status, bytes, headers } = await bytesOf(visitor, path);
      expect(status).toBe(200);
      expect(bytes.toString('latin1')).not.toContain(files.SECRET);
      const { format, width = 0, height = 0, exif, xmp, icc } = await sharp(bytes).metadata();
      expect({ format, exif, xmp, icc }).toEqual({ format: 'webp', exif: undefined, xmp: undefined, icc: undefined });
      expect(height).toBeGreaterThan(width);
      expect(headers).toMatchObject({
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'public, max-age=86400, immutable',
      });
      expect(headers['set-cookie']).toBeUndefined();
      const again = await app.nest.inject({ method: 'GET', url: path, headers: { 'if-none-match': String(headers['etag']) } });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('is of a moving picture the first frame', async () => {
    await send(app.browser(), [await files.animation()]);
    const page = await app.browser().get(`${HERE}/P-001`);
    expect(page.document.querySelector('.pictures img')?.getAttribute('src')).toMatch(/\.webp$/);
  });

  it('is a document to be saved, under a name made of its title, and a PDF without what was hidden in it', async () => {
    await send(app.browser(), [await files.pdf('../../etc/passwd'), files.odt(), files.docx()]);
    const visitor = app.browser();
    const page = await visitor.get(`${HERE}/P-001`);
    const links = [...page.document.querySelectorAll('.documents a')].map((each) => each.getAttribute('href') ?? '');
    const [plan, ...others] = await Promise.all(links.map((path) => bytesOf(visitor, path)));
    expect(plan?.headers['content-disposition']).toBe("attachment; filename*=UTF-8''P-001-Descripcion-1.pdf");
    expect(plan?.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/pdf' });
    expect(plan?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(files.unpacked(plan?.bytes ?? Buffer.alloc(0))).not.toMatch(/zarzamora|JavaScript|OpenAction|EmbeddedFile|script/);
    expect(others.map(({ headers }) => String(headers['content-disposition']).split('.').at(-1))).toEqual(['odt', 'docx']);
  });

  it('is text in one encoding, whatever it was called', async () => {
    await send(app.browser(), [{ ...files.latin(), name: 'foto.jpg' }]);
    const visitor = app.browser();
    const path = (await visitor.get(`${HERE}/P-001`)).document.querySelector('.documents a')?.getAttribute('href') ?? '';
    expect(path).toMatch(/\.txt$/);
    expect((await bytesOf(visitor, path)).bytes.toString('utf8')).toBe('Faltan árboles');
  });
});

describe('files that nobody should send', () => {
  it.each([
    ['empty', 'está vacío'],
    ['svg', 'no es de un tipo que podamos recibir'],
    ['svgAsPicture', 'no es de un tipo que podamos recibir'],
    ['html', 'no es de un tipo que podamos recibir'],
    ['program', 'no es de un tipo que podamos recibir'],
    ['halfJpeg', 'no se puede abrir'],
    ['gifAndScript', 'no se puede abrir'],
    ['brokenPdf', 'no se puede abrir'],
    ['pdfLater', 'no es de un tipo que podamos recibir'],
  ] as const)('are refused by their content: %s', async (name, words) => {
    const dani = app.browser();
    const page = await add(dani, await toText(dani), [files.hostile[name]]);
    expect(page.status).toBe(422);
    expect(errorsOf(page)[0]).toContain(words);
    expect(await count('stored_file')).toBe(0);
  });

  it('are refused before they are unpacked: pictures of a size that nobody has, and archives', async () => {
    const dani = app.browser();
    const page = await add(dani, await toText(dani), [
      await files.hugePicture(),
      files.zip(),
      files.zipBomb(),
      files.docxWithMacros(),
      files.pdfBomb(),
    ]);
    expect(page.text).toContain('«mapa.png» tiene demasiados puntos');
    expect(page.text).toContain('«fotos.docx» no es de un tipo');
    expect(page.text).toContain('«nota.docx» no se puede abrir');
    expect(page.text).toContain('«nota.docx» tiene macros');
    expect(page.text).toContain('«bomba.pdf» no se puede abrir');
    expect(await count('stored_file')).toBe(0);
  }, 60_000);

  it('stop coming from one network in time, in words, whichever processes of the instance they reach', async () => {
    const dani = app.browser();
    const page = await add(dani, await toText(dani), [files.hostile.empty]);
    expect(page.text).not.toContain('llegaron muchos archivos');
    // As when the rest of the hour's files went to other processes.
    await app.db.reader.rows(sql`update form_budget set sent = 200`);
    const send = async () => add(dani, await dani.get(`${HERE}/new/text`), [files.hostile.empty]);
    expect((await send()).text).toContain('llegaron muchos archivos desde tu conexión');
    app.clock.advance({ hours: 1 });
    expect((await send()).text).not.toContain('llegaron muchos archivos');
  });
});

describe('files of a proposal that is not in sight', () => {
  const fileOf = async (browser: Browser): Promise<string> =>
    (await browser.get(`${HERE}/P-001`)).document.querySelector('.documents a')?.getAttribute('href') ?? '';

  it('do not exist for those who may not see it, and are there again once it is restored', async () => {
    await send(app.browser(), [files.csv()]);
    const path = await fileOf(app.browser());
    const [row] = await app.db.reader.rows(
      sql<{ id: string; processId: string }>`select id, process_id as "processId" from proposal`,
    );
    const subject = { kind: 'proposal', id: row?.id ?? '' } as const;
    const decide = (act: 'hide' | 'publish', version: number) =>
      app.nest.get(ModerationService).decide(
        row?.processId ?? '',
        {
          subjects: [{ ...subject, version }],
          ...(act === 'hide' ? { act, rule: 'insult', reason: 'Ataca.' } : { act, rule: null, reason: null }),
        },
        SYSTEM,
      );
    await decide('hide', 0);
    expect((await bytesOf(app.browser(), path)).status).toBe(404);
    expect((await bytesOf(await world.signedIn('dani'), path)).status).toBe(404);
    const seen = await bytesOf(await world.signedIn('ana'), path);
    expect([seen.status, seen.headers['cache-control']]).toEqual([200, 'private, no-store']);
    const shown = await (await world.signedIn('ana')).get(`/staff/processes/ba/moderation/proposal/${subject.id}`);
    const listed = shown.document.querySelector('section[aria-labelledby="files-title"] li');
    expect(listed?.querySelector('a')?.getAttribute('href')).toBe(path);
    expect(listed?.textContent).toMatch(/P-001-[\w-]+\.csv/);
    expect(listed?.textContent).toContain('Descripción 1');
    await decide('publish', 1);
    expect((await bytesOf(app.browser(), path)).status).toBe(200);
  });

  it('go with a proposal that its author takes back', async () => {
    const dani = app.browser();
    const receipt = await send(dani, [files.csv()]);
    const path = await fileOf(app.browser());
    await dani.submit(receipt, { reason: '' }, `${receipt.path}/withdrawal`);
    expect((await bytesOf(await world.signedIn('ana'), path)).status).toBe(404);
  });

  it('are not found below another proposal, or with another ending', async () => {
    await send(app.browser(), [files.csv()]);
    await send(app.browser(), [files.text()]);
    const path = await fileOf(app.browser());
    expect((await bytesOf(app.browser(), path.replace('P-001', 'P-002'))).status).toBe(404);
    expect((await bytesOf(app.browser(), path.replace('.csv', '.webp'))).status).toBe(404);
    expect((await bytesOf(app.browser(), path.replace('.csv', '.html'))).status).toBe(404);
  });
});

describe('files of a proposal that was sent', () => {
  it('are added, described and taken away by its author, and seen once they are described', async () => {
    const dani = app.browser();
    const receipt = await send(dani, []);
    const page = await dani.get(`${receipt.path}/files`);
    const added = await dani.submit(page, { files: [await files.photo()] }, `${receipt.path}/files`);
    expect(added.status).toBe(422);
    expect((await app.browser().get(`${HERE}/P-001`)).document.querySelector('.pictures')).toBeNull();
    const [about = ''] = abouts(added);
    const saved = await dani.submit(added, { [about]: 'La esquina' }, `${receipt.path}/files`);
    expect(saved.text).toContain('Guardamos los cambios');
    expect((await app.browser().get(`${HERE}/P-001`)).document.querySelector('.pictures img')?.getAttribute('alt')).toBe(
      'La esquina',
    );
    const src = saved.document.querySelector('.file-look img')?.getAttribute('src') ?? '';
    expect((await bytesOf(dani, src)).headers['cache-control']).toContain('no-store');
    await dani.press(saved, saved.document.querySelector('[name="remove"]') as Element);
    expect((await app.browser().get(`${HERE}/P-001`)).document.querySelector('.pictures')).toBeNull();
  });
});

describe('a question of the call that is answered with a file', () => {
  beforeEach(async () => {
    const ana = await world.signedIn('ana');
    const staff = '/staff/processes/ba/call';
    const fields = {
      'questions.0.label.es': '¿Tenés un presupuesto?',
      'questions.0.kind': 'attachment',
      'questions.0.isRequired': 'on',
      'questions.1.label.es': '¿Algo que lo pruebe?',
      'questions.1.kind': 'attachment',
      'questions.1.isPublic': 'on',
    };
    await ana.submit(await ana.get(staff), fields, `${staff}/questions`);
  });

  const choosers = (page: Answer): string[] =>
    [...page.document.querySelectorAll('[type="file"]')].map((field) => field.getAttribute('name') ?? '');

  it('is demanded, takes one file each, and goes where the answers go: in sight or to the team alone', async () => {
    const dani = app.browser();
    const text = await toText(dani);
    expect(text.text).toContain('¿Tenés un presupuesto?');
    const without = await dani.submit(text, TEXT);
    expect(errorsOf(without)).toEqual(['Sumá el archivo que pide esta pregunta.']);
    const [budget = '', proof = ''] = choosers(without);
    const chosen = { [budget]: [files.csv(), files.text()], [proof]: [await files.photo()] };
    const added = await dani.press(without, addButton(without), chosen);
    expect(added.text).toContain('«notas.txt» no entró');
    const [first = '', second = ''] = abouts(added);
    const author = await dani.submit(added, { ...TEXT, [first]: 'Presupuesto reservado', [second]: 'Foto del pozo' });
    app.clock.advance({ seconds: 30 });
    const preview = await dani.submit(author, AUTHOR);
    expect(preview.body).toContain('Presupuesto reservado');
    await dani.submit(preview);

    const visitor = app.browser();
    const page = await visitor.get(`${HERE}/P-001`);
    expect(page.document.querySelector('.pictures figcaption')?.textContent).toBe('¿Algo que lo pruebe?');
    const picture = page.document.querySelector('.pictures a')?.getAttribute('href') ?? '';
    const { files: listed } = JSON.parse((await visitor.get(`${HERE}/P-001.json`)).body) as { files: unknown[] };
    expect(listed).toMatchObject([{ title: 'Foto del pozo', type: 'image/webp', question: '¿Algo que lo pruebe?' }]);
    const table = (await visitor.get(`${HERE}.csv`)).body;
    expect(table).toContain(picture);
    for (const { body } of [page, await visitor.get(`${HERE}.json`), { body: table }])
      expect(body).not.toContain('Presupuesto reservado');

    const ana = await world.signedIn('ana');
    const answers = (await ana.get('/staff/processes/ba/answers.csv')).body;
    expect(answers).toContain('P-001,Arreglar la vereda,published,¿Tenés un presupuesto?,Presupuesto reservado (http');
    const path = new URL(/http[^)]+\.csv/.exec(answers)?.[0] ?? '').pathname;
    expect((await bytesOf(visitor, path)).status).toBe(404);
    const { status, headers } = await bytesOf(ana, path);
    expect([status, headers['cache-control']]).toEqual([200, 'private, no-store']);
  });
});

describe('files of what goes on in another', () => {
  it('are read there as long as it does, under the number that they came with', async () => {
    await send(app.browser(), [files.csv()]);
    await send(app.browser(), [files.text()]);
    const [first, second] = await app.db.reader.rows(
      sql<{ number: number; processId: string }>`select number, process_id as "processId" from proposal order by number`,
    );
    const merge = { origins: [second?.number ?? 0], head: first?.number ?? 0, reason: 'Piden lo mismo.' };
    const continuations = app.nest.get(ContinuationsService);
    const id = await continuations.merge(first?.processId ?? '', merge, SYSTEM);
    const documents = async (): Promise<(string | null)[]> =>
      [...(await app.browser().get(`${HERE}/P-001`)).document.querySelectorAll('.documents li')].map((each) => each.textContent);
    expect((await documents()).map((text) => text?.includes('De P-002'))).toEqual([false, true]);
    await continuations.undo(first?.processId ?? '', id, 'Era otra cosa.', SYSTEM);
    expect(await documents()).toHaveLength(1);
  });
});
