/**
 * Fills a migrated, empty database with one public process and many invented proposals, as the services would have written them: versions,
 * endorsements, comments, assignments, reviews, answers and the record of events. The same seed and number give the same rows.
 *
 *     npm run build && DATABASE_URL=postgres://… npm run bench:proposals -- 28000 [seed]
 *
 * Invented names and addresses only. Refuses a database that holds a process already.
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { compiled } from './compiled.ts';
import { inventProposal, type Invented } from './invented-proposal.ts';
import { COMMENTS, FIRST_NAMES, LAST_NAMES, THEMES } from './proposal-words.ts';
import { Seeded } from './seeded.ts';
import { insertRows, type Column } from './insert-rows.ts';

type Chain = typeof import('../../src/platform/events/chain.js');
type Uuid = typeof import('../../src/platform/clock/uuid.js');

export const SLUG = 'ciudad-abierta';
const ACCOUNTS = 3000;
const MOST = 100_000;
const BEGIN = Date.UTC(2026, 2, 2, 12);
const BATCH = 1000;

export interface Made {
  readonly processId: string;
  readonly proposals: number;
  readonly endorsements: number;
  readonly comments: number;
}

/** Fills the database at `url`; progress goes to `say`. */
export async function makeProposals(
  url: string,
  count: number,
  seed = 1,
  say: (line: string) => void = () => undefined,
): Promise<Made> {
  if (!Number.isInteger(count) || count < 1 || count > MOST) throw new Error(`The number of proposals must be from 1 to ${MOST}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from process limit 1');
    if (rows.length > 0) throw new Error('This database holds a process already: give it an empty one');
    await client.query('begin');
    const made = await new Filling(client, seed, await compiled<Uuid>('platform/clock/uuid.js')).fill(count, say);
    await client.query('commit');
    say('Collecting statistics');
    await client.query('vacuum (analyze)');
    return made;
  } finally {
    await client.end();
  }
}

class Filling {
  private readonly dice: Seeded;
  private readonly client: pg.Client;
  private readonly ids: InstanceType<Uuid['Uuid7Sequence']>;

  constructor(client: pg.Client, seed: number, { Uuid7Sequence }: Uuid) {
    this.client = client;
    this.dice = new Seeded(seed);
    this.ids = new Uuid7Sequence();
  }

  async fill(count: number, say: (line: string) => void): Promise<Made> {
    const { processId, themeIds, areaIds } = await this.process();
    const accountIds = await this.accounts();
    const record = await Recording.begin(this.client, processId, (at) => this.id(at));
    for (let from = 0; from < count; from += BATCH) {
      const batch = this.invented(from, Math.min(count, from + BATCH), themeIds, areaIds, accountIds);
      await this.write(batch, processId);
      await record.of(batch);
      if ((from / BATCH) % 5 === 4) say(`${from + BATCH} proposals`);
    }
    const endorsements = await this.endorsements(accountIds);
    const comments = await this.comments(processId);
    await this.client.query(`insert into sequence_counter (scope, name, last) values ($1, 'proposal', $2), ($1, 'comment', $3)`, [
      processId,
      count,
      comments,
    ]);
    return { processId, proposals: count, endorsements, comments };
  }

  private id(at = BEGIN): string {
    return this.ids.next(at, this.dice.bytes(8));
  }

  private async process() {
    const processId = this.id();
    const named = (es: string, en: string, fr: string) => JSON.stringify({ es, en, fr });
    await this.client.query(
      `insert into process (id, slug, name, summary, template, created_at, published_at) values ($1, $2, $3, $4, 'ogp-three-stages', $5, $5)`,
      [
        processId,
        SLUG,
        named('Plan de ciudad abierta', 'Open city plan', 'Plan de la ville ouverte'),
        named('Una convocatoria inventada, para medir.', 'An invented call, to measure with.', 'Un appel inventé, pour mesurer.'),
        new Date(BEGIN),
      ],
    );
    const kinds = ['preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring'];
    for (const [position, kind] of kinds.entries()) {
      const opened = kind === 'call' || kind === 'review' ? new Date(BEGIN) : null;
      await this.client.query(
        `insert into stage (id, process_id, position, kind, name, starts_on, ends_on, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[this.id(), processId, position, kind],
          named(`Etapa ${position + 1}`, `Stage ${position + 1}`, `Étape ${position + 1}`),
          ...[`2026-0${position + 1}-02`, `2026-0${position + 1}-27`, opened],
        ],
      );
    }
    const [themeIds, areaIds]: [string[], string[]] = [[], []];
    for (const [position, { name, area }] of THEMES.entries()) {
      themeIds.push(this.id());
      areaIds.push(this.id());
      await this.client.query('insert into theme (id, process_id, position, name) values ($1, $2, $3, $4)', [
        themeIds[position],
        processId,
        position,
        JSON.stringify(name),
      ]);
      await this.client.query('insert into area (id, process_id, position, name) values ($1, $2, $3, $4)', [
        areaIds[position],
        processId,
        position,
        JSON.stringify(area),
      ]);
    }
    return { processId, themeIds, areaIds };
  }

  private async accounts(): Promise<string[]> {
    const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
      id: this.id(),
      email: `persona-${index + 1}@example.org`,
      name: `${this.dice.of(FIRST_NAMES)} ${this.dice.of(LAST_NAMES)}`,
    }));
    await insertRows(this.client, 'account', accounts, {
      id: ['uuid', (one) => one.id],
      email: ['text', (one) => one.email],
      name: ['text', (one) => one.name],
      locale: ['text', () => 'es'],
      is_administrator: ['boolean', () => false],
      created_at: ['timestamptz', () => new Date(BEGIN)],
    });
    return accounts.map((one) => one.id);
  }

  private invented(from: number, to: number, themeIds: string[], areaIds: string[], accountIds: string[]): Invented[] {
    const batch: Invented[] = [];
    for (let number = from + 1; number <= to; number++) {
      const ids = [this.id(BEGIN + number * 90_000), this.id(), this.id(), this.id()] as const;
      batch.push(inventProposal(this.dice, { number, ids, themeIds, areaIds, accountIds, begin: BEGIN }));
    }
    return batch;
  }

  private async write(batch: readonly Invented[], processId: string): Promise<void> {
    const { client } = this;
    await insertRows(client, 'proposal', batch, proposalColumns(processId));
    await insertRows(client, 'proposal_version', batch, {
      id: ['uuid', (one) => one.ids[1]],
      proposal_id: ['uuid', (one) => one.ids[0]],
      version: ['int', () => 1],
      title: ['text', (one) => one.title],
      body: ['text', (one) => one.body],
      at: ['timestamptz', (one) => one.at],
    });
    const sent = batch.filter((one) => one.dueOn !== null);
    await insertRows(client, 'proposal_assignment', sent, {
      id: ['uuid', (one) => one.ids[2]],
      proposal_id: ['uuid', (one) => one.ids[0]],
      area_id: ['uuid', (one) => one.areaId],
      due_on: ['date', (one) => one.dueOn],
      assigned_at: ['timestamptz', (one) => one.at],
      reviewed_at: ['timestamptz', (one) => (one.verdict ? one.later : null)],
    });
    await insertRows(
      client,
      'feasibility_review',
      sent.filter((one) => one.verdict !== null),
      {
        id: ['uuid', (one) => one.ids[3]],
        proposal_id: ['uuid', (one) => one.ids[0]],
        area_id: ['uuid', (one) => one.areaId],
        verdict: ['text', (one) => one.verdict],
        reasons: ['text', () => 'El área revisó los antecedentes, el presupuesto y las normas que rigen la materia.'],
        signed_by: ['text', () => 'Dirección a cargo'],
        at: ['timestamptz', (one) => one.later],
      },
    );
    await insertRows(
      client,
      'response',
      batch.filter((one) => one.disposition !== null),
      {
        id: ['uuid', (one) => one.ids[3]],
        process_id: ['uuid', () => processId],
        subject_kind: ['text', () => 'proposal'],
        subject_id: ['text', (one) => one.ids[0]],
        disposition: ['text', (one) => one.disposition],
        reason: ['text', () => 'Se explicó en la revisión del área y en la reunión pública.'],
        decided_by: ['text', () => 'Equipo de gobierno abierto'],
        at: ['timestamptz', (one) => one.later],
      },
    );
    await insertRows(
      client,
      'hiding',
      batch.filter((one) => one.state === 'hidden'),
      {
        id: ['uuid', (one) => one.ids[3]],
        process_id: ['uuid', () => processId],
        subject_kind: ['text', () => 'proposal'],
        subject_id: ['text', (one) => one.ids[0]],
        rule: ['text', () => 'other'],
        reason: ['text', () => 'Nombra a una persona que no aceptó aparecer.'],
        at: ['timestamptz', (one) => one.later],
        is_undone: ['boolean', () => false],
      },
    );
    await insertRows(
      client,
      'moderation_case',
      batch.filter((one) => one.state === 'held'),
      {
        id: ['uuid', (one) => one.ids[3]],
        process_id: ['uuid', () => processId],
        subject_kind: ['text', () => 'proposal'],
        subject_id: ['text', (one) => one.ids[0]],
        cause: ['text', () => 'held'],
        since: ['timestamptz', (one) => one.at],
        version: ['int', () => 1],
      },
    );
    await insertRows(
      client,
      'withdrawal',
      batch.filter((one) => one.state === 'withdrawn'),
      {
        id: ['uuid', (one) => one.ids[3]],
        proposal_id: ['uuid', (one) => one.ids[0]],
        at: ['timestamptz', (one) => one.later],
      },
    );
  }

  /** Few proposals with many names and many with few, as it is in calls: by a power of the proposal's lot. */
  private async endorsements(accountIds: readonly string[]): Promise<number> {
    await this.client.query(
      `insert into endorsement (id, proposal_id, account_id, at)
       select md5(p.id::text || n)::uuid, p.id, ($1::uuid[])[1 + (p.lot::bigint * 31 + n * 7919) % $2], p.published_at
       from proposal p cross join lateral generate_series(1, floor(power(p.lot / 268435456.0, 9) * 60)::int) n
       where p.published_at is not null on conflict do nothing`,
      [accountIds, accountIds.length],
    );
    const { rows } = await this.client.query<{ sum: string }>(
      `with counted as (select proposal_id, count(*) as count from endorsement group by proposal_id),
        set_ as (update proposal p set endorsements = c.count from counted c where c.proposal_id = p.id)
       select sum(count) from counted`,
    );
    return Number(rows[0]?.sum ?? 0);
  }

  private async comments(processId: string): Promise<number> {
    const { rowCount } = await this.client.query(
      `insert into comment (id, process_id, number, subject_kind, subject_id, body, about_version, lang, author_name, written_at)
       select md5('comment' || p.id::text || n)::uuid, $1, row_number() over (order by p.number, n), 'proposal', p.id::text,
         ($2::text[])[1 + (p.lot + n) % $3], 1, 'es', 'Vecina ' || (p.lot + n) % 3000, p.published_at + n * interval '1 hour'
       from proposal p cross join lateral generate_series(1, floor(power((p.lot * 7::bigint % 268435456) / 268435456.0, 6) * 14)::int) n
       where p.published_at is not null`,
      [processId, COMMENTS, COMMENTS.length],
    );
    return rowCount ?? 0;
  }
}

/** The chained record of what happened, as Events writes it. */
class Recording {
  private readonly chain: Chain;
  private readonly client: pg.Client;
  private readonly processId: string;
  private readonly newId: (at: number) => string;
  private head: Chain['ORIGIN'];

  private constructor(chain: Chain, client: pg.Client, processId: string, newId: (at: number) => string, head: Chain['ORIGIN']) {
    this.chain = chain;
    this.client = client;
    this.processId = processId;
    this.newId = newId;
    this.head = head;
  }

  static async begin(client: pg.Client, processId: string, newId: (at: number) => string): Promise<Recording> {
    const chain = await compiled<Chain>('platform/events/chain.js');
    const { rows } = await client.query<Chain['ORIGIN']>('select seq, hash from recorded_event order by seq desc limit 1');
    return new Recording(chain, client, processId, newId, rows[0] ?? chain.ORIGIN);
  }

  async of(batch: readonly Invented[]): Promise<void> {
    const links = batch.flatMap((one) => [
      this.link(one.at, 'proposals.proposal-submitted', {
        proposalId: one.ids[0],
        number: one.number,
        isHeld: one.state === 'held',
      }),
      ...(one.state === 'held' ? [] : [this.link(one.at, 'proposals.proposal-published', { proposalId: one.ids[0] })]),
    ]);
    type One = (typeof links)[number];
    await insertRows<One>(this.client, 'recorded_event', links, {
      id: ['uuid', (one) => one.id],
      seq: ['int', (one) => one.seq],
      at: ['timestamptz', (one) => one.at],
      type: ['text', (one) => one.type],
      actor_kind: ['text', (one) => one.actorKind],
      process_id: ['uuid', (one) => one.processId],
      body: ['jsonb', (one) => JSON.stringify(one.body)],
      canonical: ['text', (one) => one.canonical],
      prev_hash: ['text', (one) => one.prevHash],
      hash: ['text', (one) => one.hash],
    });
  }

  private link(at: Date, type: string, body: Record<string, unknown>) {
    const link = {
      ...{ seq: this.head.seq + 1, id: this.newId(at.getTime()), at: at.toISOString(), type },
      ...{ actorKind: 'visitor', actorId: null, processId: this.processId, requestId: null, body, prevHash: this.head.hash },
    };
    const canonical = this.chain.canonicalText(link);
    const hash = this.chain.linkHash(canonical);
    this.head = { seq: link.seq, hash };
    return { ...link, canonical, hash };
  }
}

const proposalColumns = (processId: string): Record<string, Column<Invented>> => ({
  id: ['uuid', (one) => one.ids[0]],
  process_id: ['uuid', () => processId],
  number: ['int', (one) => one.number],
  theme_id: ['uuid', (one) => one.themeId],
  title: ['text', (one) => one.title],
  body: ['text', (one) => one.body],
  lang: ['text', (one) => one.lang],
  author_name: ['text', (one) => one.authorName],
  author_email: ['text', (one) => `propuesta-${one.number}@example.org`],
  author_locale: ['text', (one) => one.lang],
  account_id: ['uuid', (one) => one.accountId],
  sector: ['text', (one) => one.sector],
  on_behalf_of: ['text', (one) => one.onBehalfOf],
  neighbourhood: ['text', (one) => one.neighbourhood],
  state: ['text', (one) => one.state],
  endorsements: ['int', () => 0],
  submitted_at: ['timestamptz', (one) => one.at],
  published_at: ['timestamptz', (one) => (one.state === 'held' ? null : one.at)],
  receipt_hash: ['text', (one) => createHash('sha256').update(`receipt ${one.ids[0]}`).digest('hex')],
});

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('Say which database to fill: DATABASE_URL');
  const made = await makeProposals(url, Number(process.argv[2] ?? 28_000), Number(process.argv[3] ?? 1), (line) =>
    console.log(line),
  );
  console.log(`Process ${SLUG}: ${made.proposals} proposals, ${made.endorsements} endorsements, ${made.comments} comments`);
}
