import { compiled } from './compiled.ts';
import type { App } from './recorded-pages.ts';

type Commitments = typeof import('../../src/commitments/index.js');
type Plans = typeof import('../../src/plans/index.js');
type Traces = typeof import('../../src/trace/index.js');
type Actors = typeof import('../../src/kernel/actor.js');

const TEXT =
  'La información existe, pero está repartida entre áreas que la publican cada una a su modo, cuando la publican.\n\nSe reúne en un registro único, con fecha de actualización y una persona responsable por cada dato.';

/** Publishes a plan whose commitments have every long field written, each with proposals named as its source; returns their numbers. */
export async function makeCommitments(
  app: App,
  { processId, themeId, proposals }: { processId: string; themeId: string; proposals: readonly string[] },
  count: number,
): Promise<number[]> {
  const { SheetsService, SheetVersionsService, SHEET_TEMPLATES } = await compiled<Commitments>('commitments/index.js');
  const { PlansService } = await compiled<Plans>('plans/index.js');
  const { TraceService } = await compiled<Traces>('trace/index.js');
  const { SYSTEM } = await compiled<Actors>('kernel/actor.js');
  const [template] = SHEET_TEMPLATES;
  if (!template) throw new Error('There is no template of a sheet');
  const long = template.fields.filter(({ kind }) => kind === 'long-text');
  const numbers: number[] = [];
  for (let made = 0; made < count; made++) {
    const origin = {
      templateKey: template.key,
      roundtableId: null,
      themeId,
      title: `Registro único de obras, parte ${made + 1}`,
      declaredOrigin: 'Pedido de la mesa permanente.',
    };
    const sheet = await app.get(SheetsService).open(processId, origin, SYSTEM);
    const edits = long.map(({ key }) => ({ kind: 'field', key, before: '', after: TEXT, lang: 'es' }) as const);
    await app.get(SheetsService).mustSave(sheet.id, edits, SYSTEM);
    for (const [index, proposal] of proposals.slice(made * PROPOSALS_EACH, (made + 1) * PROPOSALS_EACH).entries()) {
      const field = { kind: 'sheet-field', id: `${sheet.id}:${long[index % long.length]?.key ?? ''}` } as const;
      await app.get(TraceService).link(processId, { kind: 'proposal', id: proposal }, field, SYSTEM);
    }
    await app.get(SheetVersionsService).finalise(sheet.id, 'Sin cambios.', SYSTEM);
    numbers.push(sheet.number);
  }
  await app.get(PlansService).publish(processId, 'Se publica para medir.', SYSTEM);
  return numbers;
}

const PROPOSALS_EACH = 20;
