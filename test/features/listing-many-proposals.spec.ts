import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DecisionsService } from '../../src/proposals/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { manyProposals } from '../support/many-proposals.js';
import { queriesOf, statementsOf } from '../support/queries.js';
import { addressOf } from '../architecture/addresses.js';
import { waysIn } from '../architecture/ways-in.js';
import { furnish } from '../world/furnished.js';
import { makeWorld, type World } from '../world/world.js';

/** What the house rule allows one page. */
const MOST_QUERIES = 6;
const LIST = '/processes/ba/proposals';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review');
});
afterAll(() => app.close());

const get = (query = '') => app.browser().get(LIST + query);
const numbers = (page: Answer): number[] =>
  [...page.document.querySelectorAll('.proposal-item .figure')]
    .map((each) => /^P-(\d+)$/.exec(each.textContent ?? '')?.[1])
    .filter((each) => each !== undefined)
    .map(Number);
const way = (page: Answer, rel: 'next' | 'prev'): string | null =>
  page.document.querySelector(`.pager a[rel=${rel}]`)?.getAttribute('href') ?? null;

/** Everything from one page to the next, and all of it back again. */
async function walked(query: string): Promise<{ forward: number[]; backward: number[]; pages: number }> {
  const browser = app.browser();
  let page = await browser.get(LIST + query);
  const forward = [numbers(page)];
  for (let next = way(page, 'next'); next; next = way(page, 'next')) {
    page = await browser.get(next);
    forward.push(numbers(page));
  }
  const backward = [numbers(page)];
  for (let previous = way(page, 'prev'); previous; previous = way(page, 'prev')) {
    page = await browser.get(previous);
    backward.unshift(numbers(page));
  }
  return { forward: forward.flat(), backward: backward.flat(), pages: forward.length };
}

describe('paging through a list', () => {
  it.each(['newest', 'endorsed', 'discussed', 'deadline', 'random'])(
    'shows each proposal once, forward and backward: %s',
    async (sort) => {
      await manyProposals(app, world, 73);
      const { forward, backward, pages } = await walked(`?sort=${sort}`);
      expect(pages).toBe(4);
      expect(new Set(forward).size).toBe(73);
      expect(forward).toHaveLength(73);
      expect(backward).toEqual(forward);
    },
  );

  it('goes to the end at once, and says where it is', async () => {
    await manyProposals(app, world, 73);
    const first = await get('?sort=endorsed');
    const last = first.document.querySelector('.listing-ends a')?.getAttribute('href') ?? '';
    const end = await app.browser().get(last);
    expect(end.document.querySelector('.pager .figure')?.textContent).toBe('Propuestas 61 a 73 de 73');
    expect(way(end, 'next')).toBeNull();
    const before = await app.browser().get(way(end, 'prev') ?? '');
    expect(before.document.querySelector('.pager .figure')?.textContent).toBe('Propuestas 41 a 60 de 73');
    expect(numbers(before)).toHaveLength(20);
  });

  it('stays where it was when others come in the meantime', async () => {
    await manyProposals(app, world, 45);
    const first = await get();
    await manyProposals(app, world, 5, 45);
    const second = await app.browser().get(way(first, 'next') ?? '');
    expect(numbers(second)[0]).toBe(numbers(first).at(-1)! - 1);
  });

  it('takes what means nothing for the beginning', async () => {
    await manyProposals(app, world, 45);
    const first = numbers(await get('?sort=endorsed'));
    for (const odd of [
      'after:infinity:3',
      'after:2026-13-45:3',
      'after:1',
      'before:;drop:1',
      'after:99999999999999:1',
      '%00',
      'after:-1:1',
    ])
      expect([odd, numbers(await get(`?sort=endorsed&at=${encodeURIComponent(odd)}`))]).toEqual([odd, first]);
    expect((await get('?sort=deadline&at=after:2026-02-30:3')).status).toBe(200);
    expect((await get('?sort=random&seed=99999999999')).status).toBe(200);
    expect(numbers(await get('?sort=author_email'))).toEqual(numbers(await get()));
    expect((await get('?authorEmail=a&author_email=b&receiptHash=0')).text).toContain('45 de 45 propuestas');
  });
});

describe('a shuffled list', () => {
  it('begins for each visitor at a place drawn by lot, and stays as it is while they page', async () => {
    await manyProposals(app, world, 60);
    const lists = new Set<string>();
    for (let visitor = 0; visitor < 8; visitor++) {
      const page = await get('?sort=random');
      lists.add(numbers(page).join());
      const next = way(page, 'next') ?? '';
      expect(next).toMatch(/seed=\d+/);
      const all = [...numbers(page), ...numbers(await app.browser().get(next))];
      expect(new Set(all).size).toBe(40);
    }
    expect(lists.size).toBeGreaterThan(4);
  });

  it('gives each proposal the same chance of every place: begun at each of them, each comes first once', async () => {
    await manyProposals(app, world, 30);
    const { rows } = await app.db.database.pool.query<{ lot: number }>('select lot from proposal');
    const firsts = [];
    for (const { lot } of rows) firsts.push(numbers(await get(`?sort=random&seed=${lot}`))[0]);
    expect(new Set(firsts).size).toBe(30);
  });
});

describe('sorting', () => {
  it('puts the most discussed first, and those whose review is due soonest', async () => {
    const ids = await manyProposals(app, world, 30);
    const comment = `insert into comment (id, process_id, number, subject_kind, subject_id, body, lang, author_name, written_at)
      select gen_random_uuid(), $1, n, 'proposal', $2, 'Sí', 'es', 'Alguien', now() from generate_series($3::int, $4::int) n`;
    await app.db.database.pool.query(comment, [world.processId, ids[6], 1, 3]);
    await app.db.database.pool.query(comment, [world.processId, ids[2], 4, 5]);
    const discussed = await get('?sort=discussed');
    expect(numbers(discussed).slice(0, 3)).toEqual([7, 3, 30]);
    expect(discussed.text).toContain('3 comentarios');
    const send = (index: number, dueOn: string) =>
      app.nest
        .get(DecisionsService)
        .assign(world.processId, { proposals: [ids[index]!], areaId: world.areas[0]!.id, dueOn }, SYSTEM);
    await send(20, '2026-06-01');
    await send(11, '2026-05-01');
    expect(numbers(await get('?sort=deadline')).slice(0, 3)).toEqual([12, 21, 1]);
  });
});

describe('narrowing', () => {
  it('combines everything, counts exactly, and puts the same into files in the same order', async () => {
    await manyProposals(app, world, 60);
    const query = `?theme=${world.themes[1]?.id}&sector=civil-society&lang=fr&placed=1&sort=endorsed`;
    const page = await get(query);
    const expected = Array.from({ length: 60 }, (_, index) => index + 1).filter((n) => n % 2 === 0 && n % 5 === 0 && n % 3 === 0);
    expect(numbers(page).sort((a, b) => a - b)).toEqual(expected);
    expect(page.text).toContain(`${expected.length} de 60 propuestas`);
    expect(page.document.querySelectorAll('.chip')).toHaveLength(4);
    const { proposals } = JSON.parse((await get(`.json${query}`)).body) as { proposals: { number: string }[] };
    expect(proposals.map(({ number }) => Number(number.slice(2)))).toEqual(numbers(await get(query)));
    expect((await get(`.csv${query}`)).body.split('\r\n')).toHaveLength(expected.length + 2);
    expect((await get('?answered=1')).text).toContain('0 de 60 propuestas');
  });

  it('finds by the beginning of a word that is still being typed', async () => {
    await manyProposals(app, world, 3);
    for (const [typed, count] of [
      ['inven', 3],
      ['propuesta inv', 3],
    ] as const)
      expect([typed, numbers(await get(`?q=${encodeURIComponent(typed)}`)).length]).toEqual([typed, count]);
  });
});

describe('the thematic axes', () => {
  it('say how much was proposed in each, and lead to it', async () => {
    await manyProposals(app, world, 41);
    const page = await app.browser().get('/processes/ba/themes');
    const counts = [...page.document.querySelectorAll('.theme-line-count .figure')].map((each) => each.textContent);
    expect(counts).toEqual(['21', '20']);
    const href = page.document.querySelector('.theme-line-shares a')?.getAttribute('href') ?? '';
    expect((await app.browser().get(href)).text).toContain('21 de 41 propuestas');
  });
});

describe('the cost of a page', () => {
  const PAGES = [
    '/',
    LIST,
    `${LIST}?sort=random&seed=5`,
    `${LIST}?q=propuesta`,
    `${LIST}?sort=endorsed&at=end`,
    `${LIST}?q=propuesta&sort=endorsed&at=end`,
    `${LIST}?view=map`,
    `${LIST}/P-007`,
    '/processes/ba/themes',
    '/processes/ba/responses',
  ];

  it('is the same few queries at most, with 20 proposals as with 2,000', async () => {
    for (const [from, to] of [
      [0, 20],
      [20, 2000],
    ] as const) {
      await manyProposals(app, world, to - from, from);
      for (const path of PAGES) {
        // The lower of two: what the process does beside, such as looking for events to deliver, may fall into one of them.
        const open = () => queriesOf(app, () => app.browser().get(path));
        const count = Math.min(await open(), await open());
        expect([path, to, count <= MOST_QUERIES || count]).toEqual([path, to, true]);
      }
    }
  }, 120_000);

  it('is no more on any page that anybody may open, with one of everything on it', async () => {
    const place = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
    const noted = `${LIST}/P-003`.replace('/ba/', '/abierto/');
    const paths = waysIn(app.nest).flatMap(({ name }) => (name.startsWith('GET ') ? [addressOf(name, place)] : []));
    const seen = [];
    for (const path of [...new Set(paths), noted]) {
      const { statusCode, headers } = await app.nest.inject({ method: 'GET', url: path });
      if (statusCode !== 200 || !String(headers['content-type']).startsWith('text/html')) continue;
      const open = () => statementsOf(app.db.database, () => app.browser().get(path));
      const count = Math.min((await open()).statements.length, (await open()).statements.length);
      seen.push(path);
      expect([path, count <= MOST_QUERIES || count]).toEqual([path, true]);
    }
    const expected = [
      '/processes/abierto',
      noted,
      '/processes/abierto/plan/commitments/3',
      '/processes/abierto/call/rules',
      '/processes/abierto/priorities',
    ];
    expect(seen).toEqual(expect.arrayContaining(expected));
  }, 120_000);
});
