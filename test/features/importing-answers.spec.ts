import { beforeEach, describe, expect, it } from '@jest/globals';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { sql } from '../../src/platform/database/reader.js';
import type { Browser, TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { begin, bring, check, undo } from '../world/exchange.js';
import { eachBegins } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

eachBegins((begun) => ({ app, world, ana } = begun));

const ANSWERS = [
  'id,state,answer/es',
  'P-001,rejected,"No hay presupuesto este año."',
  'P-002,accepted,"Se puede hacer en marzo."',
  'P-001,rejected,"Otra vez."',
  'P-009,rejected,"No existe."',
  'P-003,withdrawn,"x"',
  'P-003,,"Sin estado"',
].join('\n');
const states = () =>
  app.db.reader.rows(sql<{ number: number; state: string }>`select number, state from proposal order by number`);
const drafts = () => app.db.reader.rows(sql<{ typed: object }>`select typed from review_draft`);

describe('a file of answers', () => {
  beforeEach(async () => {
    for (const title of ['Uno', 'Dos', 'Tres']) await propose(app, world, title);
    await app.nest.get(Dispatcher).settle();
  });

  it('is recognised, and what cannot be answered is told row by row', async () => {
    const page = await bring(ana, ANSWERS, { filename: 'respuestas.csv' });
    expect(page.text).toContain('respuestas con las columnas de Decidim');
    const looked = await check(ana, page, { areaId: world.areas[0]?.id ?? '' });
    expect(looked.text).toContain('No hay ninguna propuesta «P-009»');
    expect(looked.text).toContain('«P-001» ya está en una fila anterior');
    expect(looked.text).toContain('Queda como borrador del área');
    expect(looked.text).toContain('Por su estado, «withdrawn», no se trae');
    expect(looked.text).toContain('No dice ninguna respuesta');
    expect(looked.text).toContain('Importar 2 respuestas');
    expect(await states()).toEqual([1, 2, 3].map((number) => ({ number, state: 'published' })));
  });

  it('ends proposals with a response, and leaves a verdict to its area as a draft; all of it can be taken back', async () => {
    const looked = await check(ana, await bring(ana, ANSWERS), { areaId: world.areas[0]?.id ?? '' });
    const done = await begin(ana, looked);
    expect(await states()).toEqual([
      { number: 1, state: 'not-taken-up' },
      { number: 2, state: 'in-review' },
      { number: 3, state: 'published' },
    ]);
    expect(await drafts()).toEqual([
      { typed: { verdict: 'feasible', reasons: 'Se puede hacer en marzo.', signedBy: 'Decidim Rosario' } },
    ]);
    expect(await app.db.reader.rows(sql`select 1 from feasibility_review`)).toEqual([]);
    const rita = await world.signedIn('rita');
    expect((await rita.get('/staff/processes/ba/reviews')).text).toContain('Dos');
    await undo(ana, done);
    expect(await states()).toEqual([1, 2, 3].map((number) => ({ number, state: 'published' })));
    expect(await drafts()).toEqual([]);
    expect(await app.db.reader.rows(sql`select reason from response_retraction`)).toEqual([
      { reason: 'Se deshizo la importación de Decidim Rosario.' },
    ]);
  });

  it('stays where it was built upon', async () => {
    const done = await begin(ana, await check(ana, await bring(ana, ANSWERS), { areaId: world.areas[0]?.id ?? '' }));
    await app.db.reader.rows(sql`update review_draft set typed = typed || '{"reasons": "Con cambios nuestros."}'::jsonb`);
    expect((await ana.get(`${done.path}/undoing`)).text).toContain('2 respuestas se van 0 quedan');
    const undone = await undo(ana, done);
    expect(undone.text).toContain('Cambió después');
    expect(await drafts()).toHaveLength(1);
    expect((await states())[1]).toEqual({ number: 2, state: 'in-review' });
  });
});
