import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { answerOf, GUARDED_FORMS, workText, WORK_NUMBERS, type WorkChallenge } from '../../src/platform/domain/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '0' });
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
});
afterAll(() => app.close());

const AUTHOR = { authorName: 'Graciela Montenegro', authorEmail: 'graciela@example.org', sector: 'residents' };

async function walk(browser: Browser): Promise<Answer> {
  let page = await browser.get('/processes/ba/proposals/new');
  const steps: Record<string, string>[] = [
    { title: 'Iluminar la plaza', themeId: world.themes[0]?.id ?? '' },
    { problem: 'De noche no se ve.', idea: 'Que haya luz.', lang: 'es' },
    AUTHOR,
  ];
  for (const fields of steps) page = await browser.submit(page, fields);
  return page;
}

const states = async (): Promise<string[]> =>
  (await app.db.reader.rows(sql<{ state: string }>`select state from proposal order by number`)).map(({ state }) => state);

/** What the script of the page does. */
function solve(page: Answer): string {
  const box = page.document.querySelector('[data-work]');
  const of = (name: string): string => box?.getAttribute(`data-${name}`) ?? '';
  const challenge: WorkChallenge = {
    salt: of('salt'),
    expires: Number(of('expires')),
    formId: of('form'),
    target: of('target'),
    below: Number(of('below')),
    signature: of('signature'),
  };
  for (let number = 0; number < challenge.below; number += 1)
    if (createHash('sha256').update(workText(challenge, number)).digest('hex') === challenge.target)
      return answerOf(challenge, number);
  throw new Error('No number has this hash');
}

/** Sends as many as a person may in an hour, and comes to the preview of one more. */
async function spend(browser: Browser): Promise<Answer> {
  for (let sent = 0; sent < GUARDED_FORMS.proposal.perHour; sent += 1) await browser.submit(await walk(browser));
  return walk(browser);
}

describe('a library full of people', () => {
  it('is never locked out: three hundred behind one address send, and all of it is published', async () => {
    const { id } = await app.nest.get(ProposalsService).submit(
      SubmitProposal.parse({
        processId: world.processId,
        themeId: world.themes[0]?.id,
        title: 'Una',
        body: 'Cosa.',
        lang: 'es',
        ...AUTHOR,
      }),
      SYSTEM,
    );
    const address = `/processes/ba/moderation/proposal/${id}/report`;
    for (let person = 0; person < 300; person += 1) {
      const browser = app.browser();
      const done = await browser.submitOnly(await browser.get(address), { rule: 'off-topic' });
      if (done.status !== 303) throw new Error(`Person ${person + 1} was answered ${done.status}`);
    }
    const [row] = await app.db.reader.rows(sql<{ n: number }>`select count(*)::int as n from moderation_report`);
    expect(row?.n).toBe(300);
  }, 300_000);
});

describe('who sends more than people do', () => {
  it('is asked to let the browser compute; with the answer it is published as ever', async () => {
    const dani = app.browser();
    const asked = await dani.submit(await spend(dani));
    expect(asked.status).toBe(429);
    expect(asked.text).toContain('Que haya luz.');
    expect(asked.document.querySelector('[data-work]')).not.toBeNull();
    const wrong = await dani.submit(asked, {
      _work: solve(asked).replace(/\d+$/, (number) => String((Number(number) + 1) % WORK_NUMBERS)),
    });
    expect(wrong.status).toBe(429);
    const done = await dani.submit(wrong, { _work: solve(wrong) });
    expect(done.path).toMatch(/^\/proposals\/receipts\//);
    expect(new Set(await states())).toEqual(new Set(['published']));
  }, 120_000);

  it('cannot use an answer twice, for another form, or after it ended; the same form sent twice is still one', async () => {
    const dani = app.browser();
    const asked = await dani.submit(await spend(dani));
    const answer = solve(asked);
    const [one, two] = await Promise.all([dani.submit(asked, { _work: answer }), dani.submit(asked, { _work: answer })]);
    expect([one.path, two.path].every((path) => path.startsWith('/proposals/receipts/'))).toBe(true);
    expect(await states()).toHaveLength(GUARDED_FORMS.proposal.perHour + 1);
    const next = await dani.submit(await walk(dani));
    expect(next.status).toBe(429);
    expect((await dani.submit(next, { _work: answer })).status).toBe(429);
    const late = solve(next);
    app.clock.advance({ minutes: 50 });
    const again = await dani.submit(await spend(dani));
    expect(again.status).toBe(429);
    app.clock.advance({ minutes: 90 });
    await spend(dani);
    expect((await dani.submit(next, { _work: late })).status).toBe(429);
  }, 240_000);

  it('goes on without JavaScript: a tick sends it to a person first', async () => {
    const dani = app.browser();
    const asked = await dani.submit(await spend(dani));
    const receipt = await dani.submit(asked, { _wait: 'on' });
    expect(receipt.text).toContain('Una persona del equipo la va a mirar antes de publicarla');
    expect((await states()).at(-1)).toBe('held');
    const ana = await world.signedIn('ana');
    expect((await ana.get('/staff/processes/ba/moderation')).text).toContain('Iluminar la plaza');
  }, 120_000);

  it('is the same person behind any forwarded address, and another person behind the same one is not asked', async () => {
    const dani = app.browser({ 'x-forwarded-for': '198.51.100.7' });
    const preview = await spend(dani);
    const moved = await dani.submitOnly(preview);
    expect(moved.status).toBe(429);
    const buckets = () =>
      app.db.reader.rows(sql<{ bucket: string; sent: number }>`select bucket, sent from form_budget where sent > 1`);
    const before = await buckets();
    const other = app.browser({ 'x-forwarded-for': '203.0.113.77', forwarded: 'for=203.0.113.78' });
    expect((await other.submit(await walk(other))).path).toMatch(/^\/proposals\/receipts\//);
    const network = (await buckets()).filter(({ bucket, sent }) =>
      before.some((each) => each.bucket === bucket && each.sent < sent),
    );
    expect(network).toHaveLength(1);
  }, 120_000);
});

describe('what is counted', () => {
  it('names nobody, and on another day not even the same person has the same name', async () => {
    const dani = app.browser();
    await dani.submit(await walk(dani));
    const first = await app.db.reader.rows(sql<{ bucket: string }>`select bucket from form_budget`);
    expect(first).toHaveLength(2);
    expect(JSON.stringify(first)).not.toContain('127.0.0.1');
    app.clock.advance({ days: 1 });
    await dani.submit(await walk(dani));
    const all = await app.db.reader.rows(sql<{ bucket: string }>`select bucket from form_budget`);
    expect(new Set(all.map(({ bucket }) => bucket)).size).toBe(4);
  });
});

describe('signing in', () => {
  it('cannot be seen by a person first: too many requests from one browser must compute', async () => {
    const dani = app.browser();
    for (let sent = 0; sent < GUARDED_FORMS['sign-in'].perHour; sent += 1)
      await dani.submit(await dani.get('/sign-in'), { email: `vecina${sent}@example.org` });
    const asked = await dani.submit(await dani.get('/sign-in'), { email: 'una-mas@example.org' });
    expect(asked.status).toBe(429);
    expect(asked.document.querySelector('[name="_wait"]')).toBeNull();
    expect((await dani.submit(asked, { _work: solve(asked) })).path).toBe('/sign-in/code');
  });
});

describe('a comment or a report that looks like a machine’s', () => {
  it('is a report all the same, since a person sees every report', async () => {
    const { id } = await app.nest.get(ProposalsService).submit(
      SubmitProposal.parse({
        processId: world.processId,
        themeId: world.themes[0]?.id,
        title: 'Una',
        body: 'Cosa.',
        lang: 'es',
        ...AUTHOR,
      }),
      SYSTEM,
    );
    const machine = app.browser();
    machine.paceMs = 0;
    const form = await machine.get(`/processes/ba/moderation/proposal/${id}/report`);
    expect((await machine.submitOnly(form, { rule: 'insult', trap: 'https://spam.example' })).status).toBe(303);
  });
});
