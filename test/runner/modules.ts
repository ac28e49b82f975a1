/**
 * Lets Node itself load the product's TypeScript, for the specs: `node --import ./test/runner/modules.ts …`.
 * What a module became is kept under node_modules/.cache, by its content and the compiler's settings. `@jest/globals` means what the spec file that
 * runs at this moment has been given (see runtime.ts). Only erasable TypeScript here.
 */
import { transformSync } from '@swc/core';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'mesa', 'modules');
const settings = ['.swcrc', 'node_modules/@swc/core/package.json'].map((file) => readFileSync(join(root, file), 'utf8')).join('');
const globals = new URL('globals.ts', import.meta.url).href;

const isOwn = (url: string | undefined): boolean => !!url?.startsWith('file:') && !url.includes('/node_modules/');

/** Where the source map of each loaded module is, by the module's address; jest reads them for the lines of its reports. */
export const sourceMaps = new Map<string, string>();

function keep(file: string, content: string): void {
  const partial = `${file}.${process.pid}`; // another worker may be writing the same
  writeFileSync(partial, content);
  renameSync(partial, file);
}

function compiled(url: string): string {
  const file = fileURLToPath(url);
  const source = readFileSync(file, 'utf8');
  const kept = join(cache, createHash('sha256').update(`${settings}\n${file}\n${source}`).digest('hex'));
  sourceMaps.set(url, `${kept}.map`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const { code, map } = transformSync(source, { cwd: root, root, filename: file, sourceFileName: file, sourceMaps: true });
  mkdirSync(cache, { recursive: true });
  keep(`${kept}.map`, map ?? '');
  keep(kept, code);
  return code;
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && isOwn(context.parentURL)) {
      const written = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      for (const url of [written, new URL(`${written.href}x`)])
        if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isOwn(url) || !/\.tsx?(\?|$)/.test(url)) return next(url, context);
    return { format: 'module', source: compiled(url), shortCircuit: true };
  },
});
