import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownRoomCode } from '../../src/roundtables/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { furnish, GUEST, principalSessions, type Furnished, type Principal } from '../world/furnished.js';
import { addressOf } from './addresses.js';
import { waysIn } from './ways-in.js';

/** Pages for those who build the product, whose words are not the interface's. */
const NOT_THE_INTERFACE = /^\/_components/;
/** Each language is called by its own name, whatever the language of the page. */
const OWN_NAMES = ['Español', 'English', 'Français'];
/** The instance's own name and place, from its settings. */
const SETTINGS_TEXTS = ['Mesa Abierta', 'Buenos Aires'];
/** Kinds of file, called the same everywhere. */
const FILE_KINDS = ['CSV', 'JSON', 'PDF', 'DOCX', 'HTML', 'Markdown'];
/** Addresses, of mail and of pages, and the secrets at the end of private links. */
const ADDRESSES = /\S+@\S+|https?:\S+|[\w-]{20,}/g;
/** What stands for a picture of somebody. */
const INITIALS = /^\p{Lu}{2}$/u;
const READ_ATTRIBUTES = [
  'title',
  'aria-label',
  'alt',
  'placeholder',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
];

/** Between them they see every page and every part of one. */
const READERS: readonly Principal[] = ['visitor', 'guest', 'resident', 'coordinator', 'facilitator', 'reviewer', 'administrator'];

let app: TestApp;
let place: Furnished;
let data: string[];
/** Every page that answers somebody, as that somebody sees it. */
let pages: { path: string; who: string; html: string }[];

beforeAll(async () => {
  app = await startApp();
  place = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
  data = await textsOfPeople();
  pages = await crawl();
}, 120_000);
afterAll(() => app.close());

async function crawl(): Promise<typeof pages> {
  const sessions = await principalSessions(app, place);
  const paths = waysIn(app.nest)
    .flatMap(({ name }) => (name.startsWith('GET ') ? [addressOf(name, place)] : []))
    .filter((path) => !NOT_THE_INTERFACE.test(path));
  const found: typeof pages = [];
  for (const who of READERS) {
    const cookie = `locale=pseudo; mesa=${encodeURIComponent(app.seal(sessions[who]))}`;
    for (const path of paths) {
      const answer = await app.nest.inject({ method: 'GET', url: path, headers: { cookie } });
      if (String(answer.headers['content-type']).startsWith('text/html'))
        found.push({ path: `${path} (${answer.statusCode})`, who, html: answer.body });
    }
  }
  return found;
}

/** Everything that people wrote: every text in the database, and the texts of the templates of processes, agendas and sheets, which are data files. */
async function textsOfPeople(): Promise<string[]> {
  const texts = new Set([...OWN_NAMES, ...SETTINGS_TEXTS, ...FILE_KINDS, GUEST.name, shownRoomCode(place.room.code)]);
  const { pool } = app.db.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) collect((await pool.query(`select * from "${name}"`)).rows, texts);
  const files = readdirSync('src', { recursive: true }).map((file) => join('src', String(file)));
  for (const file of files.filter((each) => /\/templates\/[^/]+\.json$/.test(each)))
    collect(JSON.parse(readFileSync(file, 'utf8')), texts);
  return [...texts].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') for (const line of [value, ...value.split('\n')]) texts.add(folded(line));
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const each of Object.values(value)) collect(each, texts);
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What is left of a text when everything from a catalogue, which is in brackets, has been taken out. */
function outsideBrackets(text: string): string {
  let depth = 0;
  let outside = '';
  for (const character of text) {
    if (character === '⟦') depth += 1;
    else if (character === '⟧') depth -= 1;
    else if (depth === 0) outside += character;
  }
  return outside;
}

/** Whether words are left when what people wrote, addresses and numbers are taken out too. */
function isHardCoded(text: string): boolean {
  let rest = folded(outsideBrackets(text)).replace(ADDRESSES, ' ');
  rest = rest.replace(INITIALS, ' ');
  for (const written of data) rest = rest.replaceAll(written, ' ');
  return /\p{L}{2,}/u.test(rest);
}

/** The texts of a page that a person reads or hears. */
function readTexts(html: string): string[] {
  const { document } = parseHTML(html);
  // Names of columns and files are the same in every language.
  for (const silent of document.querySelectorAll('script, style, template, textarea, code')) silent.remove();
  const texts: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    for (const name of READ_ATTRIBUTES) texts.push(element.getAttribute(name) ?? '');
    if (element.localName === 'input' && element.getAttribute('type') === 'submit')
      texts.push(element.getAttribute('value') ?? '');
    // The parser begins a new text at every character reference.
    let run = '';
    for (const child of [...element.childNodes, null]) {
      if (child?.nodeType === 3) run += child.textContent ?? '';
      else {
        texts.push(run);
        run = '';
      }
    }
  }
  return texts.filter((text) => text.trim() !== '');
}

describe('a made-up language', () => {
  it('is spoken by every page', () => {
    expect(pages.length).toBeGreaterThan(100);
    const silent = pages.filter(({ html }) => !html.includes('⟦'));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('leaves no text that stands in the code or in a template', () => {
    const found = new Map<string, string>();
    for (const { path, who, html } of pages)
      for (const text of readTexts(html)) if (isHardCoded(text)) found.set(folded(text), `${path} for the ${who}`);
    expect([...found].map(([text, where]) => `${where}: ${text}`)).toEqual([]);
  });

  it('would show a text that does', () => {
    const page = `<p>⟦Hola ⟦Ana⟧⟧ ${GUEST.name}</p><button aria-label="Cerrar"><img alt="⟦Cerrar⟧"></button><p>Listo</p>`;
    expect(readTexts(page).filter(isHardCoded)).toEqual(['Cerrar', 'Listo']);
  });
});
