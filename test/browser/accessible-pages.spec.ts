import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { addressOf } from '../architecture/addresses.js';
import { expected, RULES } from '../architecture/who-may.js';
import { waysIn, type WayIn } from '../architecture/ways-in.js';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { startApp, type TestApp } from '../support/app.js';
import { furnish, principalSessions, PRINCIPALS, type Furnished, type Principal } from '../world/furnished.js';
import { DESK, launch, person, PHONE } from './chromium.js';
import { startProduct, type Product } from './product.js';
import { isPage, pagesOf, REFUSALS, ROLES, type Found, type Viewer } from './sample-pages.js';

const HERE = '/processes/plan-2022';
const CODE = 'A8B3VQ';
const ADVERTISEMENT = 'Sillas a mitad de precio';
const NARROW = { width: 320, height: 640 };
const NAMES = { coordinator: 'ana.ferreyra', facilitator: 'lucia.arrieta', reviewer: 'mauro.belziti' } as const;
const VIEWERS: readonly Viewer[] = ['visitor', 'coordinator', 'facilitator', 'reviewer', 'writer', 'author', 'newcomer'];
/** Those of the authorization matrix who look. */
const LOOKERS = PRINCIPALS.filter((each) => ROLES[each]);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A machine that does other things beside may take long; a free one with two cores needs a minute. */
const CRAWL_MS = 600_000;
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const;
/** What the light changes. Everything else is asked once for each width. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

let product: Product;
let browser: Browser;
let app: TestApp;
let routes: WayIn[];
let viewers: Record<Viewer, Person>;
let found: Found;

beforeAll(async () => {
  [product, browser, app] = await Promise.all([startProduct({ sample: true }), launch(), startApp()]);
  routes = waysIn(app.nest).filter(({ name }) => name.startsWith('GET ') && isPage(name));
  const come = async (name: Viewer) => [name, await person(browser, product.url, DESK, () => Promise.resolve([]))] as const;
  viewers = Object.fromEntries(await Promise.all(VIEWERS.map(come))) as Record<Viewer, Person>;
  found = await prepare();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await app?.close();
});

/** Signs the sample's people in, and does what pages need that come only after something was done. */
async function prepare(): Promise<Found> {
  const { author, writer, newcomer, coordinator, facilitator } = viewers;
  for (const [name, email] of Object.entries(NAMES)) {
    const { page } = viewers[name as Viewer];
    await page.goto('/sign-in');
    await viewers[name as Viewer].goes(
      page.locator(`form[action="/sign-in/sample"]:has([name="email"][value="${email}@example.org"]) button`),
    );
  }
  await writes(writer, 'Que las cartas digan un teléfono', 'graciela@example.org');
  await writes(newcomer, ADVERTISEMENT, 'nueva@example.org');
  await newcomer.sends(`${HERE}/proposals/new/sending`);
  await writes(author, 'Que las cartas digan un nombre', 'graciela@example.org');
  await author.sends(`${HERE}/proposals/new/sending`);
  const receipt = author.path;
  await facilitator.opens(`${HERE}/roundtables/arbolado`);
  const room = ((await facilitator.page.locator('main a[href$="/console"]').getAttribute('href')) ?? '').replace(
    /\/console$/,
    '',
  );
  for (const [each, name] of [
    [author, 'Petra'],
    [facilitator, 'Lucía'],
  ] as const) {
    await each.opens(`/join/${CODE}`);
    await each.sends(`/join/${CODE}`, { name, sector: 'residents' });
  }
  await coordinator.opens(`/staff${HERE}/people`);
  await coordinator.sends(`/staff${HERE}/people`, { name: 'Nadia', email: 'nadia@example.org', role: 'monitor' });
  await coordinator.opens(`${HERE}/proposals/P-001`);
  const report = await addressIn(coordinator, 'main a[href*="/moderation/proposal/"]');
  const post = new MailboxPage(viewers.visitor);
  const path = (links: readonly string[], part: string): string => {
    const { pathname, search, hash } = new URL(links.find((each) => each.includes(part)) ?? '', product.url);
    return `${pathname}${search}${hash}`;
  };
  await asksForCode(author, 'graciela@example.org');
  await asksForCode(newcomer, 'nueva@example.org');
  await newcomer.sends('/sign-in/code', { code: await post.codeFor('nueva@example.org') });
  await coordinator.opens(`/staff${HERE}/moderation`);
  const held = await addressIn(coordinator, `main li:has-text("${ADVERTISEMENT}") a[href*="/moderation/proposal/"]`);
  await coordinator.opens(held);
  await coordinator.sends(`${held}/decision`, { act: 'hide', rule: 'advertising', reason: 'Vende sillas.' });
  return {
    room,
    code: CODE,
    receipt,
    report,
    appeal: path((await post.mailTo('nueva@example.org', /appeals/)).links, '/appeals/'),
    invitation: path((await post.mailTo('nadia@example.org', /invitations/)).links, '/invitations/'),
    signInLink: path((await post.mailTo('graciela@example.org', /sign-in/)).links, '/sign-in/link'),
  };
}

async function addressIn(who: Person, selector: string): Promise<string> {
  return (await who.page.locator(selector).first().getAttribute('href')) ?? '';
}

async function asksForCode(who: Person, email: string): Promise<void> {
  await who.opens('/sign-in');
  await who.sends('/sign-in', { email });
}

/** A proposal up to its preview. */
async function writes(who: Person, title: string, authorEmail: string): Promise<void> {
  const steps = `${HERE}/proposals/new`;
  await who.opens(steps);
  const themeId = (await who.page.locator('[name="themeId"]').first().getAttribute('value')) ?? '';
  await who.sends(steps, { title, themeId });
  await who.sends(`${steps}/text`, { problem: 'Las cartas no dicen a quién llamar.', idea: 'Un teléfono en cada carta.' });
  await who.sends(`${steps}/author`, { authorName: 'Graciela', authorEmail, sector: 'residents' });
}

/** Those of the sample's people who may see the pages of a route. */
function mayLook({ mark }: WayIn): readonly Principal[] {
  if (!mark || !('action' in mark)) return ['visitor', 'coordinator'];
  const { action } = mark;
  return LOOKERS.filter((each) => RULES[action] && expected(action, each, 'public, all stages open') === 'in');
}

interface Stop {
  readonly who: Person;
  readonly here: string;
  readonly address: string;
  readonly status: number;
}

/** What is opened in the sample: each page by whom its list names, or by all who may. */
function sampleStops(): Stop[] {
  const pages = pagesOf(found);
  const stop = (address: string, status: number, as: Viewer): Stop => ({
    who: viewers[as],
    here: `${address} as ${as}`,
    address,
    status,
  });
  const shown = routes.flatMap((way) =>
    (pages[way.name] ?? []).flatMap(([address, ...named]) => {
      const as = named.length > 0 ? named : mayLook(way).flatMap((each) => ROLES[each] ?? []);
      return as.map((each) => stop(address, 200, each));
    }),
  );
  return [...shown, ...REFUSALS.map(([address, status, as]) => stop(address, status, as))];
}

/** What the sample has no page of is opened in the furnished process, where the authorization matrix needs an address of every route. */
async function furnishedStops(): Promise<Stop[]> {
  const url = await app.listen();
  const place: Furnished = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
  const sessions = await principalSessions(app, place);
  const lookers = new Map<Principal, Person>();
  for (const each of LOOKERS) {
    const who = await person(browser, url, DESK, () => Promise.resolve([]));
    await who.page.context().addCookies([{ name: 'mesa', value: encodeURIComponent(app.seal(sessions[each])), url }]);
    lookers.set(each, who);
  }
  const pages = pagesOf(found);
  return routes
    .filter(({ name }) => !pages[name])
    .flatMap((way) =>
      mayLook(way).map((each) => {
        const address = addressOf(way.name, place);
        return { who: lookers.get(each) as Person, here: `${address} as ${each}, furnished`, address, status: 200 };
      }),
    );
}

/** What stands in a page but for what is new each time it is asked for. */
const content = (page: Page): Promise<string> =>
  page.evaluate(() =>
    document.body.innerHTML
      .replace(/<header class="masthead">.*?<\/header>/s, '')
      .replace(/name="_(csrf|form)" value="[^"]*"/g, '')
      .replace(/nonce="[^"]*"/g, ''),
  );

/** A page that a role sees as another does is looked at once. */
const looked = new Set<string>();

async function look({ who: { page }, here, address, status }: Stop): Promise<string[]> {
  const response = await page.goto(address).catch((error: unknown) => String(error));
  if (typeof response === 'string') return [`${here} is no page: ${response}`];
  if (response?.status() !== status) return [`${here} answered ${response?.status()}`];
  if (/^\/rooms\//.test(address)) await page.waitForSelector('#room[data-live]');
  const key = `${address} ${await content(page)}`;
  if (looked.has(key)) return [];
  looked.add(key);
  const wrong = await bones(page);
  await page.evaluate(AXE);
  const faces = [
    { viewport: PHONE.viewport, colorScheme: 'light', rules: ALL_RULES },
    { viewport: PHONE.viewport, colorScheme: 'dark', rules: COLOUR_RULES },
    { viewport: DESK.viewport, colorScheme: 'dark', rules: ALL_RULES },
    { viewport: DESK.viewport, colorScheme: 'light', rules: COLOUR_RULES },
  ] as const;
  for (const { viewport, colorScheme, rules } of faces) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    wrong.push(...(await violations(page, rules)).map((each) => `${viewport.width} ${colorScheme}: ${each}`));
  }
  await page.setViewportSize(NARROW);
  const { width, widest } = await page.evaluate(() => {
    const right = (element: Element): number => element.getBoundingClientRect().right;
    const [first] = [...document.querySelectorAll('body *')].sort((a, b) => right(b) - right(a));
    return { width: document.documentElement.scrollWidth, widest: first?.outerHTML.slice(0, 120) };
  });
  if (width > NARROW.width) wrong.push(`is ${width} wide where there is room for ${NARROW.width}: ${widest}`);
  return wrong.map((each) => `${here}: ${each}`);
}

/** A page has a language, one main heading, and a name that ends with the site's. */
async function bones(page: Page): Promise<string[]> {
  const { lang, headings, title } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    title: document.title,
  }));
  return [
    /^es(-|$)/.test(lang) ? '' : `is in the language «${lang}»`,
    headings === 1 ? '' : `has ${headings} main headings`,
    /\S – Mesa Abierta(, .+)?$/.test(title) ? '' : `is called «${title}»`,
  ].filter(Boolean);
}

async function violations(page: Page, rules: typeof ALL_RULES | typeof COLOUR_RULES): Promise<string[]> {
  const results = await page.evaluate(
    (runOnly): Promise<AxeResults> =>
      (window as unknown as { axe: { run(root: Document, options: object): Promise<AxeResults> } }).axe.run(document, {
        runOnly,
        resultTypes: ['violations'],
      }),
    rules,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${(failureSummary ?? '').split('\n')[1]?.trim()}`),
  );
}

describe('every page', () => {
  it(
    'has nothing that axe finds, in both lights, on a phone and at a desk, and is not wider than 320 px',
    async () => {
      const stops = [...sampleStops(), ...(await furnishedStops())];
      const tours = [...new Set(stops.map(({ who }) => who))].map((who) => stops.filter((each) => each.who === who));
      const wrong: string[] = [];
      const worker = async (): Promise<void> => {
        for (let tour = tours.shift(); tour; tour = tours.shift()) for (const stop of tour) wrong.push(...(await look(stop)));
      };
      await Promise.all([worker(), worker()]);
      expect(wrong).toEqual([]);
      expect(looked.size).toBeGreaterThanOrEqual(routes.length);
    },
    CRAWL_MS,
  );

  it('is listed by a route that there is', () => {
    const names = routes.map(({ name }) => name);
    expect(Object.keys(pagesOf(found)).filter((name) => !names.includes(name))).toEqual([]);
  });
});
