import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { AccessRules } from '../../src/platform/access/access.js';
import { csrfToken } from '../../src/platform/web/csrf.js';
import { startApp, type TestApp } from '../support/app.js';
import { furnish, principalSessions, PRINCIPALS, type Furnished, type Principal } from '../world/furnished.js';
import { addressOf } from './addresses.js';
import { expected, PRIVATE_THINGS, PUBLIC_ROUTES, RULES, SETTINGS, type Expected, type Setting } from './who-may.js';
import { waysIn, type WayIn } from './ways-in.js';

/** How a principal asks: the cookie that says who they are, and a token that this cookie's forms would carry. */
interface Asking {
  readonly cookie: string;
  readonly token: string;
}

let app: TestApp;
let ways: WayIn[];
let askings: Map<Principal, Asking>;
const places = new Map<Setting, Furnished>();

beforeAll(async () => {
  app = await startApp();
  ways = waysIn(app.nest);
  for (const [setting, options] of Object.entries(SETTINGS)) places.set(setting as Setting, await furnish(app, options));
  const place = [...places.values()][0] as Furnished;
  const sessions = await principalSessions(app, place);
  const csrf = randomBytes(24).toString('base64url');
  const token = csrfToken({ get: () => csrf, set: () => undefined }, randomBytes);
  askings = new Map(
    PRINCIPALS.map((each) => [each, { cookie: `mesa=${encodeURIComponent(app.seal({ ...sessions[each], csrf }))}`, token }]),
  );
}, 120_000);
afterAll(() => app.close());

const actionOf = ({ mark }: WayIn): string | null => (mark && 'action' in mark ? mark.action : null);
const isRoute = ({ name }: WayIn): boolean => !name.startsWith('socket ');

async function ask(route: string, address: string, { cookie, token }: Asking): Promise<number> {
  const [method] = route.split(' ');
  const form = { payload: `_csrf=${token}`, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } };
  const request = method === 'GET' ? { method, url: address, headers: { cookie } } : { method, url: address, ...form };
  const { statusCode } = await app.nest.inject(request as never);
  return statusCode;
}

/** A page, a file or a redirect; for a form without any field: once it was let in, that something is missing. */
const IN: Readonly<Record<string, readonly number[]>> = { GET: [200, 303], POST: [303, 409, 422] };

async function surprises(
  route: string,
  address: string,
  setting: Setting,
  expectation: (who: Principal) => Expected,
): Promise<string[]> {
  const found: string[] = [];
  for (const principal of PRINCIPALS) {
    const wanted = expectation(principal);
    const status = await ask(route, address, askings.get(principal) as Asking);
    const isAsWanted = wanted === 'in' ? (IN[route.split(' ')[0] ?? ''] ?? []).includes(status) : status === wanted;
    if (!isAsWanted) found.push(`${setting}: ${principal}, ${route} → ${status}, not ${wanted}`);
  }
  return found;
}

describe('the authorization matrix', () => {
  it('has a row for every action, and no row for nothing', () => {
    expect(Object.keys(RULES).sort()).toEqual(app.nest.get(AccessRules).actions());
  });

  it('knows every route that is open to anybody', () => {
    const open = ways.filter(({ mark }) => mark && 'open' in mark).map(({ name }) => name);
    expect(open.filter((name) => !PUBLIC_ROUTES.includes(name))).toEqual([]);
  });

  it('answers what is open without a defect, to somebody unknown and to somebody known', async () => {
    const place = places.get('public, all stages open') as Furnished;
    const broken: string[] = [];
    for (const { name } of ways.filter((way) => isRoute(way) && way.mark && 'open' in way.mark))
      for (const principal of ['visitor', 'coordinator'] as const) {
        const status = await ask(name, addressOf(name, place), askings.get(principal) as Asking);
        if (status >= 500) broken.push(`${principal}, ${name} → ${status}`);
      }
    expect(broken).toEqual([]);
  });

  it.each(Object.keys(SETTINGS) as Setting[])(
    'holds for every route and everybody where the process is %s',
    async (setting) => {
      const place = places.get(setting) as Furnished;
      const found: string[] = [];
      for (const way of ways.filter(isRoute)) {
        const action = actionOf(way);
        if (action)
          found.push(
            ...(await surprises(way.name, addressOf(way.name, place), setting, (who) => expected(action, who, setting))),
          );
      }
      expect(found).toEqual([]);
    },
    300_000,
  );

  it('keeps what is private unknown to everybody else', async () => {
    const found: string[] = [];
    for (const [setting, place] of places)
      for (const { route, thing, who } of PRIVATE_THINGS) {
        const allowed: readonly Principal[] = who;
        const isThere = (each: Principal): Expected =>
          allowed.includes(each) && !(setting === 'not public' && each === 'resident') ? 'in' : 404;
        if (ways.some(({ name }) => name === route))
          found.push(...(await surprises(route, addressOf(route, place, thing), setting, isThere)));
      }
    expect(found).toEqual([]);
  });
});
