import { AccountsService, actorFor, SignInService } from '../../src/accounts/index.js';
import { CommentRoundsService, SHEET_TEMPLATES, SheetsService, SheetVersionsService } from '../../src/commitments/index.js';
import { CommentDraft, fieldByRole } from '../../src/commitments/domain/index.js';
import { SYSTEM, type Actor } from '../../src/kernel/actor.js';
import type { Role } from '../../src/kernel/role.js';
import { AppealLink, ModerationQueries, ModerationService } from '../../src/moderation/index.js';
import { ParticipantsQueries, ParticipantsService } from '../../src/participants/index.js';
import { PlansService } from '../../src/plans/index.js';
import { CallService, NewsService } from '../../src/process/index.js';
import { FileIntake, type HarmlessFile } from '../../src/platform/files/file-intake.js';
import { fileName, ReviewProposal, SubmitProposal } from '../../src/proposals/domain/index.js';
import {
  CoAuthorProof,
  CoAuthorsService,
  AttachmentsService,
  ContinuationProof,
  ContinuationsQueries,
  ContinuationsService,
  DecisionsService,
  ProposalsService,
} from '../../src/proposals/index.js';
import {
  BallotsService,
  MinutesService,
  RoomBoards,
  RoomService,
  RoundtablesQueries,
  RoundtablesService,
} from '../../src/roundtables/index.js';
import { MINUTES_SECTIONS, type MinutesTexts } from '../../src/roundtables/domain/index.js';
import type { TestApp } from '../support/app.js';
import { furnishExchange, type FurnishedExchange } from './exchange.js';
import { furnishOutreach, type FurnishedOutreach } from './outreach.js';
import { furnishVoices, type FurnishedVoices } from './voices.js';
import { makeWorld, type World } from './world.js';

/** Everybody who may come in by any door, and what they are in the process at hand. */
export const PRINCIPALS = [
  'visitor',
  /** Sits at the table without an account. */
  'guest',
  /** Wrote the proposal that is held; holds no role. */
  'resident',
  'coordinator',
  'moderator',
  /** Facilitates the table. */
  'facilitator',
  /** Reviews for the first area. */
  'reviewer',
  /** Coordinates another process only. */
  'coordinator elsewhere',
  'forum member',
  'monitor',
  'administrator',
  /** Reviewed for the first area until the role was taken away. */
  'revoked reviewer',
] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** A process with one of everything in it, known by the names that routes give to their parameters. */
export interface Furnished extends World {
  readonly proposals: { readonly published: string; readonly held: string; readonly own: string };
  readonly stageId: string;
  readonly news: string;
  readonly invitation: string;
  /** The id of the published proposal, as facets name it. */
  readonly subject: string;
  /** The secret in the mail about the hidden proposal. */
  readonly appeal: string;
  /** The secret in the private link of the resident's own proposal, which nobody has begun to review. */
  readonly receipt: string;
  /** Somebody asked to sign the resident's own proposal, by the link in their mail. */
  readonly coAuthor: { readonly id: string; readonly secret: string };
  /** What the last part of a file's address is: several proposals have it. */
  readonly file: string;
  /** A comment and a follow by the private links that went to who has no account. */
  readonly voices: FurnishedVoices;
  /** A merge by the private link of one of its authors. */
  readonly merge: { readonly id: string; readonly part: string; readonly secret: string };
  readonly room: {
    readonly id: string;
    readonly slug: string;
    readonly code: string;
    readonly ballotId: string;
    readonly closedBallotId: string;
    readonly boardId: string;
  };
  /** An organisation invited by name, its contact, a batch, and a table that waits to be imported. */
  readonly outreach: FurnishedOutreach;
  readonly exchange: FurnishedExchange;
  /** Sheets by what has become of them; the shared one has a comment. */
  readonly sheets: { readonly draft: number; readonly shared: number; readonly published: number; readonly comment: number };
}

/** The first version of the rules of every furnished process. */
const RULES = { terms: { es: 'Lo que mandás es público.' }, rules: { es: 'Las mesas deciden.' }, note: null };

const NEWS = { title: { es: 'Empezó la convocatoria' }, body: { es: 'Hasta fin de mes.' } };

/** The seat of the guest at every furnished table. */
export const GUEST = { id: '0193a000-0000-7000-8000-00000000c0de', name: 'Gabi Invitada' };

const OTHERS = {
  'coordinator elsewhere': { email: 'olga@example.org', name: 'Olga Otra', role: null },
  moderator: { email: 'manu@example.org', name: 'Manu Modera', role: 'moderator' },
  'forum member': { email: 'felix@example.org', name: 'Félix Foro', role: 'forum-member' },
  monitor: { email: 'mora@example.org', name: 'Mora Monitorea', role: 'monitor' },
  administrator: { email: 'adela@example.org', name: 'Adela Administra', role: null },
  'revoked reviewer': { email: 'remo@example.org', name: 'Remo Revisaba', role: 'reviewer' },
} as const satisfies Partial<Record<Principal, { email: string; name: string; role: Role | null }>>;

const NAMED = { resident: 'dani', coordinator: 'ana', facilitator: 'beto', reviewer: 'rita' } as const;

/** Session contents that make a browser each of the principals. Call after `furnish`. */
export async function principalSessions(
  app: TestApp,
  world: World,
): Promise<Record<Principal, { signIn?: string; guest?: typeof GUEST }>> {
  const accounts = app.nest.get(AccountsService);
  const sessions: Partial<Record<Principal, { signIn?: string; guest?: typeof GUEST }>> = {
    visitor: {},
    guest: { guest: GUEST },
  };
  const enter = async (account: Parameters<SignInService['enterAs']>[0]) => ({
    signIn: (await app.nest.get(SignInService).enterAs(account)).token,
  });
  for (const [principal, name] of Object.entries(NAMED)) sessions[principal as Principal] = await enter(world.account(name));
  for (const [principal, { email, name }] of Object.entries(OTHERS))
    sessions[principal as Principal] = await enter(
      await accounts.ensure({ email, name, locale: 'es', isAdministrator: principal === 'administrator' }),
    );
  return sessions as Record<Principal, { signIn?: string; guest?: typeof GUEST }>;
}

/** A process like the world's, with a proposal under review and a held one, a table in session with an open ballot, and sheets in three states. */
export async function furnish(app: TestApp, options: { slug: string; isPublic: boolean; isOpen: boolean }): Promise<Furnished> {
  const world = await makeWorld(app, options);
  if (options.isOpen) await world.open('call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring');
  await seatOthers(app, world);
  await app.nest.get(CallService).publishRules(world.processId, RULES, SYSTEM);
  const proposals = await furnishProposals(app, world);
  const invited = {
    email: `nueva-${options.slug}@example.org`,
    name: 'Nadia Nueva',
    role: 'reviewer',
    areaId: world.areas[0]?.id ?? null,
  } as const;
  return {
    ...world,
    stageId: world.stages[0]?.id ?? '',
    news: await app.nest.get(NewsService).publish(world.processId, NEWS, SYSTEM),
    proposals: { published: 'P-001', held: 'P-002', own: 'P-005' },
    invitation: await app.nest.get(ParticipantsService).invite(world.processId, 'Tercer plan', invited, SYSTEM),
    receipt: proposals.receipt,
    coAuthor: proposals.coAuthor,
    subject: proposals.published,
    appeal: proposals.appeal,
    outreach: await furnishOutreach(app, world),
    exchange: await furnishExchange(app, world),
    merge: proposals.merge,
    file: proposals.file,
    voices: await furnishVoices(app, world.processId, proposals.published),
    room: await furnishTable(app, world, proposals.feasible),
    sheets: await furnishSheets(app, world),
  };
}

async function seatOthers(app: TestApp, world: World): Promise<void> {
  const [accounts, participants, queries] = [
    app.nest.get(AccountsService),
    app.nest.get(ParticipantsService),
    app.nest.get(ParticipantsQueries),
  ];
  for (const [principal, { email, name, role }] of Object.entries(OTHERS)) {
    const account = await accounts.ensure({ email, name, locale: 'es', isAdministrator: principal === 'administrator' });
    if (role)
      await participants.grant(
        world.processId,
        account.id,
        role,
        role === 'reviewer' ? (world.areas[0]?.id ?? null) : null,
        SYSTEM,
      );
  }
  const revoked = (await queries.people(world.processId)).find(({ email }) => email === OTHERS['revoked reviewer'].email);
  await participants.revoke(world.processId, revoked?.grantId ?? '', SYSTEM);
}

async function furnishProposals(
  app: TestApp,
  world: World,
): Promise<
  Pick<Furnished, 'receipt' | 'coAuthor' | 'appeal' | 'merge'> & {
    readonly published: string;
    readonly feasible: string[];
    readonly file: string;
  }
> {
  const [proposals, decisions] = [app.nest.get(ProposalsService), app.nest.get(DecisionsService)];
  const submit = (title: string, more: { accountId?: string } = {}, isSuspicious = false) =>
    proposals.submit(
      SubmitProposal.parse({
        processId: world.processId,
        themeId: world.themes[0]?.id,
        title,
        body: 'No se sabe cuánto se espera.\n\nQue se publique cada semana.',
        lang: 'es',
        authorName: 'Graciela Montenegro',
        authorEmail: 'graciela@example.org',
        sector: 'residents',
        ...more,
      }),
      SYSTEM,
      { isSuspicious },
    );
  const first = await submit('Publicar los tiempos de espera');
  const held = await submit('Una propuesta retenida', { accountId: world.account('dani').id }, true);
  const feasible = [await submit('Completar el censo de árboles'), await submit('Abrir las compras menores')].map(({ id }) => id);
  const untouched = await submit('Iluminar la plaza', { accountId: world.account('dani').id });
  const asked = await app.nest.get(CoAuthorsService).invite(untouched.id, { email: 'lucia@example.org' }, 'es', SYSTEM);
  const coAuthor = { id: asked, secret: app.nest.get(CoAuthorProof).of(asked) };
  const [area] = world.areas;
  await decisions.assign(
    world.processId,
    { proposals: [first.id, ...feasible], areaId: area?.id ?? '', dueOn: '2026-04-30' },
    SYSTEM,
  );
  const review = ReviewProposal.parse({
    verdict: 'feasible',
    reasons: 'El dato existe.',
    existing: 'Hay un tablero interno.',
    changes: '',
    signedBy: 'Rita Revisa',
  });
  for (const id of feasible) await decisions.review(id, area?.id ?? '', review, SYSTEM);
  const file = await furnishFiles(app, world.processId, [first, held, untouched].map(({ id }) => id).concat(feasible));
  const gone = await submit('Una propuesta oculta');
  await app.nest.get(ModerationService).decide(
    world.processId,
    {
      subjects: [{ kind: 'proposal', id: gone.id, version: 0 }],
      act: 'hide',
      rule: 'insult',
      reason: 'Ataca a una persona en lugar de discutir una idea.',
    },
    SYSTEM,
  );
  const [hiding] = await app.nest.get(ModerationQueries).hidings({ kind: 'proposal', id: gone.id });
  const appeal = app.nest.get(AppealLink).secretOf(hiding?.id ?? '');
  const twins = [await submit('Bancos en las paradas'), await submit('Asientos en las paradas')];
  const [head, origin] = twins.map(({ number }) => number) as [number, number];
  const id = await app.nest
    .get(ContinuationsService)
    .merge(world.processId, { origins: [origin], head, reason: 'Piden lo mismo.' }, SYSTEM);
  const part = (await app.nest.get(ContinuationsQueries).originAuthors(id))[0]?.partId ?? '';
  const merge = { id, part, secret: app.nest.get(ContinuationProof).of(part) };
  return { receipt: untouched.secret, coAuthor, published: first.id, appeal, feasible, merge, file };
}

/** The same document for each; returns its name in addresses. */
async function furnishFiles(app: TestApp, processId: string, proposalIds: string[]): Promise<string> {
  const [intake, attachments] = [app.nest.get(FileIntake), app.nest.get(AttachmentsService)];
  const file = (await intake.clean(Buffer.from('Así está la plaza.'))) as HarmlessFile;
  const names: string[] = [];
  for (const id of proposalIds) {
    const owner = { kind: 'proposal', id, processId, by: SYSTEM } as const;
    await attachments.change(owner, { added: [{ file, question: null }], about: new Map(), removed: null });
    const [added] = await attachments.of(owner);
    if (!added) continue;
    await attachments.change(owner, { added: [], about: new Map([[added.id, 'Relato de la plaza']]), removed: null });
    names.push(fileName(added.key, added.type));
  }
  return names[0] ?? '';
}

async function furnishTable(app: TestApp, world: World, feasible: string[]): Promise<Furnished['room']> {
  const [tables, queries, ballots] = [
    app.nest.get(RoundtablesService),
    app.nest.get(RoundtablesQueries),
    app.nest.get(BallotsService),
  ];
  const table = await tables.setUp(
    world.processId,
    {
      slug: 'mesa-de-datos',
      themeId: world.themes[0]?.id ?? '',
      title: { es: 'Mesa de datos abiertos' },
      summary: { es: 'Dos momentos, una tarde.' },
      startsAt: new Date('2026-03-02T15:00:00Z'),
      endsAt: new Date('2026-03-02T18:00:00Z'),
      allowsGuests: true,
      facilitatorId: world.account('beto').id,
      deputyIds: [world.account('caro').id],
      proposals: feasible.map((proposalId) => ({ proposalId, why: null })),
    },
    SYSTEM,
  );
  await tables.open(table.id, SYSTEM);
  await seatAtTable(app, table.id, [
    { kind: 'guest', ...GUEST, isAdministrator: false },
    actorFor(world.account('ana')),
    actorFor(world.account('beto')),
    actorFor(await app.nest.get(AccountsService).ensure({ ...OTHERS.administrator, locale: 'es' })),
  ]);
  const board = await app.nest.get(RoomBoards).situation(table.id);
  const heads = (await queries.broughtTo(table.id)).map(({ noteId }) => ({ note: noteId, title: null }));
  const rules = {
    question: '¿Sobre qué será el compromiso?',
    method: 'dots',
    budget: 3,
    perOption: 2,
    quorum: 1,
    tieRule: 'second-round',
    electorate: 'seated',
    closingRule: 'by-hand',
    minutes: null,
    secrecy: 'secret',
    options: heads,
  } as const;
  const declare = async (): Promise<string> => {
    const id = await ballots.declare(table.id, { ...rules, options: [...rules.options] }, board, SYSTEM);
    await ballots.open(table.id, id, SYSTEM);
    return id;
  };
  const closedBallotId = await declare();
  await ballots.close(table.id, closedBallotId, SYSTEM);
  const ballotId = await declare();
  const texts = Object.fromEntries(MINUTES_SECTIONS.map((section) => [section, `Lo que dice ${section}.`])) as MinutesTexts;
  await app.nest.get(MinutesService).publish(table.id, { revision: 0, texts, lang: 'es' }, SYSTEM);
  return { id: table.id, slug: table.slug, code: table.code, ballotId, closedBallotId, boardId: board.id };
}

/** Those who run the table take a seat too, or they could not raise a hand. */
async function seatAtTable(app: TestApp, roundtableId: string, people: Actor[]): Promise<void> {
  for (const person of people)
    await app.nest
      .get(RoomService)
      .join(roundtableId, { name: person.name, sector: 'residents', organisation: null, needs: [] }, person);
}

async function furnishSheets(app: TestApp, world: World): Promise<Furnished['sheets']> {
  const [sheets, rounds, versions] = [
    app.nest.get(SheetsService),
    app.nest.get(CommentRoundsService),
    app.nest.get(SheetVersionsService),
  ];
  const template = SHEET_TEMPLATES[0];
  const field = template && fieldByRole(template, 'problem');
  if (!template || !field) throw new Error('The first template asks for no problem');
  const open = async (title: string): Promise<{ id: string; number: number }> => {
    const origin = {
      templateKey: template.key,
      roundtableId: null,
      themeId: world.themes[0]?.id ?? null,
      title,
      declaredOrigin: 'Pedido de la mesa permanente.',
    };
    const sheet = await sheets.open(world.processId, origin, SYSTEM);
    await sheets.mustSave(
      sheet.id,
      [{ kind: 'field', key: field.key, before: '', after: 'Nadie sabe cuánto se espera.', lang: 'es' }],
      SYSTEM,
    );
    return sheet;
  };
  const [draft, shared, final] = [
    await open('Compromiso en borrador'),
    await open('Compromiso en comentarios'),
    await open('Compromiso final'),
  ];
  await rounds.open(shared.id, '2026-03-20', null, SYSTEM);
  await versions.finalise(final.id, 'Sin cambios.', SYSTEM);
  await app.nest.get(PlansService).publish(world.processId, 'Se publica para probar quién puede verlo.', SYSTEM);
  const remark = CommentDraft.parse({ place: field.key, body: 'Falta decir cada cuánto.', name: 'Graciela Montenegro' });
  const comment = await rounds.comment(shared.id, remark, 'es', SYSTEM);
  return { draft: draft.number, shared: shared.number, published: final.number, comment: comment.number };
}
