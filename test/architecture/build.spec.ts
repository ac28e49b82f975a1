import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { templateCode, templateKey } from '../../src/platform/web/template-code.js';
import { ROOT } from './planted.js';

const BUNDLER = `import { appendFileSync, mkdirSync } from 'node:fs';
mkdirSync('dist/public', { recursive: true });
appendFileSync('dist/public/bundled', 'x');`;

const HELLO = '<p>{{greeting}}</p>';

let project: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
};
const read = (path: string): string => readFileSync(join(project, path), 'utf8');
const has = (path: string): boolean => existsSync(join(project, path));
const build = (...options: string[]): void => {
  execFileSync(process.execPath, ['src/build.ts', ...options], { cwd: project, stdio: 'ignore' });
};

/** A product of six files, built by our own build. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'mesa-build-'));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  for (const file of ['.swcrc', 'src/build.ts', 'src/platform/web/template-code.ts'])
    write(file, readFileSync(join(ROOT, file), 'utf8'));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('views/assets/css/site.css', 'a { color: red }');
  write('views/pages/hello.hbs', HELLO);
  write('src/client/build.ts', BUNDLER);
  write('src/client/page/main.ts', 'export const page: number = 1;');
  write('src/tsconfig.json', '{}');
  write('src/main.ts', 'export const main: number = 1;');
  write('src/thing/thing.spec.ts', 'throw new Error();');
  write('src/thing/messages/es.json', '{"a":"b"}');
  build();
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the build', () => {
  it('makes modules of the sources, with their data files beside them', () => {
    expect(read('dist/main.js').trim()).toBe('export const main = 1;');
    expect(has('dist/main.js.map')).toBe(false);
    expect(read('dist/thing/messages/es.json')).toBe('{"a":"b"}');
    expect(read('dist/public/bundled')).toBe('x');
  });

  it('compiles the templates, for a start that finds each by its text', () => {
    const code = JSON.parse(read('dist/views.json')) as Record<string, string>;
    expect(Object.keys(code)).toEqual([templateKey(HELLO)]);
    expect(code[templateKey(HELLO)]).toBe(templateCode(HELLO));
  });

  it('leaves out specs, itself, the code of the browser and the settings of tools', () => {
    const stray = ['thing/thing.spec.js', 'build.js', 'client', 'tsconfig.json'];
    expect(stray.filter((path) => has(join('dist', path)))).toEqual([]);
  });

  it('adds source maps where they are asked for, which later starts leave as they are', () => {
    build('--source-maps');
    expect(read('dist/main.js')).toMatch(/^export const main = 1;\n+\/\/# sourceMappingURL=main\.js\.map$/);
    expect((JSON.parse(read('dist/main.js.map')) as { sources: string[] }).sources).toEqual(['../src/main.ts']);
    build();
    expect(has('dist/main.js.map')).toBe(true);
  });

  it('does nothing when nothing has changed', () => {
    write('dist/main.js', 'as it was');
    build();
    expect(read('dist/main.js')).toBe('as it was');
  });

  it.each([
    ['a source changed', () => write('src/main.ts', 'export const main: number = 22;')],
    ['a template changed', () => write('views/pages/hello.hbs', '<h1>{{greeting}}</h1>')],
    ['a style changed', () => write('views/assets/css/site.css', 'a { color: green }')],
    ['a source is new', () => write('src/other.ts', 'export const other = 1;')],
    ['a source is gone', () => rmSync(join(project, 'src/other.ts'))],
    ['other packages are installed', () => write('package-lock.json', '{"a":1}')],
    ['the last build was interrupted', () => rmSync(join(project, 'dist/.built'))],
  ])('begins anew when %s', (_what, change) => {
    write('dist/main.js', 'as it was');
    change();
    build();
    expect(read('dist/main.js')).toMatch(/^export const main/);
    expect(has('dist/other.js')).toBe(has('src/other.ts'));
  });

  it('fails, and says that it is not done, when the bundles cannot be built', () => {
    write('src/client/build.ts', 'process.exit(1);');
    expect(build).toThrow();
    expect(has('dist/.built')).toBe(false);
  });
});
