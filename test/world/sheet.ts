import { capabilitiesOf, type BoardActor } from '../../src/boards/index.js';
import { Ids } from '../../src/kernel/id.js';
import { readingOrder } from '../../src/boards/domain/index.js';
import { SheetsQueries, type SheetRow } from '../../src/commitments/index.js';
import { actorFor } from '../../src/accounts/index.js';
import { RoomService } from '../../src/roundtables/index.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { makeTable, type Table } from './table.js';
import { makeWorld, type World } from './world.js';

/** A table that has met: its topic is chosen, board 2 holds notes, Dani and Eva sat at it. Beto writes the sheet. */
export interface WrittenTable {
  readonly world: World;
  readonly table: Table;
  readonly boardId: string;
  /** Ids of notes on board 2: one under the problem, one that is a milestone. */
  readonly notes: { readonly problem: string; readonly milestone: string };
  readonly beto: Browser;
  /** Opens the sheet through its page and returns it. */
  open(): Promise<SheetRow>;
  sheet(number?: number): Promise<SheetRow>;
  editor(browser?: Browser): Promise<Answer>;
}

export const PROBLEM = 'Las cartas de la comuna no se entienden.';

export async function makeWrittenTable(app: TestApp): Promise<WrittenTable> {
  const world = await makeWorld(app);
  const table = await makeTable(app, world);
  await table.open();
  const seats = [];
  for (const name of ['dani', 'eva'] as const) {
    const { attendanceId } = await app.nest
      .get(RoomService)
      .join(
        table.id,
        { name: world.account(name).name, sector: 'residents', organisation: null, needs: [] },
        actorFor(world.account(name)),
      );
    seats.push(attendanceId);
  }
  await chooseTopic(table, seats[0] ?? '');
  await table.goTo('board', 'sheet');
  const boardId = await table.boardOf('sheet');
  const [problem, milestone] = [app.nest.get(Ids).next(), app.nest.get(Ids).next()];
  const add = (id: string, section: string, text: string, more: object = {}) =>
    table.services.boards.act(boardId, { t: 'note.add', id, section, text, ...more }, recorder(table));
  await add(problem, 'p1', PROBLEM);
  await add(milestone, 'milestones', 'Reescribir las 20 cartas más enviadas', {
    milestone: { output: '20 modelos publicados', when: '3.er trimestre de 2023', who: 'Atención Ciudadana' },
  });
  const beto = await world.signedIn('beto');
  const queries = app.nest.get(SheetsQueries);
  const sheet = async (number = 1): Promise<SheetRow> => {
    const found = await queries.byNumber(world.processId, number);
    if (!found) throw new Error(`There is no sheet ${number}`);
    return found;
  };
  return {
    world,
    table,
    boardId,
    notes: { problem, milestone },
    beto,
    sheet,
    editor: (browser = beto) => browser.get(`/staff/processes/${world.slug}/sheets/1`),
    open: async () => {
      const page = await beto.get(`/staff/processes/${world.slug}/sheets/new`);
      await beto.submit(page, { roundtableId: table.id });
      return sheet();
    },
  };
}

const recorder = (table: Table): BoardActor => ({
  id: table.beto.id ?? '',
  name: table.beto.name,
  role: 'facilitator',
  sector: null,
  capabilities: capabilitiesOf('facilitator'),
});

async function chooseTopic(table: Table, seat: string): Promise<void> {
  await table.goTo('ballot');
  const board = await table.services.roomBoards.situation(table.id);
  const heads =
    readingOrder(board)
      .find(({ key }) => key === 'problem')
      ?.stacks.map(({ head }) => ({ note: head.id, title: null })) ?? [];
  const rules = {
    question: '¿Sobre qué?',
    method: 'dots',
    budget: 3,
    perOption: 2,
    quorum: 1,
    tieRule: 'facilitator-decides',
    electorate: 'seated',
    closingRule: 'by-hand',
    minutes: null,
    secrecy: 'secret',
  } as const;
  const ballotId = await table.services.ballots.declare(table.id, { ...rules, options: heads }, board, table.beto);
  await table.services.ballots.open(table.id, ballotId, table.beto);
  const ballot = (await table.sees(table.beto)).state.ballots.at(-1);
  await table.services.ballots.vote(table.id, ballotId, seat, { choices: { [ballot?.options[0]?.id ?? '']: 2 } });
  await table.services.ballots.close(table.id, ballotId, table.beto);
}
