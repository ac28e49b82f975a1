/**
 * How fast public pages are at a size, beside a server that does no more than it must (`reference.ts`): answers a second, and how long visitors wait
 * at 50 a second; how long searches, filters and the look for similar proposals take; and, with `--growth`, whether a page of the list costs the same
 * at any length. Bars: the product's own, 0.7 of the reference and 50, 60 and 100 ms.
 *
 *     DATABASE_URL=postgres://… npm run bench:pages -- [28000] [seed] [--growth] [--json file]
 *
 * Fills databases of its own on that server and drops them; asks only servers that it starts itself on 127.0.0.1, and ends them. Both servers are
 * measured in turns, so that what else the machine does meets both. Figures say little on a machine that is busy; ratios say more.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { makeCommitments } from './make-commitments.ts';
import { makeProposals, SLUG, type Made } from './make-proposals.ts';
import { withOwnDatabase } from './own-database.ts';
import { recordPages, withProduct } from './recorded-pages.ts';
import { withServer } from './served.ts';
import { p95, Visitors, type Visits } from './visitors.ts';

const { values: options, positionals } = parseArgs({
  options: { growth: { type: 'boolean', default: false }, json: { type: 'string', default: 'var/bench-pages.json' } },
  allowPositionals: true,
});
const [count, seed] = [Number(positionals[0] ?? 28_000), Number(positionals[1] ?? 1)];
const server = process.env['DATABASE_URL'] ?? '';
if (!server) throw new Error('Say on which server: DATABASE_URL');

const ROUNDS = 5;
const ROUND_S = 2;
const AT_ONCE = 8;
const WARM_S = 2;
const EVEN_PER_SECOND = 50;
const EVEN_S = 8;
const COMMITMENTS = 3;
/** As browsers ask. */
const COMPRESSED = { 'accept-encoding': 'gzip, deflate, br' };
const LIST = `/processes/${SLUG}/proposals`;
const SEARCHES = [
  'plaza',
  'escuela',
  'árboles',
  'ciclovías',
  'transparencia',
  'hospital turnos',
  'esquina',
  'colectivo',
  'vered',
  'escuel',
  'datos abiertos',
  'semáforos',
];
const FILTERS = ['sector=academia', 'by=organisations&sort=discussed', 'answered=1&lang=fr', 'sort=deadline', 'sort=random'];
const HEADS = [
  'answers/s',
  'reference',
  'product',
  'ratio',
  'made anew',
  'ratio',
  'p95 of ref.',
  'product',
  'p95 br',
  'made anew',
];
const GROWTH = [100, 1_000, 10_000, 100_000];

interface Kind {
  readonly name: string;
  readonly paths: readonly string[];
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const turnsOf = (paths: readonly string[]) => (turn: number) => paths[turn % paths.length] as string;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const figure = (value: number, digits = 0): string => value.toFixed(digits).padStart(12);

const settings = (url: string) => ({
  DATABASE_URL: url,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://mesa.example.org',
  SESSION_SECRET: 'a secret of nobody, for measuring alone, in no use elsewhere',
  // Nothing listens there: no mail leaves.
  SMTP_URL: 'smtp://127.0.0.1:9',
});
/** The product, as it runs or making every page anew. */
const withBuilt = <T>(url: string, keepsPages: boolean, use: (port: number) => Promise<T>) =>
  withServer(['dist/main.js'], { ...settings(url), KEEP_PAGES: String(keepsPages) }, '/readyz', use);

/** Public proposals, spread over all of them. */
async function numbersIn(
  url: string,
  most: number,
): Promise<{ id: string; number: number; title: string; body: string; themeId: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; number: number; title: string; body: string; themeId: string }>(
      `select id, number, title, body, theme_id as "themeId" from proposal where state in ('published', 'in-review', 'feasible') order by lot limit $1`,
      [most],
    );
    return rows;
  } finally {
    await client.end();
  }
}

const proposalAt = (number: number): string => `${LIST}/P-${String(number).padStart(3, '0')}`;

function kindsOf(some: Awaited<ReturnType<typeof numbersIn>>, commitments: readonly number[]): Kind[] {
  const middle = Math.floor(count / 2);
  return [
    { name: 'home', paths: ['/'] },
    {
      name: 'list',
      paths: [
        LIST,
        `${LIST}?sort=endorsed`,
        `${LIST}?theme=${some[0]?.themeId}`,
        `${LIST}?at=after%3A${middle}%3A${middle}&page=2`,
        `${LIST}?at=end`,
      ],
    },
    { name: 'proposal', paths: some.slice(0, 20).map(({ number }) => proposalAt(number)) },
    { name: 'commitment', paths: commitments.map((number) => `/processes/${SLUG}/plan/commitments/${number}`) },
  ];
}

interface Compared {
  readonly name: string;
  readonly product: number;
  readonly reference: number;
  readonly ratio: number;
  /** The same when every page is made anew, as where something is recorded all the time. */
  readonly anew: number;
  readonly anewRatio: number;
  readonly evenP95: number;
  readonly evenCompressedP95: number;
  readonly anewEvenP95: number;
  readonly referenceEvenP95: number;
}

interface Ports {
  readonly product: number;
  readonly anew: number;
  readonly reference: number;
}

/** In turns: as many answers as each gives, then an even stream to each. */
async function compare({ name, paths }: Kind, ports: Ports): Promise<Compared> {
  const [ours, anew, theirs, browsers] = [
    new Visitors(ports.product, AT_ONCE),
    new Visitors(ports.anew, AT_ONCE),
    new Visitors(ports.reference, AT_ONCE),
    new Visitors(ports.product, AT_ONCE, COMPRESSED),
  ];
  const next = turnsOf(paths);
  for (const each of [ours, anew, theirs, browsers]) await each.hurry(next, WARM_S);
  const rounds: Ports[] = [];
  const speed = async (who: Visitors): Promise<number> => (await who.hurry(next, ROUND_S)).perSecond;
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ product: await speed(ours), reference: await speed(theirs), anew: await speed(anew) });
  }
  const even = (who: Visitors): Promise<Visits> => who.stroll(next, EVEN_PER_SECOND, EVEN_S);
  const result = {
    name,
    product: median(rounds.map((round) => round.product)),
    reference: median(rounds.map((round) => round.reference)),
    ratio: median(rounds.map((round) => round.product / round.reference)),
    anew: median(rounds.map((round) => round.anew)),
    anewRatio: median(rounds.map((round) => round.anew / round.reference)),
    evenP95: p95(await even(ours)),
    evenCompressedP95: p95(await even(browsers)),
    anewEvenP95: p95(await even(anew)),
    referenceEvenP95: p95(await even(theirs)),
  };
  for (const each of [ours, anew, theirs, browsers]) each.leave();
  return result;
}

/** One visitor after the other. */
async function waits(port: number, paths: readonly string[], perSecond: number, seconds: number): Promise<number> {
  const visitors = new Visitors(port, AT_ONCE);
  try {
    for (const path of perSecond > 2 ? paths : []) await visitors.hurry(() => path, 0.1);
    return p95(await visitors.stroll(turnsOf(paths), perSecond, seconds));
  } finally {
    visitors.leave();
  }
}

async function comparedAll(kinds: readonly Kind[], ports: Ports): Promise<Compared[]> {
  say(HEADS.map((head, index) => (index === 0 ? head.padEnd(12) : head.padStart(12))).join(''));
  const all: Compared[] = [];
  for (const kind of kinds) {
    const one = await compare(kind, ports);
    all.push(one);
    const figures = [
      ...[figure(one.reference), figure(one.product), figure(one.ratio, 2), figure(one.anew), figure(one.anewRatio, 2)],
      ...[one.referenceEvenP95, one.evenP95, one.evenCompressedP95, one.anewEvenP95].map((wait) => figure(wait, 1)),
    ];
    say(one.name.padEnd(12) + figures.join(''));
  }
  return all;
}

/** How long searches and filters take that nobody asked before, and the look for similar proposals while somebody types. */
async function searched(port: number, some: Awaited<ReturnType<typeof numbersIn>>) {
  const questions = SEARCHES.map((q) => `${LIST}?q=${encodeURIComponent(q)}`);
  const filters = FILTERS.map((filter) => `${LIST}?${filter}&theme=${some[1]?.themeId}`);
  const writing = some.map(
    ({ title, body }) =>
      `${LIST}/new/similar.json?title=${encodeURIComponent(title)}&text=${encodeURIComponent(body.slice(0, 400))}`,
  );
  const found = {
    search: await waits(port, questions, 5, 24),
    filters: await waits(port, filters, 5, 12),
    similar: await waits(port, writing, 2, 15),
  };
  say(`p95 in ms: search ${found.search.toFixed(1)}, filters ${found.filters.toFixed(1)}, similar ${found.similar.toFixed(1)}`);
  return found;
}

async function measured(url: string, made: Made) {
  const some = await numbersIn(url, 200);
  const pages = 'var/bench-pages-recorded.json';
  say('Publishing commitments and recording pages');
  const kinds = await withProduct(url, async (app, pool) => {
    const about = { processId: made.processId, themeId: some[0]?.themeId ?? '', proposals: some.map(({ id }) => id) };
    const found = kindsOf(some, await makeCommitments(app, about, COMMITMENTS));
    mkdirSync(dirname(pages), { recursive: true });
    writeFileSync(
      pages,
      JSON.stringify(
        await recordPages(
          app,
          pool,
          found.flatMap(({ paths }) => paths),
        ),
      ),
    );
    return found;
  });
  try {
    return await withServer(['test/load/reference.ts', pages], { DATABASE_URL: url }, '/readyz', (reference) =>
      withBuilt(url, true, (own) =>
        withBuilt(url, false, async (anew) => ({
          compared: await comparedAll(kinds, { product: own, reference, anew }),
          searches: await searched(anew, some),
        })),
      ),
    );
  } finally {
    rmSync(pages, { force: true });
  }
}

interface Length {
  readonly proposals: number;
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/** What the first, a middle and the last page of the list cost at each length, in milliseconds, one visitor after the other. */
async function growth(): Promise<Length[]> {
  const lengths: Length[] = [];
  for (const length of GROWTH)
    await withOwnDatabase(server, `mesa_bench_${process.pid}`, async (url) => {
      await makeProposals(url, length, seed);
      await withBuilt(url, false, async (port) => {
        const middle = Math.floor(length / 2);
        const visitors = new Visitors(port, 1);
        const cost = async (query: string): Promise<number> => {
          await visitors.hurry(() => LIST + query, WARM_S);
          return median((await visitors.hurry(() => LIST + query, ROUND_S)).waits);
        };
        const costs = {
          first: await cost(''),
          middle: await cost(`?at=after%3A${middle}%3A${middle}&page=2`),
          last: await cost('?at=end'),
        };
        visitors.leave();
        lengths.push({ proposals: length, ...costs });
        say(
          `${String(length).padStart(7)} proposals: first ${costs.first.toFixed(1)} ms, middle ${costs.middle.toFixed(1)} ms, last ${costs.last.toFixed(1)} ms`,
        );
      });
    });
  return lengths;
}

say(`${count} proposals, seed ${seed}`);
const result = options.growth
  ? { growth: await growth() }
  : await withOwnDatabase(server, `mesa_bench_${process.pid}`, async (url) => {
      const made = await makeProposals(url, count, seed);
      return measured(url, made);
    });
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(options.json, JSON.stringify({ at: new Date().toISOString(), proposals: count, seed, ...result }, null, 2));
