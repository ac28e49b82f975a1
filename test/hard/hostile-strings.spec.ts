/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cleanText } from '../../src/kernel/text.js';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { Seeded } from '../load/seeded.js';
import { furnish, type Furnished, type Principal } from '../world/furnished.js';
import { filled, type Values } from './filling.js';
import { browsersOf, buttonOf, formsOn, pagesFrom, Routes, startsIn, type OfferedForm } from './forms-of-the-world.js';
import { hostileString } from './strings.js';

/** How many strings go through forms; `STRINGS` asks for another number and `SEED` for other strings. */
const STRINGS = Number(process.env['STRINGS'] ?? 20_000);
const SEED = Number(process.env['SEED'] ?? 20_261_126);
/** No answer takes longer, however long what was sent. */
const MOST_MS = 5_000;
const PEOPLE: readonly Principal[] = [
  'visitor',
  'guest',
  'resident',
  'coordinator',
  'facilitator',
  'reviewer',
  'moderator',
  'administrator',
];
/** What ends somebody's part in the world, or the world. */
const LEFT_OUT =
  /sign-out|departure|\/ban$|revocation|stages\/|\/closing$|\/publication$|removal$|undoing$|\/(authorship|:secret)\/withdrawal$|finalisation$/;
const TEXT_FIELDS =
  'textarea[name], input[name]:not([type]), input[type=text][name], input[type=email][name], input[type=search][name], input[type=date][name], input[type=number][name], input[type=datetime-local][name], input[type=url][name]';

let app: TestApp;
let place: Furnished;
let routes: Routes;
let browsers: Map<Principal, Browser>;
/** One form of each kind that has a field for text. */
let forms: OfferedForm[];
let gets: { who: Principal; path: string; names: string[] }[];

beforeAll(async () => {
  process.stderr.write(`${STRINGS} strings, SEED=${SEED}\n`);
  app = await startApp();
  place = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
  routes = new Routes(app);
  browsers = await browsersOf(app, place, PEOPLE);
  const kinds = new Map<string, OfferedForm>();
  const questions = new Map<string, { who: Principal; path: string; names: string[] }>();
  for (const [who, browser] of browsers)
    for (const page of await pagesFrom(browser, routes, startsIn(routes, place))) {
      for (const form of formsOn(page, who, routes))
        if (!LEFT_OUT.test(form.route) && form.form.querySelector(TEXT_FIELDS) && !kinds.has(form.kind))
          kinds.set(form.kind, form);
      const [path = ''] = page.path.split('?');
      const names = namesAsked(page);
      const route = routes.of('GET', path) ?? path;
      const known = questions.get(route);
      questions.set(route, {
        who: known?.who ?? who,
        path: known?.path ?? path,
        names: [...new Set([...(known?.names ?? []), ...names])],
      });
    }
  forms = [...kinds.values()];
  gets = [...questions.values()];
}, 240_000);
afterAll(() => app.close());

/** What can be asked of a page by its address: the fields of its forms that ask, what its links ask of it, and what no page offers. */
function namesAsked(page: Answer): string[] {
  const own = page.path.split('?')[0];
  const links = [...page.document.querySelectorAll('a[href*="?"]')].map(
    (link) => new URL(link.getAttribute('href') ?? '', 'http://x'),
  );
  const fields = [...page.document.querySelectorAll('form[method=get] [name]')].map((field) => field.getAttribute('name') ?? '');
  return [...links.filter(({ pathname }) => pathname === own).flatMap(({ searchParams }) => [...searchParams.keys()]), ...fields];
}

interface Hit {
  readonly form: OfferedForm;
  readonly sent: ReadonlyMap<string, string>;
  readonly answer: Answer;
}

/** Sends the form with hostile strings in these of its fields, and fitting values in the others. */
async function hit(form: OfferedForm, names: readonly string[], dice: Seeded): Promise<Hit & { ms: number }> {
  const turn = dice.below(1e9);
  const values: Values = { ...filled(form.form, form.route, { place, turn }), ...buttonOf(form), _form: randomUUID() };
  const sent = new Map(names.map((name) => [name, hostileString(dice)]));
  for (const [name, text] of sent) values[name] = text;
  app.clock.advance({ minutes: 5 });
  const begun = performance.now();
  const answer = await (browsers.get(form.who) as Browser).sendExactly(form.form, form.action, values);
  return { form, sent, answer, ms: performance.now() - begun };
}

/** What a browser makes of a text before it shows it in a field again. */
const shown = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '\ufffd').toWellFormed();
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
  '#39': "'",
};
/** The parser leaves the text of an area for typing as it is written. */
const read = (html: string): string => html.replace(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Everything that the fields of a page hold. */
const heldBy = ({ document }: Answer): Set<string> =>
  new Set([
    ...[...document.querySelectorAll('textarea')].map((field) => read(field.textContent ?? '').replace(/^\n/, '')),
    ...[...document.querySelectorAll('input')].map((field) => field.getAttribute('value') ?? ''),
  ]);

/** However its lines end and whatever blanks stand around it. */
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isOffered = ({ document }: Answer, action: string): boolean =>
  [...document.querySelectorAll('form')].some(
    (each) => each.getAttribute('action') === action || each.querySelector(`[formaction="${action}"]`),
  );

/** One line each: what was done wrong with what was sent. */
function faults({ form, sent, answer, ms }: Hit & { ms: number }): string[] {
  const what = `${form.who}, ${form.route}`;
  const found: string[] = [];
  const about = (): string =>
    JSON.stringify([...sent].map(([name, text]) => [name, text.length > 60 ? `${text.slice(0, 60)}… ${text.length}` : text]));
  if (answer.status >= 500) found.push(`${what} → ${answer.status} for ${about()}`);
  if (ms > MOST_MS) found.push(`${what} took ${Math.round(ms)} ms for ${about()}`);
  if (answer.status === 413 && !answer.body.includes('<h1')) found.push(`${what} → 413 without a page`);
  // What has been done meanwhile is not offered again. With several, the first that is wrong may be of a kind that shows none of the others.
  if ((answer.status === 422 || answer.status === 409) && sent.size === 1 && isOffered(answer, form.action)) {
    const held = new Set([...heldBy(answer)].map(folded));
    for (const [name, text] of sent)
      if (![text, shown(text), cleanText(text)].some((each) => held.has(folded(each))))
        found.push(`${what} → ${answer.status} lost ${name}: ${about()}`);
  }
  return found;
}

describe(`${STRINGS} strings that nobody should have to think of`, () => {
  it('through every field of every form: never a defect, and what is refused is shown again as it was typed', async () => {
    const dice = new Seeded(SEED);
    const found: string[] = [];
    const statuses = new Map<number, number>();
    let sent = 0;
    const fieldsOf = new Map(
      forms.map((form) => [
        form,
        [...new Set([...form.form.querySelectorAll(TEXT_FIELDS)].map((field) => field.getAttribute('name') ?? ''))].filter(
          (name) => !name.startsWith('_') && name !== 'trap',
        ),
      ]),
    );
    while (sent < STRINGS && found.length < 60)
      for (const [form, all] of fieldsOf) {
        if (all.length === 0) continue;
        // Alone, so that nothing else is refused first, and together.
        const names = dice.percent(50) ? [dice.of(all)] : all;
        const result = await hit(form, names, dice);
        sent += names.length;
        statuses.set(result.answer.status, (statuses.get(result.answer.status) ?? 0) + 1);
        found.push(...faults(result));
      }
    process.stderr.write(`${sent} strings, ${forms.length} forms, answers ${JSON.stringify([...statuses])}\n`);
    expect([...new Set(found)]).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(STRINGS);
  }, 1_500_000);

  it('in every part of an address: never a defect, and quickly', async () => {
    const dice = new Seeded(SEED + 1);
    const found: string[] = [];
    for (let round = 0; round < Math.max(1, STRINGS / 2_000); round++)
      for (const { who, path, names } of gets) {
        const query = new URLSearchParams();
        for (const name of new Set([
          ...names,
          'q',
          'page',
          'sort',
          'after',
          'per_page',
          'view',
          'next',
          hostileString(dice).slice(0, 40),
        ]))
          query.append(name, hostileString(dice).slice(0, 3_000));
        const begun = performance.now();
        const { status } = await (browsers.get(who) as Browser).get(`${path}?${query}`);
        const ms = performance.now() - begun;
        if (status >= 500 || ms > MOST_MS)
          found.push(`${who}, ${path} → ${status} after ${Math.round(ms)} ms: ${String(query).slice(0, 600)}`);
      }
    expect(found).toEqual([]);
  }, 900_000);

  it('leaves nothing in the database that cannot be read again', async () => {
    const columns = await app.db.reader.rows(sql<{ table: string; column: string }>`
      select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'character varying')`);
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await app.db.reader.rows(sql<{ text: string }>`
        select ${sql.ref(column)} as text from ${sql.table(table)} where ${sql.ref(column)} ~ '[\\x01-\\x08\\x0b\\x0e-\\x1f]' limit 1`);
      if (rows[0]) found.push(`${table}.${column}: ${JSON.stringify(rows[0].text.slice(0, 80))}`);
    }
    expect(found).toEqual([]);
  });
});
