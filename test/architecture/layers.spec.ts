import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Planted, ROOT, plant, runTool } from './planted.js';

const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const TOOL = 'dependency-cruiser/bin/dependency-cruiser.mjs';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string; readonly severity: string };
}

const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
const names = forbidden.map((rule) => rule.name);

/** The modules of each level, as the names of the level rules tell them: `level-5-proposals-boards`. */
const levels = names.filter((name) => name.startsWith('level-')).map((name) => name.split('-').slice(2));
const leaves = names
  .filter((name) => name.startsWith('siblings-'))
  .map((name) => name.slice('siblings-'.length))
  .filter((name) => !levels.flat().includes(name));
const order = [...levels, leaves];

const importing = (path: string): string => `import '${path}';\n`;

/** One violation for every rule that stands alone: where it is planted, and what it says. */
const VIOLATIONS: Record<string, { file: string; text: string }> = {
  'no-circular': { file: 'src/boards/one.ts', text: importing('./other.js') },
  'not-to-unresolvable': { file: 'src/boards/lost.ts', text: importing('./nowhere.js') },
  'not-to-dev-packages': { file: 'src/boards/tested.ts', text: importing('fast-check') },
  'pure-domain': { file: 'src/boards/domain/impure.ts', text: importing('node:fs') },
  'front-door': { file: 'src/boards/back-door.ts', text: importing('../accounts/account.entity.js') },
  'client-front-door': { file: 'src/client/room/server.ts', text: importing('../../boards/index.js') },
  'kernel-knows-nobody': { file: 'src/kernel/nosy.ts', text: importing('../boards/domain/index.js') },
  'platform-knows-no-feature': { file: 'src/platform/web/knowing.ts', text: importing('../../boards/index.js') },
  'nobody-imports-the-composition-root': { file: 'src/boards/rooted.ts', text: importing('../entities.js') },
  'every-module-has-a-level': { file: 'src/main.ts', text: importing('./unplaced/index.js') },
  'client-is-pure-plus-dom': { file: 'src/client/page/node.ts', text: importing('node:path') },
  'client-takes-component-types-only': { file: 'src/client/page/parts.ts', text: importing('../../platform/web/components.js') },
  'nobody-imports-client': { file: 'src/boards/browser.ts', text: importing('../client/page/main.js') },
  'edges-do-not-touch-the-orm': { file: 'src/boards/boards.controller.ts', text: importing('@mikro-orm/core') },
  'queries-give-no-entities': { file: 'src/boards/board.page.ts', text: importing('./board.entity.js') },
  'no-drawer-of-odds-and-ends': { file: 'src/boards/tidy.ts', text: importing('./helpers.js') },
  'kernel-must-be-shared': { file: 'src/kernel/lonely.ts', text: 'export const lonely = 1;\n' },
};

/** What the violations lead to, and imports that every rule must let pass. */
const AROUND: Record<string, string> = {
  'src/boards/other.ts': importing('./one.js'),
  'src/boards/helpers.ts': 'export {};\n',
  'src/boards/whole.ts': importing('./part.js') + 'export type Whole = 1;\n',
  'src/boards/part.ts': "import type { Whole } from './whole.js';\nexport type Part = Whole;\n",
  'src/boards/board.entity.ts': importing('@mikro-orm/core'),
  'src/boards/domain/index.ts':
    importing('zod') + importing('../../accounts/domain/index.js') + importing('../templates/blank.json'),
  'src/boards/templates/blank.json': '{}\n',
  'src/accounts/account.entity.ts': importing('@mikro-orm/core'),
  'src/accounts/domain/index.ts': 'export {};\n',
  'src/client/page/main.ts':
    importing('preact') + "import type {} from '../../platform/web/components.js';\n" + importing('../../boards/domain/index.js'),
  'src/platform/web/components.ts': importing('../../kernel/clock.js'),
  'src/kernel/clock.ts': 'export {};\n',
  'src/entities.ts': importing('./accounts/account.entity.js'),
  'src/unplaced/index.ts': 'export {};\n',
};

function garden(): Record<string, string> {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      dependencies: { zod: '*', preact: '*', '@mikro-orm/core': '*' },
      devDependencies: { 'fast-check': '*' },
    }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { target: 'ES2024', module: 'NodeNext', moduleResolution: 'NodeNext', resolveJsonModule: true },
    }),
  };
  for (const module of order.flat()) files[`src/${module}/index.ts`] = 'export {};\n';
  for (const [level, modules] of order.entries()) {
    const above = order.slice(level + 1).flat();
    for (const module of modules) {
      for (const higher of above) files[`src/${module}/up-to-${higher}.ts`] = importing(`../${higher}/index.js`);
      for (const sibling of modules)
        if (sibling !== module) files[`src/${module}/aside-to-${sibling}.ts`] = importing(`../${sibling}/index.js`);
      for (const lower of order.slice(0, level).flat())
        files[`src/${module}/down-to-${lower}.ts`] = importing(`../${lower}/index.js`);
    }
  }
  for (const { file, text } of Object.values(VIOLATIONS)) files[file] = text;
  return { ...files, ...AROUND };
}

async function cruise(cwd: string): Promise<Violation[]> {
  const { stdout, stderr } = await runTool(TOOL, ['src', '--config', CONFIG, '--no-cache', '--output-type', 'json'], cwd);
  if (!stdout.startsWith('{')) throw new Error(stderr || stdout);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the levels of the house', () => {
  let planted: Planted;
  let found: Violation[];

  beforeAll(async () => {
    planted = plant(garden());
    found = await cruise(planted.folder);
  }, 120_000);
  afterAll(() => planted.remove());

  const firedAt = (rule: string): string[] =>
    [...new Set(found.filter((each) => each.rule.name === rule).map((each) => each.from))].sort();

  it('has a planted violation for every rule', () => {
    const alone = names.filter((name) => !/^(level|siblings)-/.test(name));
    expect(Object.keys(VIOLATIONS).sort()).toEqual(alone.sort());
  });

  it.each(Object.entries(VIOLATIONS))('%s fires where it is broken', (rule, { file }) => {
    expect(firedAt(rule)).toContain(file);
  });

  it.each(levels.map((modules, level) => [`level-${level + 1}-${modules.join('-')}`, modules, level] as const))(
    '%s refuses every import upwards, and only those',
    (rule, modules, level) => {
      const upwards = modules.flatMap((module) =>
        order
          .slice(level + 1)
          .flat()
          .map((higher) => `src/${module}/up-to-${higher}.ts`),
      );
      expect(firedAt(rule)).toEqual(upwards.sort());
    },
  );

  it.each(
    order.filter((modules) => modules.length > 1).flatMap((modules) => modules.map((module) => [module, modules] as const)),
  )('siblings-%s refuses every import of its level, and only those', (module, modules) => {
    const sideways = modules.filter((other) => other !== module).map((other) => `src/${module}/aside-to-${other}.ts`);
    expect(firedAt(`siblings-${module}`)).toEqual(sideways.sort());
  });

  it('lets imports downwards and through the front door pass', () => {
    const innocent = found.filter(
      ({ from, rule }) => rule.name !== 'kernel-must-be-shared' && (from.includes('/down-to-') || from in AROUND),
    );
    expect(innocent.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('knows a level for every folder of src', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const placed = [...order.flat(), 'kernel', 'platform', 'client', 'decisions'];
    expect(folders.filter((folder) => !placed.includes(folder))).toEqual([]);
  });

  it('holds in the project itself', async () => {
    const broken = (await cruise(ROOT)).filter(({ rule }) => rule.severity === 'error');
    expect(broken.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  }, 120_000);
});
