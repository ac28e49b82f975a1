import { beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT, runTool } from './planted.js';

const TOOL = 'eslint/bin/eslint.js';

/** Lints this text as if it stood at that path of an existing file, and tells which rules fired on which lines. */
async function lint(path: string, lines: string[]): Promise<string[][]> {
  const { stdout, stderr } = await runTool(
    TOOL,
    ['--stdin', '--stdin-filename', path, '--format', 'json'],
    ROOT,
    `${lines.join('\n')}\n`,
  );
  if (!stdout.startsWith('[')) throw new Error(stderr || stdout);
  const [result] = JSON.parse(stdout) as { messages: { line: number; ruleId: string | null; message: string }[] }[];
  return lines.map((_, at) =>
    (result?.messages ?? []).filter(({ line }) => line === at + 1).map(({ ruleId, message }) => ruleId ?? message),
  );
}

const CLOCK_AND_DICE = [
  'export const a = new Date();',
  'export const b = Date.now();',
  'export const c = Date();',
  'export const d = Math.random();',
  'export const e = Math.random;',
  'export const f = crypto.randomUUID();',
  'export const g = globalThis.crypto.randomUUID();',
  'export const h = crypto.getRandomValues(new Uint8Array(1));',
  'export const i = performance.now();',
];
const CRYPTO_IMPORTS = ["import { randomUUID } from 'node:crypto';", "import { randomBytes as bytes } from 'node:crypto';"];

const OTHER_RULES: [string, string][] = [
  ["export const any1: any = '';", '@typescript-eslint/no-explicit-any'],
  ['export default 1;', 'no-restricted-syntax'],
  ['export const loose = { noEscape: true };', 'no-restricted-syntax'],
  ['export const looser = { allowGlobalContext: true };', 'no-restricted-syntax'],
  ["import { forwardRef } from '@nestjs/common';", 'no-restricted-imports'],
  ["import { ModuleRef } from '@nestjs/core';", 'no-restricted-imports'],
  ["console.log('');", 'no-console'],
  ['Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
  ["export const thrower = () => { throw 'text'; };", '@typescript-eslint/only-throw-error'],
  ['export const sameish = (one: unknown) => one == 1;', 'eqeqeq'],
  ['/* TODO later */', 'no-warning-comments'],
  ['// @ts-ignore', '@typescript-eslint/ban-ts-comment'],
  ["/* eslint-disable */ export const any2: any = '';", '@typescript-eslint/no-explicit-any'],
];

const INNOCENT = [
  'export const j = (at: Date) => new Date(at);',
  'export const k = new Date(0).getTime();',
  'export const l = { allowGlobalContext: false };',
];
const TIME_AND_CHANCE = [...CRYPTO_IMPORTS, ...CLOCK_AND_DICE];

describe('the rules of style', () => {
  let fired: string[][];
  beforeAll(async () => {
    fired = await lint('src/platform/web/reply.ts', [...TIME_AND_CHANCE, ...INNOCENT, ...OTHER_RULES.map(([line]) => line)]);
  }, 120_000);

  it.each(TIME_AND_CHANCE.map((line, at) => [line, at] as const))('let time and chance come from outside: %s', (_, at) => {
    expect(fired[at]).toContain('no-restricted-syntax');
  });

  it.each(INNOCENT.map((line, at) => [line, TIME_AND_CHANCE.length + at] as const))('let pass: %s', (_, at) => {
    expect(fired[at]).not.toContain('no-restricted-syntax');
  });

  it.each(OTHER_RULES.map(([line, rule], at) => [line, rule, TIME_AND_CHANCE.length + INNOCENT.length + at] as const))(
    'refuse %s',
    (_, rule, at) => {
      expect(fired[at]).toContain(rule);
    },
  );

  it('let time and chance in by src/platform/clock', async () => {
    expect((await lint('src/platform/clock/system.ts', TIME_AND_CHANCE)).flat()).not.toContain('no-restricted-syntax');
  }, 120_000);
});
