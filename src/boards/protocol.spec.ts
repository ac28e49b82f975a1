import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

const numbers = (text: string, form: RegExp) => new Set([...text.matchAll(form)].map((match) => match[1] as string));
const sorted = (set: Set<string>) => [...set].sort();

describe('the protocol’s rules and their tests', () => {
  const rules = numbers(readFileSync('src/boards/PROTOCOL.md', 'utf8'), /^- \*\*(B\d+)\*\*/gm);
  const specs = globSync(['src/boards/**/*.spec.ts', 'test/boards/**/*.spec.ts', 'test/realtime/**/*.spec.ts']);
  const titles = specs.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bit\(\s*['"`]((?:\[B\d+\] ?)+)/g)].map((match) => match[1] ?? ''),
  );
  const tested = numbers(titles.join(' '), /\[(B\d+)\]/g);

  it('every rule has a test and every numbered test a rule', () => {
    expect(rules.size).toBeGreaterThan(30);
    expect(sorted(tested)).toEqual(sorted(rules));
  });
});
