import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Planted, ROOT, plant, runTool } from './planted.js';

const TOOL = 'typescript/bin/tsc';
const configurations = {
  'tsconfig.json': readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'),
  'src/tsconfig.pure.json': readFileSync(join(ROOT, 'src/tsconfig.pure.json'), 'utf8'),
  'src/tsconfig.server.json': readFileSync(join(ROOT, 'src/tsconfig.server.json'), 'utf8'),
};

/** What only Node or only a browser has. Import rules cannot see these: they need no import. */
const WORLDLY = {
  process: 'export const a = process.env;',
  window: 'export const b = window.name;',
  document: 'export const c = document.title;',
  Buffer: "export const d = Buffer.from('');",
  console: "console.log('');",
  setTimeout: 'setTimeout(() => undefined, 1);',
  fetch: "export const e = fetch('');",
  crypto: 'export const f = crypto.subtle;',
  'node:fs': "import 'node:fs'; import { readFileSync } from 'node:fs'; export const g = readFileSync;",
};

describe('pure code', () => {
  let planted: Planted | null = null;
  afterEach(() => planted?.remove());

  const compile = async (project: string, files: Record<string, string>): Promise<string[]> => {
    planted = plant({ ...configurations, 'src/client/build.ts': 'export {};\n', 'package.json': '{"type":"module"}', ...files });
    const { stdout } = await runTool(TOOL, ['-p', project, '--pretty', 'false'], planted.folder);
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  };

  it('cannot name what belongs to Node or to a browser', async () => {
    const files = Object.entries(WORLDLY).map(([name, text]) => [
      `src/boards/domain/${name.replace(':', '-')}.ts`,
      `${text}\nexport {};\n`,
    ]);
    const errors = await compile('src/tsconfig.pure.json', Object.fromEntries(files) as Record<string, string>);
    for (const [file] of files)
      expect([file, errors.filter((error) => error.startsWith(`${file}(`)).length > 0]).toEqual([file, true]);
  }, 120_000);

  it('is checked in the kernel as in the domain folders, and compiles when it is pure', async () => {
    const pure = 'export const later = (at: Date): number => new Date(at).getTime() + Math.abs(-1);\n';
    const files = {
      'src/kernel/pure.ts': pure,
      'src/boards/domain/pure.ts': pure,
      'src/kernel/impure.ts': 'export const here = process.cwd();\n',
    };
    const errors = await compile('src/tsconfig.pure.json', files);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^src\/kernel\/impure\.ts\(1,21\): error TS/);
  }, 120_000);

  it('is the only code without Node, and nothing on the server sees a browser', async () => {
    const errors = await compile('src/tsconfig.server.json', {
      'src/boards/boards.service.ts': 'export const here = process.cwd();\nexport const there = window.name;\n',
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^src\/boards\/boards\.service\.ts\(2,22\): error TS/);
  }, 120_000);
});
