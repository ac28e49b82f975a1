import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CitationsService, SheetsService, SheetVersionsService } from '../../src/commitments/index.js';
import type { SheetEdit } from '../../src/commitments/domain/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { SheetJson, PlanJson } from '../../src/exports/writers/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

const EDIT = '/staff/processes/ba/plan';
const PLAN = '/processes/ba/plan';
const COMMITMENT = `${PLAN}/commitments/1`;
const SENTENCE = 'El plátano de mi puerta figura como sano y hace dos inviernos que está hueco.';
const VALUES: Record<string, string> = {
  brief: 'La Ciudad recibe avisos con foto sobre los árboles de vereda, confirma cada uno en treinta días y publica los cambios.',
  lead: 'Dirección de Arbolado Urbano',
  supporting_civil_society: 'Veredas Vivas',
  period_start: '2026-09-01',
  period_end: '2027-08-31',
  P1: `${SENTENCE} Entre un censo y otro, 370.000 vecinas y vecinos ven árboles secos y no tienen cómo corregir el dato.`,
  P2: 'Los reclamos se atienden como trabajos y no como datos, y el área tiene seis censistas para toda la ciudad.',
  D1: 'El censo de 2018 se publicó como dato abierto y en 2021 hubo una prueba con tres escuelas de Villa Urquiza.',
  D2: 'Un canal de avisos con foto y altura de la calle, confirmados por una persona del área, que corrige los datos del censo.',
  D3: 'Que 5.000 avisos estén confirmados al terminar el plan y que cambie la forma de mantener el censo.',
  A1: 'Cada cambio del censo se publica con su fecha, su motivo y el aviso que le dio origen, en el portal de datos.',
};
const MILESTONE: Record<string, string> = {
  title: 'Avisos con foto en cuatro comunas, publicados con participación de quienes avisan',
  output: 'Portal con 1.000 avisos publicados',
  due: '31/03/2027',
  lead: 'Dirección de Arbolado Urbano',
};

let app: TestApp;
let world: World;
let ana: Browser;
let proposalId: string;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review', 'roundtables', 'publication');
  ana = await world.signedIn('ana');
  proposalId = await propose();
  await finalSheet();
});
afterAll(() => app.close());

async function propose(): Promise<string> {
  const command = SubmitProposal.parse({
    ...{
      processId: world.processId,
      themeId: world.themes[0]?.id,
      title: 'Completar el censo de árboles',
      body: SENTENCE,
      lang: 'es',
    },
    ...{ authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents' },
  });
  return (await app.nest.get(ProposalsService).submit(command, SYSTEM, { locale: 'es' })).id;
}

async function finalSheet(): Promise<void> {
  const sheets = app.nest.get(SheetsService);
  const { id } = await sheets.open(
    world.processId,
    {
      templateKey: 'ogp-national-2022',
      roundtableId: null,
      themeId: world.themes[0]?.id ?? null,
      title: 'Censo abierto del arbolado',
      declaredOrigin: 'Propuesta de una vecina',
    },
    SYSTEM,
  );
  const edits: SheetEdit[] = [
    ...Object.entries(VALUES).map(([key, after]) => ({ kind: 'field' as const, key, before: '', after, lang: 'es' })),
    { kind: 'milestone-added', milestone: 'm1', lang: 'es' },
    ...Object.entries(MILESTONE).map(([column, after]) => ({
      kind: 'milestone-cell' as const,
      milestone: 'm1',
      column: column as 'title',
      before: '',
      after,
      lang: 'es',
    })),
  ];
  await sheets.mustSave(id, edits, SYSTEM);
  await app.nest.get(CitationsService).cite(id, 'P1', { kind: 'proposal', id: proposalId }, SYSTEM);
  await app.nest.get(SheetVersionsService).finalise(id, 'Texto acordado en la mesa.', SYSTEM);
}

const answerProposal = () =>
  app.nest
    .get(DecisionsService)
    .settle(world.processId, [proposalId], { disposition: 'in-a-commitment', reason: 'Está en el compromiso 1.' }, SYSTEM);
const endorse = async () =>
  ana.submit(
    await ana.get(EDIT),
    { name: 'Julia Ferro', role: 'Coordinadora', organisation: 'Veredas Vivas' },
    `${EDIT}/endorsements`,
  );
const publish = async (fields: Record<string, string> = {}) => ana.submit(await ana.get(EDIT), fields, `${EDIT}/publication`);

describe('The plan-level answers', () => {
  it('are kept question by question, and shown section by section once published', async () => {
    await ana.submit(
      await ana.get(EDIT),
      { 'answers.long_term_vision': 'Una ciudad que responde.', 'answers.groups': '22', 'answers.public_meetings': '3' },
      `${EDIT}/answers`,
    );
    await endorse();
    await answerProposal();
    const plan = await publish();
    expect(plan.path).toBe(PLAN);
    expect(plan.text).toContain('Una ciudad que responde.');
    expect(plan.text).toContain('22');
    expect(plan.text).toContain('Julia Ferro, Coordinadora, Veredas Vivas');
  });

  it('never overwrite what somebody else wrote meanwhile', async () => {
    const beto = await world.signedIn('beto');
    const [mine, theirs] = [await ana.get(EDIT), await beto.get(EDIT)];
    await beto.submit(theirs, { 'answers.challenges': 'Lo que escribió Beto.' }, `${EDIT}/answers`);
    const refused = await ana.submit(mine, { 'answers.challenges': 'Lo que escribió Ana.' }, `${EDIT}/answers`);
    expect(refused.status).toBe(409);
    expect(refused.document.querySelector('#answers-challenges')?.textContent).toContain('Lo que escribió Ana.');
    expect((await ana.get(EDIT)).document.querySelector('#answers-challenges')?.textContent).toContain('Lo que escribió Beto.');
  });

  it('take a whole number where the form asks for one', async () => {
    const refused = await ana.submit(await ana.get(EDIT), { 'answers.groups': 'veintidós' }, `${EDIT}/answers`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('número');
  });

  it('are cleaned as all text is, and say at their field that they are too long', async () => {
    await ana.submit(await ana.get(EDIT), { 'answers.challenges': 'Con un \u0000 adentro' }, `${EDIT}/answers`);
    expect((await ana.get(EDIT)).document.querySelector('#answers-challenges')?.textContent?.trim()).toBe('Con un  adentro');
    const refused = await ana.submit(await ana.get(EDIT), { 'answers.challenges': 'x'.repeat(30_001) }, `${EDIT}/answers`);
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('.error-summary a')?.getAttribute('href')).toBe('#answers-challenges');
  });
});

describe('Publication', () => {
  it('is held back while a proposal has no reasoned response, and says which', async () => {
    await endorse();
    const page = await ana.get(EDIT);
    expect(page.text).toContain('P-001 Completar el censo de árboles');
    const refused = await ana.submit(page, { reason: 'Corta.' }, `${EDIT}/publication`);
    expect(refused.status).toBe(409);
    expect((await app.browser().get(COMMITMENT)).status).toBe(404);
  });

  it('can be overridden by a coordinator, for a reason that is published with the plan', async () => {
    const plan = await publish({ reason: 'La vecina pidió esperar su respuesta hasta la reunión de octubre.' });
    expect(plan.path).toBe(PLAN);
    expect(plan.text).toContain('La vecina pidió esperar');
  });

  it('is for coordinators, while the publication stage is open', async () => {
    const beto = await world.signedIn('beto');
    expect((await beto.get(EDIT)).document.querySelector(`form[action="${EDIT}/publication"]`)).toBeNull();
    await world.close('publication');
    expect((await ana.get(EDIT)).text).toContain('cuando la etapa de publicación esté abierta');
  });

  it('shows the commitment with the thread from the resident’s sentence to the final text', async () => {
    await endorse();
    await answerProposal();
    await publish();
    const page = await app.browser().get(COMMITMENT);
    expect(page.status).toBe(200);
    expect(page.text).toContain(SENTENCE);
    expect(page.document.querySelector('#place-P1')?.textContent).toContain('P-001');
    expect(page.document.querySelectorAll('.trace-wide .trace-proposal').length).toBe(1);
    expect(page.document.querySelector('.trace-list')?.textContent).toContain('P-001');
    expect(page.document.querySelectorAll('.trace-wide .trace-link').length).toBe(2);
    // 31 March in Buenos Aires, the day on which the milestone is due, and the first of April in UTC.
    app.clock.set('2027-04-01T01:00:00Z');
    const state = async () => (await app.browser().get(COMMITMENT)).document.querySelector('.journey [data-state]');
    expect((await state())?.getAttribute('data-state')).toBe('now');
    app.clock.set('2027-04-01T04:00:00Z');
    expect((await state())?.getAttribute('data-state')).toBe('done');
  });

  it.each(['wide', 'tall'])(
    'says in the list all that the %s picture shows, each node and each link, and no more',
    async (form) => {
      await endorse();
      await answerProposal();
      await publish();
      const { document } = await app.browser().get(COMMITMENT);
      const items = [...document.querySelectorAll('.trace-list li[id]')].map((item) => ({
        id: item.id,
        name: item.querySelector('a, strong')?.textContent ?? '',
        leadsTo: [...item.querySelectorAll('.soft a')].map((to) => to.textContent ?? ''),
      }));
      const nodes = [...document.querySelectorAll(`.trace-${form} .trace-node`)];
      expect(nodes.length).toBeGreaterThan(2);
      expect(nodes.map((node) => node.getAttribute('href')).sort()).toEqual(items.map(({ id }) => `#${id}`).sort());
      for (const { id, name } of items) {
        const node = nodes.find((each) => each.getAttribute('href') === `#${id}`);
        expect(node?.querySelector('title')?.textContent).toContain(name);
      }
      const curves = [...document.querySelectorAll(`.trace-${form} .trace-link title`)].map((title) => title.textContent);
      expect(curves.sort()).toEqual(items.flatMap(({ name, leadsTo }) => leadsTo.map((to) => `${name} → ${to}`)).sort());
    },
  );
});

describe('The files of a published commitment and plan', () => {
  beforeEach(async () => {
    await endorse();
    await answerProposal();
    await publish();
  });

  it('hold the sentence and its trace as data', async () => {
    const sheet = SheetJson.parse(JSON.parse((await app.browser().get(`${COMMITMENT}/export.json`)).body));
    expect(JSON.stringify(sheet)).toContain(SENTENCE);
    expect(JSON.stringify(sheet)).toContain('P-001');
    const plan = PlanJson.parse(JSON.parse((await app.browser().get(`${PLAN}/export.json`)).body));
    expect(JSON.stringify(plan)).toContain('Julia Ferro');
  });

  it.each([
    ['html', 'text/html', SENTENCE],
    ['md', 'text/markdown', SENTENCE],
    ['pdf', 'application/pdf', '%PDF-'],
    ['docx', 'application/vnd.openxmlformats', 'PK'],
  ])('come as %s', async (format, type, content) => {
    for (const path of [`${COMMITMENT}/export.${format}`, `${PLAN}/export.${format}`]) {
      const file = await app.browser().get(path);
      expect(file.status).toBe(200);
      expect(file.headers['content-type']).toContain(type);
      expect(file.headers['content-disposition']).toContain('attachment');
      expect(file.body).toContain(content);
    }
  });

  it('come in the columns of OGP’s database', async () => {
    const file = await app.browser().get(`${PLAN}/commitments.csv`);
    expect(file.body.split('\r\n')[0]).toContain('Commitment Unique Identifier');
    expect(file.body).toContain('Censo abierto del arbolado');
  });

  it('are not there in a format that nobody asked for', async () => {
    for (const format of ['exe', '__proto__', 'constructor'])
      expect((await app.browser().get(`${COMMITMENT}/export.${format}`)).status).toBe(404);
  });
});
