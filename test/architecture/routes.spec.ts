import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { Controller, Get, Post, RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { ACCESS, AccessRules, Can, Public, type AccessMark } from '../../src/platform/access/access.js';
import { startApp, type TestApp } from '../support/app.js';

/** One way in: a route or a socket event, where it stands, and what it says about who may use it. */
interface WayIn {
  readonly name: string;
  readonly at: string;
  readonly mark: AccessMark | undefined;
}

/** Every route and socket event of a running container. */
function waysIn(container: INestApplicationContext): WayIn[] {
  const discovery = new DiscoveryService(container.get(ModulesContainer));
  const scanner = new MetadataScanner();
  return [...discovery.getControllers(), ...discovery.getProviders()].flatMap(({ metatype }) => {
    if (typeof metatype !== 'function' || !metatype.prototype) return [];
    const prototype = metatype.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method] as object;
      const names = [...routesOf(metatype, handler), ...eventsOf(handler)];
      const mark = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, metatype)) as AccessMark | undefined;
      return names.map((name) => ({ name, at: `${metatype.name}.${method}`, mark }));
    });
  });
}

function routesOf(controller: object, handler: object): string[] {
  const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
  const paths = Reflect.getMetadata('path', handler) as string | string[] | undefined;
  if (method === undefined || paths === undefined) return [];
  const bases = [Reflect.getMetadata('path', controller) as string | string[]].flat();
  return bases.flatMap((base) =>
    [paths].flat().map((path) => `${RequestMethod[method]} ${`/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`),
  );
}

function eventsOf(handler: object): string[] {
  return Reflect.getMetadata('websockets:message_mapping', handler)
    ? [`socket ${String(Reflect.getMetadata('message', handler))}`]
    : [];
}

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
  }, 60_000);
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
    expect(beside).toEqual(['*']);
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
