import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from './world.js';

/** The product, the small cycle everybody knows, and Ana, who coordinates it, signed in. */
export interface Begun {
  readonly app: TestApp;
  readonly world: World;
  readonly ana: Browser;
}

/** Starts the product once for a spec, and tells the small cycle anew before each of its tests, at a moment if one is given; `begin` takes it from there. */
export function eachBegins(begin: (begun: Begun) => unknown, at: string | null = null): void {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  beforeEach(async () => {
    await app.db.truncate();
    if (at) app.clock.set(at);
    const world = await makeWorld(app);
    await begin({ app, world, ana: await world.signedIn('ana') });
  });
  afterAll(() => app.close());
}

/** Three proposals while the call and the review are open; their ids. */
export async function threeProposals({ app, world }: Pick<Begun, 'app' | 'world'>): Promise<string[]> {
  await world.open('call', 'review');
  const ids = [];
  for (const title of ['Completar el censo', 'Publicar los tiempos', 'Más bicisendas'])
    ids.push((await propose(app, world, title)).id);
  return ids;
}
