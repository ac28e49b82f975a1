import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readingOrder } from '../../src/boards/domain/index.js';
import { BallotQueries } from '../../src/roundtables/index.js';
import { canonicalJson, orderedPapers, type DeclareBallot, type RoomBallot } from '../../src/roundtables/domain/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { TraceQueries } from '../../src/trace/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeTable, type Table } from '../world/table.js';
import { makeWorld } from '../world/world.js';

let app: TestApp;
let table: Table;
let people: { actor: Parameters<Table['sees']>[0]; seat: string }[];

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  table = await makeTable(app, await makeWorld(app));
  await table.open();
  people = [await table.seat('Dani'), await table.seat('Eva'), await table.seat('Gabi', 'academia')];
  await table.goTo('ballot');
});
afterAll(() => app.close());

const RULES = {
  question: '¿Sobre qué tema escribimos?',
  method: 'dots',
  budget: 3,
  perOption: 2,
  quorum: 2,
  tieRule: 'facilitator-decides',
  electorate: 'seated',
  closingRule: 'by-hand',
  minutes: null,
  secrecy: 'secret',
} as const;

async function declare(rules: Partial<DeclareBallot> = {}): Promise<string> {
  const board = await table.services.roomBoards.situation(table.id);
  const heads =
    readingOrder(board)
      .find(({ key }) => key === 'problem')
      ?.stacks.map(({ head }) => ({ note: head.id, title: null })) ?? [];
  return table.services.ballots.declare(table.id, { ...RULES, options: heads, ...rules }, board, table.beto);
}

async function opened(rules: Partial<DeclareBallot> = {}): Promise<RoomBallot> {
  const id = await declare(rules);
  await table.services.ballots.open(table.id, id, table.beto);
  return latest();
}

const latest = async (): Promise<RoomBallot> => {
  const ballot = (await table.sees(table.beto)).state.ballots.at(-1);
  if (!ballot) throw new Error('No ballot');
  return ballot;
};

const choicesOf = (ballot: RoomBallot, given: readonly number[]) =>
  Object.fromEntries(ballot.options.map(({ id }, index) => [id, given[index] ?? 0]));

const vote = (ballot: RoomBallot, who: number, ...given: number[]): Promise<string> =>
  table.services.ballots.vote(table.id, ballot.id, people[who]?.seat ?? '', { choices: choicesOf(ballot, given) });

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { refusal?: { code: string } }) => error.refusal?.code,
  );

describe('A ballot', () => {
  it('takes its options from the stacks of board 1, with the notes behind each', async () => {
    const ballot = await opened();
    expect(ballot.options.map(({ title }) => title)).toEqual(['P-001 Cartas que se entiendan', 'P-002 Turnos sin laberinto']);
    expect(ballot.options[0]?.noteIds).toHaveLength(1);
    const board = await table.services.roomBoards.situation(table.id);
    const stray = { note: '0190b0a0-0000-7000-8000-00000000eeee', title: 'Ajeno' };
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect(
      await refusal(table.services.ballots.declare(table.id, { ...RULES, options: [stray, stray] }, board, table.beto)),
    ).toBe('ballot-unknown-stack');
  });

  it('does not change once it is open', async () => {
    await opened();
    expect(await refusal(declare({ quorum: 1 }))).toBe('ballot-already-open');
  });

  it('keeps to its rules: budget, most per option, its own options', async () => {
    const ballot = await opened();
    expect(await refusal(vote(ballot, 0, 2, 2))).toBe('vote-over-budget');
    expect(await refusal(vote(ballot, 0, 3, 0))).toBe('vote-over-option');
    expect(
      await refusal(table.services.ballots.vote(table.id, ballot.id, people[0]?.seat ?? '', { choices: { [table.id]: 1 } })),
    ).toBe('vote-unknown-option');
    expect((await latest()).votes).toBe(0);
  });

  it('lets a vote be changed until it is closed, and shows no result before', async () => {
    const ballot = await opened();
    const receipt = await vote(ballot, 0, 2, 1);
    expect(await vote(ballot, 0, 0, 2)).toBe(receipt);
    await vote(ballot, 1, 0, 1);
    const { state, me } = await table.sees(people[0]!.actor);
    expect(state.ballots[0]).toMatchObject({ votes: 2, electorate: 3, result: null });
    expect(me.vote?.choices).toEqual({ [ballot.options[1]!.id]: 2 });
    expect(JSON.stringify(state)).not.toContain(receipt);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect(await refusal(vote(ballot, 2, 2, 0))).toBe('ballot-not-open');
    expect((await latest()).result).toMatchObject({
      tally: { [ballot.options[0]!.id]: 0, [ballot.options[1]!.id]: 3 },
      ending: { kind: 'chosen', option: ballot.options[1]!.id },
    });
  });

  it('names the topic, and leads its notes there', async () => {
    const ballot = await opened();
    await vote(ballot, 0, 2, 0);
    await vote(ballot, 1, 1, 0);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    const { topic } = (await table.sees(table.beto)).state;
    expect(topic?.title).toBe('P-001 Cartas que se entiendan');
    const links = await app.nest.get(TraceQueries).leadingToAll([{ kind: 'topic', id: topic!.optionId }]);
    expect(links).toContainEqual({
      from: { kind: 'proposal', id: table.proposals[0]!.id },
      to: { kind: 'note', id: `${topic!.boardId}:${topic!.noteIds[0]}` },
    });
  });

  it('does not count below its quorum', async () => {
    const ballot = await opened();
    await vote(ballot, 0, 2, 0);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect((await latest()).result?.ending).toEqual({ kind: 'no-quorum' });
    expect((await table.sees(table.beto)).state.topic).toBeNull();
  });

  it('counts nobody who was put out of the room', async () => {
    const ballot = await opened();
    for (const [who, given] of [
      [0, [2, 0]],
      [1, [2, 0]],
      [2, [0, 2]],
    ] as const)
      await vote(ballot, who, ...given);
    await table.services.room.ban(table.id, people[2]!.seat, table.beto);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect(await latest()).toMatchObject({ votes: 2, electorate: 2, result: { tally: { [ballot.options[1]!.id]: 0 } } });
  });
});

describe('A tie', () => {
  const tie = async (rules: Partial<DeclareBallot>): Promise<RoomBallot> => {
    const ballot = await opened(rules);
    await vote(ballot, 0, 2, 0);
    await vote(ballot, 1, 0, 2);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    return ballot;
  };

  it('is settled by whoever facilitates, among the tied, with a reason that stays', async () => {
    const ballot = await tie({});
    expect((await latest()).result?.ending.kind).toBe('tied');
    expect(await refusal(table.services.ballots.decide(table.id, ballot.id, table.id, 'Porque sí', table.beto))).toBe(
      'ballot-not-among-tied',
    );
    await table.services.ballots.decide(table.id, ballot.id, ballot.options[1]!.id, 'Hay más casos.', table.beto);
    expect((await table.sees(people[0]!.actor)).state).toMatchObject({
      topic: { title: 'P-002 Turnos sin laberinto' },
      ballots: [{ result: { decision: { reason: 'Hay más casos.', by: 'Beto Facilita' } } }],
    });
  });

  it('goes to a second round when that was declared, and nobody decides it alone', async () => {
    const ballot = await tie({ tieRule: 'second-round' });
    expect(await refusal(table.services.ballots.decide(table.id, ballot.id, ballot.options[0]!.id, 'Yo digo', table.beto))).toBe(
      'ballot-not-tied',
    );
    await table.services.ballots.secondRound(table.id, ballot.id, table.beto);
    const second = await latest();
    expect(second).toMatchObject({ round: 2, state: 'declared', question: RULES.question });
    expect(second.options.map(({ title }) => title)).toEqual(ballot.options.map(({ title }) => title));
  });
});

describe('The secret', () => {
  const dump = async (): Promise<string> =>
    JSON.stringify([
      await app.db.reader.rows(sql`select * from vote order by voter_key`),
      await app.db.reader.rows(sql`select * from ballot`),
    ]);

  it('is gone after the closing, so that no row joins a person to a vote', async () => {
    const ballot = await opened();
    for (const who of [0, 1, 2]) await vote(ballot, who, 1, 0);
    const secretOf = async () =>
      (await app.db.reader.first(sql<{ secret: string | null }>`select secret from ballot where id = ${ballot.id}`))?.secret;
    expect(await secretOf()).toMatch(/^[0-9a-f]{64}$/);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect(await secretOf()).toBeNull();
    const rows = await dump();
    for (const { seat, actor } of people) for (const known of [seat, actor.id ?? '']) expect(rows).not.toContain(known);
    expect(await app.db.reader.rows(sql`select 1 from vote`)).toEqual([]);
  });

  it('keeps receipts apart from votes, each list in an order of its own', async () => {
    const ballot = await opened();
    const receipts = [await vote(ballot, 0, 2, 1), await vote(ballot, 1, 0, 0), await vote(ballot, 2, 0, 1)];
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    const bundle = await app.nest.get(BallotQueries).bundle(table.id, ballot.id);
    expect(bundle.receipts).toEqual(receipts.toSorted());
    expect(bundle.papers).toEqual(orderedPapers(bundle.papers));
    expect(bundle.count).toMatchObject({ votes: 3, abstentions: 1 });
    for (const receipt of receipts) expect(JSON.stringify(bundle.papers)).not.toContain(receipt);
  });

  it('is told by no event of the record', async () => {
    const ballot = await opened();
    const before = await app.db.reader.rows(sql`select seq from recorded_event`);
    await vote(ballot, 0, 2, 1);
    expect(await app.db.reader.rows(sql`select seq from recorded_event`)).toHaveLength(before.length);
  });
});

describe('Its rules', () => {
  it('may leave it to those who were there when it opened', async () => {
    const ballot = await opened({ electorate: 'seated-at-opening' });
    app.clock.advance({ minutes: 1 });
    people.push(await table.seat('Tarde'));
    expect(await refusal(vote(ballot, 3, 1, 0))).toBe('vote-not-in-electorate');
    await vote(ballot, 0, 1, 0);
    expect(await latest()).toMatchObject({ votes: 1, electorate: 3 });
  });

  it('may end it with the last vote that was missing', async () => {
    const ballot = await opened({ closingRule: 'all-voted' });
    await vote(ballot, 0, 2, 0);
    await vote(ballot, 1, 1, 0);
    await vote(ballot, 1, 0, 1);
    expect((await latest()).state).toBe('open');
    await vote(ballot, 2, 1, 0);
    expect(await latest()).toMatchObject({
      state: 'closed',
      result: { ending: { kind: 'chosen', option: ballot.options[0]?.id } },
    });
  });

  it('may end it by the clock, which counts also when the program comes late', async () => {
    const ballot = await opened({ closingRule: 'minutes', minutes: 5 });
    expect(ballot.endsAt).toBe(new Date(Date.parse(ballot.openedAt ?? '') + 300_000).toISOString());
    await vote(ballot, 0, 2, 0);
    await vote(ballot, 1, 2, 0);
    await expect(table.services.ballots.closeOverdue(table.id, ballot.id)).rejects.toThrow('not over yet');
    app.clock.advance({ minutes: 5 });
    expect(await refusal(vote(ballot, 2, 0, 1))).toBe('ballot-not-open');
    await table.services.ballots.closeOverdue(table.id, ballot.id);
    await table.services.ballots.closeOverdue(table.id, ballot.id);
    expect(await latest()).toMatchObject({ state: 'closed', votes: 2 });
  });

  it('may publish it by name, where that was declared', async () => {
    const ballot = await opened({ secrecy: 'open' });
    await vote(ballot, 0, 2, 1);
    expect(JSON.stringify((await table.sees(people[1]!.actor)).state.ballots)).not.toContain('Dani');
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    const { papers } = await app.nest.get(BallotQueries).bundle(table.id, ballot.id);
    expect(papers).toEqual([{ by: 'Dani', choices: choicesOf(ballot, [2, 1]) }]);
  });

  it('count one vote for each person, however many arrive at once', async () => {
    const ballot = await opened();
    await Promise.all(Array.from({ length: 40 }, (_, at) => vote(ballot, 0, at % 3, 0)));
    expect((await latest()).votes).toBe(1);
  });
});

describe('Methods', () => {
  it('of consent ask for the reason of an objection, and say it without a name', async () => {
    const ballot = await opened({ method: 'consent', quorum: 1 });
    const [first = '', second = ''] = ballot.options.map(({ id }) => id);
    const say = (who: number, choices: Record<string, number>, reasons: Record<string, string> = {}) =>
      table.services.ballots.vote(table.id, ballot.id, people[who]?.seat ?? '', { choices, reasons });
    expect(await refusal(say(0, { [first]: 4 }))).toBe('vote-needs-reason');
    await say(0, { [first]: 4, [second]: 1 }, { [first]: 'No hay presupuesto.', [second]: 'Esto no se pide' });
    await say(1, { [first]: 1, [second]: 2 }, { [second]: 'Falta el plazo.' });
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    expect((await latest()).result).toMatchObject({
      ending: { kind: 'chosen', option: second },
      detail: { answers: { [first]: { agree: 1, object: 1 } } },
    });
    const reasons = (await latest()).result?.reasons ?? [];
    expect(reasons.map(({ text, by }) => [text, by]).sort()).toEqual([
      ['Falta el plazo.', null],
      ['No hay presupuesto.', null],
    ]);
  });

  it('of ranking compare two by two, and the program that counts again comes to the same bytes', async () => {
    const ballot = await opened({ method: 'schulze' });
    for (const [who, ranks] of [
      [0, [1, 2]],
      [1, [2, 1]],
      [2, [0, 1]],
    ] as const)
      await vote(ballot, who, ...ranks);
    await table.services.ballots.close(table.id, ballot.id, table.beto);
    const [first = '', second = ''] = ballot.options.map(({ id }) => id);
    expect((await latest()).result?.detail).toMatchObject({ pairs: { [first]: { [second]: 1 }, [second]: { [first]: 2 } } });
    const { body } = await app.browser().get(`/rooms/${table.id}/ballots/${ballot.id}/ballot.json`);
    const recount = (text: string) => spawnSync(process.execPath, [recountProgram()], { input: text, encoding: 'utf8' });
    const { count } = JSON.parse(body) as { count: unknown };
    expect(recount(body)).toMatchObject({ status: 0, stdout: canonicalJson(count), stderr: '' });
    expect(recount(body.replace('"votes": 3', '"votes": 4'))).toMatchObject({ status: 1, stderr: 'count-differs\n' });
  });
});

/** What people download beside the votes. */
function recountProgram(): string {
  const manifest = JSON.parse(readFileSync('dist/public/manifest.json', 'utf8')) as Record<string, string>;
  return `dist/public/${manifest['recount.js']}`;
}
