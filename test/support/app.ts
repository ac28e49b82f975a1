/// <reference lib="dom" />
import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { parseHTML } from 'linkedom';
import { readConfig } from '../../src/platform/config/config.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import type { StoryClock } from '../../src/platform/clock/story.js';
import type { SessionContent } from '../../src/platform/web/session.js';
import { build } from '../../src/start.js';
import { storyTime } from './clock.js';
import { testDatabase, type TestDatabase } from './database.js';

/** The whole product on a test database, with a clock that stands still until told otherwise. */
export interface TestApp {
  readonly nest: NestFastifyApplication;
  readonly db: TestDatabase;
  readonly clock: StoryClock;
  /** A browser of its own: keeps cookies, follows the redirect after a form, reads pages. */
  browser(headers?: Record<string, string>): Browser;
  /** A sealed session cookie with this content, as the server would have set it. */
  seal(content: SessionContent): string;
  /** Listens on a free port of the loopback address; for sockets and real browsers. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export async function startApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const db = await testDatabase();
  const time = storyTime();
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    SAMPLE: 'false',
    PORT: '0',
    VAR_DIR: 'node_modules/.cache/mesa/var',
    ...settings,
  });
  const nest = await build({ config, database: db.database, closesDatabase: false, time });
  await nest.init();
  await nest.get(Jobs).start();
  await nest.getHttpAdapter().getInstance().ready();
  return {
    nest,
    db,
    clock: time.clock,
    browser: (headers = {}) => new Browser(nest, headers, time.clock),
    seal: (content) => {
      const fastify = nest.getHttpAdapter().getInstance() as unknown as FastifyInstance;
      return fastify.encodeSecureSession(fastify.createSecureSession({ ...content }));
    },
    listen: async () => {
      await nest.listen(0, '127.0.0.1');
      return nest.getUrl();
    },
    close: async () => {
      await nest.close();
      await db.close();
    },
  };
}

/** What a page answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly body: string;
  /** The parsed page; throws on nothing, so check the status first. */
  readonly document: Document;
  /** Text of the main content, white space folded. */
  readonly text: string;
  /** Where it was reached, after redirects. */
  readonly path: string;
}

/** A file as a browser sends it. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
type Fields = Record<string, string | string[] | readonly ChosenFile[]>;

export class Browser {
  /** How long its person takes over a form that anybody may send; a machine takes none. */
  paceMs = 3_000;
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly nest: NestFastifyApplication,
    private readonly headers: Record<string, string>,
    private readonly clock: StoryClock | null = null,
  ) {}

  keepSession(sealed: string): void {
    this.cookies.set('mesa', encodeURIComponent(sealed));
  }

  /** The cookies it holds, as a header. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.follow({ method: 'GET', url: path, headers });
  }

  /** Posts fields as a form would, without opening its page: no token, no form id. For tests of exactly that. */
  async rawPost(path: string, fields: Record<string, string | string[]>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send({ method: 'POST', url: path, ...encoded(fields, headers) });
  }

  /**
   * Fills and sends a form of a page: the first whose action is `action`, or the first of the main content that has these fields. Hidden fields are sent as they are;
   * a field that the form does not have is a mistake of the test.
   */
  async submit(page: Answer, fields: Fields = {}, action?: string): Promise<Answer> {
    return this.follow(this.request(page, fields, action));
  }

  /** Fills and sends a form with a file, as browsers do: its fields first, then the file. */
  async upload(
    page: Answer,
    fields: Record<string, string>,
    file: { name: string; filename: string; content: string | Buffer },
  ): Promise<Answer> {
    const form = [...page.document.querySelectorAll('form')].find((each) =>
      each.querySelector(`input[type="file"][name="${file.name}"]`),
    );
    if (!form || form.getAttribute('enctype') !== 'multipart/form-data')
      throw new Error(`The page ${page.path} has no form that takes the file ${file.name}`);
    const { [file.name]: _, ...filled } = { ...defaults(form), ...fields };
    return this.follow({ method: 'POST', url: form.getAttribute('action') ?? '', ...multipart(filled, file) });
  }

  /** The same form, sent without following its redirect. */
  async submitOnly(page: Answer, fields: Fields = {}, action?: string): Promise<Answer> {
    return this.send(this.request(page, fields, action));
  }

  /** Sends a form with exactly these values, as they are, to its own address or that of one of its buttons; does not follow its redirect. */
  sendExactly(form: Element, action: string, values: Fields): Promise<Answer> {
    return this.send({ method: 'POST', url: action, ...encodedFor(form, values) });
  }

  /** What a button of the form with its own `formaction` sends: the same fields, and its name and value. */
  async press(page: Answer, button: Element, fields: Fields = {}): Promise<Answer> {
    const form = button.closest('form') as Element;
    const name = button.getAttribute('name');
    const filled = { ...defaults(form), ...(name ? { [name]: button.getAttribute('value') ?? '' } : {}), ...fields };
    const url = button.getAttribute('formaction') ?? form.getAttribute('action') ?? page.path;
    return this.follow({ method: 'POST', url, ...encodedFor(form, filled) });
  }

  private request(page: Answer, fields: Fields, action?: string): InjectOptions {
    const forms = [...page.document.querySelectorAll('form')];
    const hasAll = (each: Element): boolean => Object.keys(fields).every((name) => each.querySelector(`[name="${name}"]`));
    const form = action
      ? (forms.find((each) => each.getAttribute('action') === action) ?? forms.find((each) => buttonTo(each, action)))
      : forms.find((each) => each.closest('main') && hasAll(each));
    if (!form)
      throw new Error(
        `The page ${page.path} has no form ${action ?? ''}; it has ${forms.map((each) => each.getAttribute('action')).join(', ')}`,
      );
    refuseAmbiguous(form);
    const filled: Fields = { ...defaults(form) };
    for (const [name, value] of Object.entries(fields)) {
      if (!form.querySelector(`[name="${name}"]`))
        throw new Error(`The form ${form.getAttribute('action')} has no field ${name}`);
      filled[name] = value;
    }
    if (form.querySelector('[name="_issued"]')) this.clock?.advance({ seconds: this.paceMs / 1000 });
    const target = (action && buttonTo(form, action) ? action : form.getAttribute('action')) || page.path;
    if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get') {
      return { method: 'GET', url: `${target}?${new URLSearchParams(filled as Record<string, string>)}` };
    }
    return { method: 'POST', url: target, ...encodedFor(form, filled) };
  }

  private async follow(request: InjectOptions): Promise<Answer> {
    let answer = await this.send(request);
    for (let hops = 0; answer.status === 303 && hops < 5; hops++)
      answer = await this.send({ method: 'GET', url: String(answer.headers['location']) });
    return answer;
  }

  private async send(request: InjectOptions): Promise<Answer> {
    const cookie = this.cookieHeader;
    const response = await this.nest.inject({
      ...request,
      headers: { ...this.headers, ...(cookie ? { cookie } : {}), ...request.headers },
    } as never);
    for (const set of response.cookies as { name: string; value: string }[])
      this.cookies.set(set.name, encodeURIComponent(set.value));
    const { body } = response;
    let parsed: Document | null = null;
    const document = (): Document => (parsed ??= parseHTML(body).document as unknown as Document);
    return {
      status: response.statusCode,
      headers: response.headers,
      body,
      path: String(request.url),
      get document() {
        return document();
      },
      get text() {
        return (document().querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').trim();
      },
    };
  }
}

/** What a browser shows in a text area: the parser leaves its references as they are written. */
const wordsIn = (area: Element): string =>
  parseHTML(`<p>${(area.textContent ?? '').replace(/^\n/, '')}</p>`).document.querySelector('p')?.textContent ?? '';

function defaults(form: Element): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const field of form.querySelectorAll('input[name], textarea[name], select[name]')) {
    const name = field.getAttribute('name') as string;
    const type = field.getAttribute('type');
    if ((type === 'radio' || type === 'checkbox') && !field.hasAttribute('checked')) continue;
    if (type === 'submit') continue;
    if (field.localName === 'select')
      values[name] =
        field.querySelector('option[selected]')?.getAttribute('value') ??
        field.querySelector('option')?.getAttribute('value') ??
        '';
    else values[name] = field.localName === 'textarea' ? wordsIn(field) : (field.getAttribute('value') ?? '');
  }
  return values;
}

/** As the form says that it is sent. An input of files that was left empty goes as a file without name and content. */
function encodedFor(form: Element, fields: Fields): Pick<InjectOptions, 'payload' | 'headers'> {
  if (form.getAttribute('enctype') !== 'multipart/form-data') return encoded(fields as Record<string, string>);
  const inputs = new Set([...form.querySelectorAll('input[type="file"]')].map((input) => input.getAttribute('name') ?? ''));
  const boundary = 'boundary-of-the-form';
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    const values: (string | ChosenFile)[] = typeof value === 'string' ? [value] : [...value];
    return values.flatMap((each) => {
      const file = typeof each === 'string' ? (inputs.has(name) ? { name: '', bytes: Buffer.alloc(0) } : null) : each;
      const about = file ? `; filename="${file.name}"\r\nContent-Type: application/octet-stream` : '';
      return [
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${about}\r\n\r\n`),
        file ? Buffer.from(file.bytes) : Buffer.from(each as string),
        Buffer.from('\r\n'),
      ];
    });
  });
  const payload = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

function encoded(
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Pick<InjectOptions, 'payload' | 'headers'> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
  return { payload: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } };
}

/** RFC 7578. */
function multipart(
  fields: Record<string, string | string[]>,
  file: { name: string; filename: string; content: string | Buffer },
): Pick<InjectOptions, 'payload' | 'headers'> {
  const boundary = '----mesa-test-boundary';
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${each}\r\n`),
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.name}"; filename="${file.filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([
      Buffer.from(parts.join('') + head),
      Buffer.from(file.content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** The button by which a form is sent to another address than its own. */
const buttonTo = (form: Element, action: string): Element | null => form.querySelector(`button[formaction="${action}"]`);

/** Of two fields of one name, what is written in one is lost to the other: no form may have them. */
function refuseAmbiguous(form: Element): void {
  const names = [...form.querySelectorAll('input, select, textarea')]
    .filter((field) => !['hidden', 'radio', 'checkbox'].includes(field.getAttribute('type') ?? ''))
    .map((field) => field.getAttribute('name'));
  const twice = names.find((name, at) => name && names.indexOf(name) !== at);
  if (twice) throw new Error(`The form ${form.getAttribute('action')} has two fields called ${twice}`);
}
