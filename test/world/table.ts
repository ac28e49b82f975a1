import { SYSTEM, type Actor } from '../../src/kernel/actor.js';
import { actorFor } from '../../src/accounts/index.js';
import { BoardsService } from '../../src/boards/index.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import {
  BallotsService,
  FloorService,
  RoomBoards,
  RoomQueries,
  RoomService,
  RoundtablesQueries,
  RoundtablesService,
} from '../../src/roundtables/index.js';
import type { RoomSnapshot } from '../../src/roundtables/domain/index.js';
import { AccessRules } from '../../src/platform/access/access.js';
import type { TestApp } from '../support/app.js';
import type { World } from './world.js';

/** The world with one roundtable: Beto runs it, two feasible proposals are brought to it, Dani and Eva may sit down. */
export interface Table {
  readonly id: string;
  readonly slug: string;
  readonly code: string;
  readonly proposals: readonly { id: string; number: number }[];
  readonly beto: Actor;
  readonly services: {
    readonly tables: RoundtablesService;
    readonly room: RoomService;
    readonly floor: FloorService;
    readonly ballots: BallotsService;
    readonly boards: BoardsService;
    readonly roomBoards: RoomBoards;
  };
  /** Opens the room as Beto. */
  open(): Promise<void>;
  /** Sits a person down; returns them as an actor and their seat. */
  seat(name: string, sector?: 'residents' | 'civil-society' | 'academia'): Promise<{ actor: Actor; seat: string }>;
  /** The room as this person sees it. */
  sees(actor: Actor): Promise<RoomSnapshot>;
  /** Goes on until the step of this kind (and board) is at hand. */
  goTo(kind: string, boardKind?: string): Promise<void>;
  boardOf(kind: 'situation' | 'sheet'): Promise<string>;
}

const SUBMITTED = { lang: 'es', sector: 'residents', onBehalfOf: null, neighbourhood: null, accountId: null } as const;

export async function makeTable(
  app: TestApp,
  world: World,
  options: { allowsGuests?: boolean; agenda?: 'default' } = {},
): Promise<Table> {
  await world.open('call', 'review', 'roundtables');
  const get = app.nest.get.bind(app.nest);
  const [proposals, decisions] = [get(ProposalsService), get(DecisionsService)];
  const brought: { id: string; number: number }[] = [];
  for (const [title, authorName] of [
    ['Cartas que se entiendan', 'Nélida Q.'],
    ['Turnos sin laberinto', 'Walter F.'],
  ] as const) {
    const themeId = world.themes[1]?.id ?? '';
    const sent = await proposals.submit(
      {
        ...SUBMITTED,
        processId: world.processId,
        themeId,
        title,
        body: `${title}, por favor.`,
        authorName,
        authorEmail: `${brought.length}@example.org`,
      },
      SYSTEM,
    );
    const areaId = world.areas[0]?.id ?? '';
    await decisions.assign(world.processId, { proposals: [sent.id], areaId, dueOn: '2026-04-01' }, SYSTEM);
    const review = {
      verdict: 'feasible' as const,
      reasons: 'Se puede hacer.',
      existing: 'Hay una guía de 2019.',
      budget: null,
      law: null,
      responsible: null,
      changes: null,
      signedBy: 'Rita',
    };
    await decisions.review(sent.id, areaId, review, SYSTEM);
    brought.push({ id: sent.id, number: sent.number });
  }
  const services = {
    tables: get(RoundtablesService), room: get(RoomService), floor: get(FloorService), ballots: get(BallotsService), boards: get(BoardsService), roomBoards: get(RoomBoards),
  }; // prettier-ignore
  const title = { es: 'Lenguaje claro', en: 'Plain language', fr: 'Langage clair' };
  const { id, slug, code } = await services.tables.setUp(
    world.processId,
    {
      slug: 'lenguaje-claro',
      themeId: world.themes[1]?.id ?? '',
      title,
      summary: title,
      startsAt: new Date('2026-03-02T17:30:00Z'),
      endsAt: new Date('2026-03-02T19:45:00Z'),
      allowsGuests: options.allowsGuests ?? true,
      facilitatorId: world.account('beto').id,
      deputyIds: [world.account('ana').id],
      proposals: brought.map((each) => ({ proposalId: each.id, why: null })),
    },
    actorFor(world.account('ana')),
  );
  const beto = actorFor(world.account('beto'));
  const [queries, rooms, rules] = [get(RoundtablesQueries), get(RoomQueries), get(AccessRules)];
  let guests = 0;
  const sees = async (actor: Actor): Promise<RoomSnapshot> => {
    const facts = await queries.factsOf({ id }, actor);
    const snapshot = facts && (await rooms.snapshot(facts, await rules.standing(actor, world.processId)));
    if (!snapshot) throw new Error(`${actor.name} is not in the room`);
    return snapshot;
  };
  return {
    id, slug, code, proposals: brought, beto, services, sees,
    open: () => services.tables.open(id, beto),
    seat: async (name, sector = 'residents') => {
      guests += 1;
      const actor: Actor = { kind: 'guest', id: `0190b0a0-0000-7000-8000-${String(guests).padStart(12, '0')}`, name, isAdministrator: false };
      const { attendanceId } = await services.room.join(id, { name, sector, organisation: null, needs: [] }, actor);
      return { actor, seat: attendanceId };
    },
    goTo: async (kind, boardKind) => {
      for (let moves = 0; moves < 20; moves++) {
        const { state } = await sees(beto);
        const now = state.agenda.find((step) => step.id === state.step?.id);
        if (now?.kind === kind && (!boardKind || now.board?.kind === boardKind)) return;
        await services.room.next(id, now?.id ?? '', beto);
      }
      throw new Error(`The agenda has no ${kind}`);
    },
    boardOf: async (kind) => (await queries.boardsOf(id)).find((board) => board.kind === kind)?.id ?? '',
  }; // prettier-ignore
}
