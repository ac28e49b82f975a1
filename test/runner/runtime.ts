/**
 * Runs spec files as Node's own modules (jest's `runtime` setting): the product is loaded once per worker and not once per spec file, which was
 * more than half of the suite's time. Everything else (hooks, time limits, reports) stays jest's. In exchange, spec files of one worker share
 * the modules of the product, as requests of one server do; none of them may change a module's state for the others.
 * See src/decisions. Only erasable TypeScript here.
 */
import { expect } from 'expect';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Globals, setCurrent } from './current.ts';
import { sourceMaps } from './modules.ts';

const { default: Runtime } = createRequire(import.meta.url)('jest-runtime') as typeof import('jest-runtime');

class NativeRuntime extends Runtime {
  override unstable_shouldLoadAsEsm(path: string): boolean {
    return path.endsWith('.ts') || super.unstable_shouldLoadAsEsm(path);
  }

  override async unstable_importModule(from: string, ...rest: [string?]): Promise<never> {
    if (!from.endsWith('.ts')) return (await super.unstable_importModule(from, ...rest)) as never;
    const url = pathToFileURL(from);
    url.searchParams.set('run', String(Date.now())); // the same file again, when it is watched
    return (await import(url.href)) as never;
  }

  override setGlobalsForRuntime(globals: Globals): void {
    // The one of jest lives in a context of its own, where `String` is another one; this is the same library in ours.
    setCurrent({ ...globals, expect: expect as unknown as Globals['expect'] });
  }

  override getSourceMaps(): Map<string, string> {
    return sourceMaps;
  }
}

/** As jest asks for it. */
export { NativeRuntime as default };
