import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { Controller, Get, Post } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { AccessRules, Can, Public } from '../../src/platform/access/access.js';
import { startApp, type TestApp } from '../support/app.js';
import { waysIn, type WayIn } from './ways-in.js';

const unmarked = (ways: WayIn[]): string[] => ways.filter(({ mark }) => !mark).map(({ name, at }) => `${name} (${at})`);

@Controller('forgotten')
class ForgottenController {
  @Get() open(): string {
    return '';
  }
  @Post('known') @Can('thing.do') known(): string {
    return '';
  }
}
@Public()
@Controller('public')
class PublicController {
  @Get(['a', 'b']) show(): string {
    return '';
  }
}
@WebSocketGateway()
class ForgottenGateway {
  @SubscribeMessage('thing.said') said(): void {}
  @SubscribeMessage('thing.heard') @Can('thing.hear') heard(): void {}
  notAnEvent(): void {}
}

describe('every way in', () => {
  let app: TestApp;
  let ways: WayIn[];

  beforeAll(async () => {
    app = await startApp();
    ways = waysIn(app.nest);
  }, 120_000);
  afterAll(() => app.close());

  it('is found, routes and socket events alike', () => {
    expect(ways.filter(({ name }) => name.startsWith('GET ')).length).toBeGreaterThan(10);
    expect(ways.filter(({ name }) => name.startsWith('POST ')).length).toBeGreaterThan(10);
    expect(ways.filter(({ name }) => name.startsWith('socket ')).length).toBeGreaterThan(3);
  });

  it('says who may use it', () => {
    expect(unmarked(ways)).toEqual([]);
  });

  it('names an action that has a rule; what a socket may do, its gateway asks the board at every message', () => {
    const ruled = new Set(app.nest.get(AccessRules).actions());
    const routes = ways.filter(({ name }) => !name.startsWith('socket '));
    const unruled = routes.filter(({ mark }) => mark && 'action' in mark && !ruled.has(mark.action));
    expect(unruled.map(({ name, mark }) => `${name}: ${mark && 'action' in mark ? mark.action : ''}`)).toEqual([]);
  });

  it('goes through the container: nothing but static files is answered beside it', () => {
    const fastify = app.nest.getHttpAdapter().getInstance() as {
      printRoutes(options: object): string;
      hasRoute(route: object): boolean;
    };
    const served = pathsOf(fastify.printRoutes({ commonPrefix: false }));
    const known = new Set(ways.map(({ name }) => name.split(' ')[1]));
    expect(served.length).toBeGreaterThan(15);
    const beside = served.filter((path) => !known.has(path));
    expect(fastify.hasRoute({ method: 'GET', url: '/assets/*' })).toBe(true);
    // How the drawing writes the route of static files depends on its neighbours.
    expect(beside.map((path) => path.replace(/^.*\*$/, '*'))).toEqual(['*']);
  });

  it('would be seen if it were forgotten', async () => {
    const planted = await Test.createTestingModule({
      controllers: [ForgottenController, PublicController],
      providers: [ForgottenGateway],
    }).compile();
    const found = waysIn(planted);
    expect(found.map(({ name }) => name)).toEqual([
      'GET /forgotten',
      'POST /forgotten/known',
      'GET /public/a',
      'GET /public/b',
      'socket thing.said',
      'socket thing.heard',
    ]);
    expect(unmarked(found)).toEqual(['GET /forgotten (ForgottenController.open)', 'socket thing.said (ForgottenGateway.said)']);
    await planted.close();
  });
});

/** The paths that the server answers, from its own drawing of them: a tree, four characters to a level. */
function pathsOf(drawing: string): string[] {
  const above: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S+)( \(.+\))?$/.exec(line) ?? [];
    if (!part) return [];
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    return methods ? [above.join('').replace(/(.)\/$/, '$1')] : [];
  });
}
