import 'reflect-metadata';
import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type AccessMark } from '../../src/platform/access/access.js';

/** One way in: a route or a socket event, where it stands, and what it says about who may use it. */
export interface WayIn {
  readonly name: string;
  readonly at: string;
  readonly mark: AccessMark | undefined;
}

/** Every route and socket event of a running container. */
export function waysIn(container: INestApplicationContext): WayIn[] {
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
