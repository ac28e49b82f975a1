import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { CallService, ProcessService } from '../../src/process/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { makeWorld } from '../world/world.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const stateOf = (page: Answer, title: string): string | undefined =>
  [...page.document.querySelectorAll('#timing li')]
    .find((row) => row.querySelector('h3')?.textContent === title)
    ?.querySelector('.tag')
    ?.textContent?.trim();

it('tells coordinators which times of the standards hold, which are missing and by when', async () => {
  const world = await makeWorld(app);
  const ana = await world.signedIn('ana');
  const late = await ana.get('/staff/processes/ba');
  expect(stateOf(late, 'Las reglas son públicas')).toBe('Fuera de plazo');
  expect(stateOf(late, 'Hay tiempo para proponer')).toBe('Se cumple');

  const { id } = await app.nest.get(ProcessService).create(
    {
      template: 'ogp-three-stages',
      slug: 'con-tiempo',
      name: { es: 'Con tiempo' },
      summary: { es: 'Otro.' },
      stages: [{ kind: 'call', name: { es: 'Convocatoria' }, startsOn: '2026-03-20', endsOn: '2026-03-29' }],
      themes: [{ name: { es: 'Datos' }, description: null }],
      areas: [{ name: { es: 'Datos' }, email: null }],
    },
    SYSTEM,
  );
  await app.nest.get(ParticipantsService).grant(id, world.account('ana').id, 'coordinator', null, SYSTEM);
  const page = await ana.get('/staff/processes/con-tiempo');
  expect(page.document.querySelector('#timing')?.textContent).toContain('requisito 3.1. Hasta el 6 de marzo de 2026.');
  expect(stateOf(page, 'El recorrido es público')).toBe('Falta');
  expect(stateOf(page, 'Las reglas son públicas')).toBe('Falta');
  expect(stateOf(page, 'Hay tiempo para proponer')).toBe('No alcanza');
  await app.nest.get(ProcessService).publish(id, SYSTEM);
  const rules = { terms: { es: 'Es público.' }, rules: { es: 'Se decide en la mesa.' }, note: null };
  await app.nest.get(CallService).publishRules(id, rules, SYSTEM);
  const after = await ana.get('/staff/processes/con-tiempo');
  expect(stateOf(after, 'El recorrido es público')).toBe('Se cumple');
  expect(stateOf(after, 'Las reglas son públicas')).toBe('Se cumple');
});
