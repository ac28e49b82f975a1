/// <reference lib="dom" />
import { sql } from '../../src/platform/database/reader.js';
import { addressOf } from '../architecture/addresses.js';
import { waysIn } from '../architecture/ways-in.js';
import { type Answer, type Browser, type TestApp } from '../support/app.js';
import { principalSessions, type Furnished, type Principal } from '../world/furnished.js';

/** A form that a page offers somebody, or one of its buttons that send it elsewhere. */
export interface OfferedForm {
  readonly who: Principal;
  /** The page that offers it. */
  readonly page: Answer;
  readonly form: Element;
  /** Where it is sent. */
  readonly action: string;
  /** The route that takes it, as the container names it. */
  readonly route: string;
  /** What it is: its route and the names of its fields, whatever ids are in them. */
  readonly kind: string;
}

/** Which route of the container an address belongs to. */
export class Routes {
  private readonly known: readonly { name: string; method: string; pattern: RegExp; words: number }[];

  constructor(app: TestApp) {
    this.known = waysIn(app.nest)
      .filter(({ name }) => !name.startsWith('socket '))
      .map(({ name }) => {
        const [method = '', path = ''] = name.split(' ');
        const pattern = new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
        return { name, method, pattern, words: path.split('/').filter((part) => part && !part.startsWith(':')).length };
      })
      .sort((one, other) => other.words - one.words);
  }

  of(method: 'GET' | 'POST', address: string): string | null {
    const path = address.split(/[?#]/)[0] ?? '';
    return this.known.find((each) => each.method === method && each.pattern.test(path))?.name ?? null;
  }

  all(method: 'GET' | 'POST'): string[] {
    return this.known.flatMap(({ name, method: own }) => (own === method ? [name] : []));
  }
}

/** Pages of one route that are looked at, for each person: they differ by what stands on them. */
const PAGES_OF_A_ROUTE = 3;
const IN_ANOTHER_LANGUAGE = /^\/(es|en|fr)(?=\/|$)/;
const FILES = /^\/(assets|_components)|\.(csv|json|atom|svg|png|ics|pdf|docx|zip|xlsx)(\?|$)/;

/** A browser for each of these people. */
export async function browsersOf(app: TestApp, place: Furnished, people: readonly Principal[]): Promise<Map<Principal, Browser>> {
  const sessions = await principalSessions(app, place);
  return new Map(
    people.map((who) => {
      const browser = app.browser();
      browser.keepSession(app.seal(sessions[who]));
      return [who, browser];
    }),
  );
}

/** Every address that mails of this world lead to. */
export async function addressesInMails(app: TestApp): Promise<string[]> {
  const mails = await app.db.reader.rows(sql<{ text: string }>`select text from outgoing_mail order by id`);
  return mails.flatMap(({ text }) =>
    [...text.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g)].map(([, path = '']) => path.replace(IN_ANOTHER_LANGUAGE, '')),
  );
}

/** Every page that somebody reaches from these addresses, and whatever they link to. */
export async function pagesFrom(browser: Browser, routes: Routes, addresses: readonly string[]): Promise<Answer[]> {
  const waiting = [...addresses];
  const seen = new Set<string>();
  const ofRoute = new Map<string, number>();
  const found: Answer[] = [];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const route = routes.of('GET', address);
    if (!route || seen.has(address) || FILES.test(address) || IN_ANOTHER_LANGUAGE.test(address)) continue;
    seen.add(address);
    const kind = `${route}?${[...new URL(address, 'http://x').searchParams.keys()].sort().join('&')}`;
    const before = ofRoute.get(kind) ?? 0;
    if (before >= PAGES_OF_A_ROUTE) continue;
    ofRoute.set(kind, before + 1);
    const page = await browser.get(address);
    if (page.status !== 200 || !String(page.headers['content-type']).startsWith('text/html')) continue;
    found.push(page);
    for (const link of page.document.querySelectorAll('a[href^="/"]'))
      waiting.push((link.getAttribute('href') ?? '').split('#')[0] ?? '');
  }
  return found;
}

/** The address that each page's route has in this world, and three that are reached by a form. */
export const startsIn = (routes: Routes, place: Furnished): string[] => [
  ...routes.all('GET').map((name) => addressOf(name, place)),
  `/processes/${place.slug}/proposals/reporting?proposals=${place.subject}`,
  `/staff/processes/${place.slug}/selection?proposals=${place.subject}`,
  `/staff/processes/${place.slug}/proposals/merging?numbers=3&numbers=4`,
];

/** The forms of a page that are posted, each with every address that one of its buttons sends it to. */
export function formsOn(page: Answer, who: Principal, routes: Routes): OfferedForm[] {
  return [...page.document.querySelectorAll('form')].flatMap((form) => {
    if ((form.getAttribute('method') ?? '').toLowerCase() !== 'post') return [];
    const names = [...form.querySelectorAll('[name]')].map((field) => field.getAttribute('name') ?? '');
    return actionsOf(form, page.path).map((action) => {
      const route = routes.of('POST', action);
      if (!route) throw new Error(`The form of ${page.path} goes to ${action}, which no route takes`);
      const kind = `${route} [${[...new Set(names)].join(' ').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}]`;
      return { who, page, form, action, route, kind };
    });
  });
}

function actionsOf(form: Element, path: string): string[] {
  const own = form.getAttribute('action') || path;
  const others = [...form.querySelectorAll('button[formaction]')].map((button) => button.getAttribute('formaction') ?? '');
  const isSentByItself = [...form.querySelectorAll('button')].some((button) => !button.hasAttribute('formaction'));
  return [...new Set([...(isSentByItself || others.length === 0 ? [own] : []), ...others])];
}

/** The name and value of the button that sends the form to this address. */
export function buttonOf({ form, action }: Pick<OfferedForm, 'form' | 'action'>): Record<string, string> {
  const button = form.querySelector(`button[formaction="${action}"]`) ?? form.querySelector('button:not([formaction])');
  const name = button?.getAttribute('name');
  return name ? { [name]: button?.getAttribute('value') ?? '' } : {};
}
