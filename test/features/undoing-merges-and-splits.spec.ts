import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorFor } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { RefusedError } from '../../src/kernel/refusal.js';
import { sql } from '../../src/platform/database/reader.js';
import { ContinuationsService, ProposalsService } from '../../src/proposals/index.js';
import { ResponsesQueries } from '../../src/responses/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type PersonName, type World } from '../world/world.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const SUPPORTERS = ['beto', 'caro', 'dani', 'eva', 'fran'] as const satisfies PersonName[];
const AT_FIRST = 5;

/** What somebody does next; numbers pick among the proposals there are. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('merge' as const),
    of: fc.uniqueArray(fc.nat(9), { minLength: 2, maxLength: 3 }),
    isNew: fc.boolean(),
  }),
  fc.record({ do: fc.constant('split' as const), of: fc.nat(9) }),
  fc.record({ do: fc.constant('endorse' as const), of: fc.nat(9), by: fc.constantFrom(...SUPPORTERS) }),
);

/** Everything public that a merge or a split touches, of the proposals there were at first. */
async function visible(world: World, most: number): Promise<unknown> {
  const rows = await app.db.reader.rows(sql<{ id: string }>`
    select id, number, state, title, body, author_name, endorsements,
      (select count(*) from endorsement e where e.proposal_id = p.id) as own,
      (select count(*) from trace_link t where t.from_id = p.id::text or t.to_id = p.id::text) as links
    from proposal p where process_id = ${world.processId} and number <= ${most} order by number`);
  const answers = await app.nest.get(ResponsesQueries).latest(rows.map(({ id }) => ({ kind: 'proposal', id })));
  return rows.map((row) => ({ ...row, answer: answers.get(`proposal/${row.id}`)?.disposition ?? null }));
}

const numbers = async (world: World): Promise<number[]> =>
  (
    await app.db.reader.rows(sql<{ number: number }>`
      select number from proposal where process_id = ${world.processId} order by number`)
  ).map(({ number }) => number);

const idOf = async (world: World, number: number): Promise<string> =>
  (
    await app.db.reader.first(sql<{ id: string }>`
      select id from proposal where process_id = ${world.processId} and number = ${number}`)
  )?.id ?? '';

/** A merge or a split of what is there, or null when the rules refuse it. */
async function regroup(
  world: World,
  act: { do: 'merge'; of: number[]; isNew: boolean } | { do: 'split'; of: number },
): Promise<string | null> {
  const service = app.nest.get(ContinuationsService);
  const there = await numbers(world);
  const text = { body: 'Un texto.', themeId: world.themes[0]?.id ?? '' };
  try {
    if (act.do === 'split') {
      const id = await idOf(world, there[act.of % there.length] ?? 1);
      return await service.split(
        id,
        {
          parts: [
            { title: 'A', ...text },
            { title: 'B', ...text },
          ],
          reason: 'Pide dos cosas.',
        },
        SYSTEM,
      );
    }
    const [head = 0, ...origins] = [...new Set(act.of.map((index) => there[index % there.length] ?? 1))];
    if (origins.length === 0) return null;
    const command = act.isNew
      ? { origins: [head, ...origins], head: { title: 'Juntas', lang: 'es' as const, ...text }, reason: 'Piden lo mismo.' }
      : { origins, head, reason: 'Piden lo mismo.' };
    return await service.merge(world.processId, command, SYSTEM);
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

describe('whatever is merged and split', () => {
  it('undone in turn, leaves everything as it was; and each head counts each person once meanwhile', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        round += 1;
        const world = await makeWorld(app, { slug: `vuelta-${round}` });
        await world.open('call');
        for (let n = 0; n < AT_FIRST; n++) await propose(app, world, `Propuesta ${n}`, { author: `Autora ${n}` });
        const done: { id: string; before: unknown; most: number }[] = [];
        for (const act of steps) {
          if (act.do === 'endorse') {
            // A support changes what is visible, so nothing made before it is compared with what was before it.
            if (done.length > 0) continue;
            const there = await numbers(world);
            await app.nest
              .get(ProposalsService)
              .endorse(await idOf(world, there[act.of % there.length] ?? 1), actorFor(world.account(act.by)))
              .catch((error: unknown) => expect(error).toBeInstanceOf(RefusedError));
            continue;
          }
          const most = (await numbers(world)).length;
          const before = await visible(world, most);
          const id = await regroup(world, act);
          if (id) done.push({ id, before, most });
          else expect(await visible(world, most)).toEqual(before);
          await expectEachPersonOnce(world);
        }
        for (const { id, before, most } of done.toReversed()) {
          await app.nest.get(ContinuationsService).undo(world.processId, id, 'Se deshace.', SYSTEM);
          expect(await visible(world, most)).toEqual(before);
        }
      }),
      { numRuns: 12, seed: 20221126 },
    );
  }, 120_000);
});

/** The count of every proposal, found again from the parts alone. */
async function expectEachPersonOnce(world: World): Promise<void> {
  const links = await app.db.reader.rows(sql<{ origin: string; head: string }>`
    select o.proposal_id as origin, h.proposal_id as head from continuation c
    join continuation_part o on o.continuation_id = c.id and o.role = 'origin'
    join continuation_part h on h.continuation_id = c.id and h.role = 'head' where c.undone_at is null`);
  const supports = await app.db.reader.rows(sql<{ proposal: string; account: string }>`
    select proposal_id as proposal, account_id as account from endorsement`);
  const rows = await app.db.reader.rows(sql<{ id: string; endorsements: number }>`
    select id, endorsements from proposal where process_id = ${world.processId}`);
  for (const { id, endorsements } of rows) {
    const line = new Set([id]);
    for (const each of line) for (const { origin, head } of links) if (head === each) line.add(origin);
    const people = new Set(supports.filter(({ proposal }) => line.has(proposal)).map(({ account }) => account));
    expect(endorsements).toBe(people.size);
  }
}
