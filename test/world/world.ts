import { AccountsService, SignInService, type Account } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import type { Role } from '../../src/kernel/role.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { ProcessQueries, ProcessService, type AreaRow, type StageRow, type ThemeRow } from '../../src/process/index.js';
import type { StageKind } from '../../src/process/domain/index.js';
import type { Browser, TestApp } from '../support/app.js';

/** The people everybody knows: Ana coordinates, Beto facilitates, Caro is his deputy, Rita reviews for the first area, Dani and Eva take part, Fran is outside. */
export const PEOPLE = {
  ana: { email: 'ana@example.org', name: 'Ana Coordina', role: 'coordinator' },
  beto: { email: 'beto@example.org', name: 'Beto Facilita', role: 'facilitator' },
  caro: { email: 'caro@example.org', name: 'Caro Suplente', role: 'facilitator' },
  rita: { email: 'rita@example.org', name: 'Rita Revisa', role: 'reviewer' },
  dani: { email: 'dani@example.org', name: 'Dani Vecina', role: null },
  eva: { email: 'eva@example.org', name: 'Eva Vecina', role: null },
  fran: { email: 'fran@example.org', name: 'Fran Afuera', role: null },
} as const satisfies Record<string, { email: string; name: string; role: Role | null }>;

export type PersonName = keyof typeof PEOPLE;

/** The small cycle everybody knows: a public process `ba` with two themes, two areas and all its stages, none open unless asked. */
export interface World {
  readonly processId: string;
  readonly slug: string;
  readonly stages: StageRow[];
  readonly themes: ThemeRow[];
  readonly areas: AreaRow[];
  account(name: PersonName): Account;
  /** A browser signed in as that person. */
  signedIn(name: PersonName): Promise<Browser>;
  open(...kinds: StageKind[]): Promise<void>;
  close(...kinds: StageKind[]): Promise<void>;
}

const text = (es: string) => ({ es, en: `${es} (en)`, fr: `${es} (fr)` });

export async function makeWorld(app: TestApp, options: { slug?: string; isPublic?: boolean } = {}): Promise<World> {
  const [processes, queries, accounts, participants] = [
    app.nest.get(ProcessService),
    app.nest.get(ProcessQueries),
    app.nest.get(AccountsService),
    app.nest.get(ParticipantsService),
  ];
  const { id: processId, slug } = await processes.create(
    {
      template: 'ogp-three-stages',
      slug: options.slug ?? 'ba',
      name: text('Tercer plan'),
      summary: text('Un proceso para probar.'),
      stages: (['preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring'] as const).map(
        (kind, index) => ({
          kind,
          name: text(`Etapa ${index + 1}`),
          startsOn: `2026-0${index + 1}-01`,
          endsOn: `2026-0${index + 1}-27`,
        }),
      ),
      themes: [
        { name: text('Datos abiertos'), description: null },
        { name: text('Lenguaje claro'), description: null },
      ],
      areas: [
        { name: text('Dirección de Datos'), email: 'datos@example.org' },
        { name: text('Atención Ciudadana'), email: null },
      ],
    },
    SYSTEM,
  );
  if (options.isPublic ?? true) await processes.publish(processId, SYSTEM);
  const [stages, themes, areas] = [
    await queries.stages(processId),
    await queries.themes(processId),
    await queries.areas(processId),
  ];
  const people = new Map<PersonName, Account>();
  for (const [name, person] of Object.entries(PEOPLE) as [PersonName, (typeof PEOPLE)[PersonName]][]) {
    const account = await accounts.ensure({ email: person.email, name: person.name, locale: 'es' });
    people.set(name, account);
    if (person.role)
      await participants.grant(
        processId,
        account.id,
        person.role,
        person.role === 'reviewer' ? (areas[0]?.id ?? null) : null,
        SYSTEM,
      );
  }
  const account = (name: PersonName): Account => people.get(name) as Account;
  const move = async (kinds: StageKind[], act: (stageId: string) => Promise<void>): Promise<void> => {
    for (const stage of stages.filter((each) => kinds.includes(each.kind))) await act(stage.id);
  };
  return {
    processId,
    slug,
    stages,
    themes,
    areas,
    account,
    signedIn: async (name) => {
      const { token } = await app.nest.get(SignInService).enterAs(account(name));
      const browser = app.browser();
      browser.keepSession(app.seal({ signIn: token }));
      return browser;
    },
    open: (...kinds) => move(kinds, (id) => processes.openStage(processId, id, SYSTEM)),
    close: (...kinds) => move(kinds, (id) => processes.closeStage(processId, id, SYSTEM)),
  };
}
