import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SamplePeople } from '../../src/accounts/index.js';
import { ensureSample, findSample, greeting, tellSample, type Sample } from '../../src/demo/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { readConfig } from '../../src/platform/config/config.js';
import { verifyChain } from '../../src/platform/events/verify-chain.js';
import { createLog } from '../../src/platform/log/log.js';
import { build, storyOver } from '../../src/start.js';
import { Browser } from '../support/app.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const config = readConfig({
  NODE_ENV: 'test',
  LOG_LEVEL: 'warn',
  SAMPLE: 'true',
  SESSION_SECRET: 's'.repeat(40),
  SMTP_URL: 'smtp://localhost:1',
});
const TELLING_MS = 120_000;

async function told(): Promise<TestDatabase> {
  const db = await testDatabase();
  await tellSample({ config, compose: storyOver(db.database) });
  return db;
}

/** One text for everything in the database: every row of every table, but for when the migrations ran. */
async function digestOf(db: TestDatabase): Promise<Record<string, string>> {
  const { rows: tables } = await db.database.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'mikro_orm_migrations' order by 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await db.database.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`);
    digests[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex')}`;
  }
  return digests;
}

let db: TestDatabase;
let again: TestDatabase;
beforeAll(async () => {
  db = await told();
  again = await told();
}, 2 * TELLING_MS);
afterAll(async () => {
  await db.close();
  await again.close();
});

describe('the sample cycle', () => {
  const count = async (query: string): Promise<number> =>
    (await db.database.pool.query<{ n: number }>(`select count(*)::int as n from ${query}`)).rows[0]?.n ?? -1;

  it('is the same whenever it is told', async () => {
    expect(await digestOf(again)).toEqual(await digestOf(db));
  });

  it('holds the whole content', async () => {
    expect({
      accounts: await count('account'),
      proposals2021: await count(`proposal p join process s on s.id = p.process_id where s.slug = 'plan-2021'`),
      proposals2022: await count(`proposal p join process s on s.id = p.process_id where s.slug = 'plan-2022'`),
      endorsements: await count('endorsement'),
      reviews: await count('feasibility_review'),
      roundtables: await count('roundtable'),
      boards: await count('board'),
      sheets: await count('commitment_sheet'),
      comments: await count(`comment where subject_kind <> 'proposal'`),
      voices: await count(`comment where subject_kind = 'proposal'`),
    }).toEqual({
      accounts: 51,
      proposals2021: 24,
      proposals2022: 36,
      endorsements: 148,
      reviews: 53,
      roundtables: 3,
      boards: 6,
      sheets: 5,
      comments: 10,
      voices: 3,
    });
  });

  it('shows what the running call can do: a second signature, a picture with words, paper, news, a state of its own, a follower, a shortlist', async () => {
    expect({
      coAuthors: await count('co_author where accepted_at is not null'),
      pictures: await count(`proposal_attachment where about like 'Dibujo de una vereda%' and small_key is not null`),
      onPaper: await count(`proposal where channel = 'paper' and keyed_by is not null and account_id is null`),
      onTheMap: (await count(`proposal where latitude is not null`)) > 0,
      news: await count('news where removed_at is null'),
      marked: await count('proposal p join own_state o on o.id = p.own_state_id and o.refines = p.state'),
      followers: await count('follow where ended_at is null and account_id is not null'),
      shortlisted: await count('shortlist s, jsonb_array_elements(s.entries) e'),
    }).toEqual({ coAuthors: 1, pictures: 1, onPaper: 1, onTheMap: true, news: 1, marked: 1, followers: 1, shortlisted: 9 });
  });

  it('counts on each proposal the people whose names are under it, or under one that goes on in it', async () => {
    const people = `select count(distinct e.account_id) from endorsement e where e.proposal_id = p.id or e.proposal_id in (
      select o.proposal_id from continuation_part h join continuation_part o on o.continuation_id = h.continuation_id and o.role = 'origin'
      where h.proposal_id = p.id and h.role = 'head')`;
    expect(await count(`proposal p where endorsements <> (${people})`)).toBe(0);
    expect(await count('continuation where undone_at is null')).toBe(2);
  });

  it('answers every proposal of the finished process, and five of ten comments', async () => {
    const open = `not exists (select from response r where r.subject_id::text = x.id::text)`;
    expect(await count(`proposal x join process s on s.id = x.process_id where s.slug = 'plan-2021' and ${open}`)).toBe(0);
    expect(await count(`comment x where subject_kind <> 'proposal' and ${open}`)).toBe(5);
  });

  it('traces each published commitment back to proposals', async () => {
    const sheets = await db.reader.rows(sql<{ state: string; proposals: number }>`
      select c.state, (select count(distinct l.from_id)::int from trace_link l where l.from_kind = 'proposal' and l.to_kind in ('sheet-field', 'milestone')
        and l.to_id like c.id::text || ':%') as proposals
      from commitment_sheet c join process s on s.id = c.process_id where s.slug = 'plan-2021' order by c.number`);
    expect(sheets).toEqual([
      { state: 'published', proposals: 3 },
      { state: 'published', proposals: 4 },
      { state: 'published', proposals: 3 },
    ]);
    expect(await count('publication')).toBe(1);
  });

  it('traces the draft to notes, and a carried-over proposal to the one it came back as', async () => {
    expect(await count(`trace_link where from_kind = 'note' and to_kind = 'sheet-field'`)).toBeGreaterThan(40);
    expect(await count(`trace_link where from_kind = 'proposal' and to_kind = 'proposal'`)).toBe(7);
  });

  it('leaves the visitor a call, a table at its first board and a draft in its round', async () => {
    const open = await db.reader.rows(sql<{ kind: string }>`
      select t.kind from stage t join process s on s.id = t.process_id
      where s.slug = 'plan-2022' and t.opened_at is not null and t.closed_at is null order by t.position`);
    expect(open.map(({ kind }) => kind)).toEqual(['call', 'roundtables', 'consultation']);
    const [table] = await db.reader.rows(sql<{ code: string; board: string; running: boolean }>`
      select r.code, a.board_kind as board, r.timer_ends_at is not null as running
      from roundtable r join agenda_step a on a.id = r.step_id where r.opened_at is not null and r.closed_at is null`);
    expect(table).toEqual({ code: 'A8B3VQ', board: 'situation', running: false });
    expect(await count(`commitment_sheet where state = 'in-comment-round' and version = 2`)).toBe(1);
    expect(
      await count(
        `proposal_assignment a join proposal p on p.id = a.proposal_id where a.reviewed_at is null and p.state = 'in-review'`,
      ),
    ).toBeGreaterThan(0);
  });

  it('chooses at both finished tables what the content says was chosen', async () => {
    const topics = await db.reader.rows(sql<{ title: string; points: number }>`
      select o.title, (b.count->'tally'->>o.id::text)::int as points from ballot b join ballot_option o on o.id::text = b.count->'ending'->>'option' order by b.closed_at`);
    expect(topics).toEqual([
      { title: 'Cartas, formularios y turnos que se entiendan a la primera lectura', points: 28 },
      { title: 'Pedidos de escuelas con respuesta escrita y registro público', points: 20 },
    ]);
  });

  it('is a record without a break, in the order of its days', async () => {
    expect(await verifyChain(db.reader)).toMatchObject({ intact: true });
    expect(await count(`(select at < lag(at) over (order by seq) as back from recorded_event) r where back`)).toBe(0);
    expect(await count(`recorded_event where at < '2021-03-01' or at > '2022-08-30 18:00Z'`)).toBe(0);
  });

  it('writes to nobody, though a mail server is set', async () => {
    expect(await count(`outgoing_mail where state <> 'kept'`)).toBe(0);
    // The invitations of this morning lie in the mailbox page, for a visitor to open.
    expect(await count(`outgoing_mail where kind <> 'outreach.invitation'`)).toBe(0);
    expect(await count('outgoing_mail')).toBe(3);
    expect(await count('event_delivery where delivered_at is null')).toBe(0);
  });
});

describe('a trial installation', () => {
  let app: NestFastifyApplication;
  let sample: Sample | null;

  beforeAll(async () => {
    const trial = readConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SAMPLE: 'true',
      PUBLIC_URL: 'http://mesa.test',
      VAR_DIR: 'node_modules/.cache/mesa/var',
    });
    app = await build({ config: trial, database: again.database, closesDatabase: false, time: null });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    sample = await findSample(app);
    app.get(SamplePeople).offer(sample?.people ?? []);
  });
  afterAll(() => app.close());

  it('tells in both languages where each part is to be tried', () => {
    const text = greeting(app, sample);
    for (const place of ['/sign-in', '/join/A8B3VQ', '/processes/plan-2022/drafts/1', '/processes/plan-2021/plan', '/_mailbox']) {
      expect(text.split(`http://mesa.test${place}\n`)).toHaveLength(3);
    }
    expect(text).toContain('A8B 3VQ');
    expect(text).not.toContain('demo.');
  });

  it('lets everybody on the sign-in page enter where their work is', async () => {
    expect(sample?.people.map(({ home }) => home)).toHaveLength(6);
    for (const person of sample?.people ?? []) {
      const browser = new Browser(app, {});
      const page = await browser.get('/sign-in');
      expect(page.text).toContain(person.name);
      const form = [...page.document.querySelectorAll('form')].find((each) =>
        each.querySelector(`[name="email"][value="${person.email}"]`),
      );
      expect(form).toBeDefined();
      const fields = Object.fromEntries(
        [...(form?.querySelectorAll('input[name]') ?? [])].map((input) => [
          input.getAttribute('name') ?? '',
          input.getAttribute('value') ?? '',
        ]),
      );
      await browser.rawPost('/sign-in/sample', fields);
      const home = await browser.get(person.home);
      expect({ home: person.home, status: home.status }).toEqual({ home: person.home, status: 200 });
    }
  });

  it('names once what a proposal has led to, though it stands on a board too', async () => {
    const page = await new Browser(app, {}).get('/processes/plan-2022/proposals/P-005');
    const led = [...page.document.querySelectorAll('.side-trace li a')].map((each) => each.textContent);
    expect(led.length).toBeGreaterThan(0);
    expect(new Set(led).size).toBe(led.length);
  });

  it('is told once: a second start finds it whole, and tells nothing into what somebody else began', async () => {
    const log = createLog('silent');
    const before = await again.database.pool.query('select count(*) from recorded_event');
    const over = { config, database: again.database, compose: storyOver(again.database) };
    expect(await ensureSample(over, log)).toBe(true);
    expect((await again.database.pool.query('select count(*) from recorded_event')).rows).toEqual(before.rows);
    await again.truncate();
    await again.database.pool.query(
      `insert into process (id, slug, name, summary, template, created_at) values (gen_random_uuid(), 'other', '{}', '{}', 'ogp-three-stages', now())`,
    );
    expect(await ensureSample(over, log)).toBe(false);
  });
});

describe('production', () => {
  it('refuses the sample', () => {
    const fit = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://mesa.example.org',
      SESSION_SECRET: 's'.repeat(40),
      SMTP_URL: 'smtps://mail.example.org',
    };
    expect(() => readConfig({ ...fit, SAMPLE: 'true' })).toThrow('SAMPLE');
    expect(readConfig(fit).SAMPLE).toBe(false);
  });
});
