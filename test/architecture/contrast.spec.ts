import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** The colours of the tokens, for light and dark. */
const tokens = new Map<string, { light: string; dark: string }>();
const source = readFileSync(join(process.cwd(), 'views/assets/css/tokens.css'), 'utf8');
for (const [, name, light, dark] of source.matchAll(/--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)/g))
  tokens.set(name as string, { light: light as string, dark: dark as string });
for (const [, name, both] of source.matchAll(/--([\w-]+):\s*(#\w{6});/g))
  tokens.set(name as string, { light: both as string, dark: both as string });

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r as number) + 0.7152 * (g as number) + 0.0722 * (b as number);
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((lighter as number) + 0.05) / ((darker as number) + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
const texts = ['ink', 'ink-soft', 'accent', 'accent-strong', 'sun', 'ok', 'warn', 'danger'];
const papers = [1, 2, 3, 4, 5, 6].map((slot) => `note-${slot}`);

/** Which colours meet, and the least contrast between them: 7 for text on paper, 4.5 for text elsewhere, 3 for lines and focus. */
const meetings: [string[], string[], number][] = [
  [texts, grounds, 7],
  [['note-ink'], papers, 7],
  [['accent'], ['accent-wash'], 4.5],
  [['sun'], ['sun-wash'], 4.5],
  [['ok'], ['ok-wash'], 4.5],
  [['warn'], ['warn-wash'], 4.5],
  [['danger'], ['danger-wash'], 4.5],
  [['ink'], ['accent-wash', 'sun-wash', 'ok-wash', 'warn-wash', 'danger-wash', 'mark-wash'], 7],
  [['accent-ink'], ['accent', 'accent-strong'], 4.5],
  [['sun-ink'], ['sun'], 4.5],
  [['line-strong', 'sun-line', 'focus'], grounds, 3],
];

describe.each(['light', 'dark'] as const)('colours in the %s', (scheme) => {
  const colour = (name: string): string => {
    const token = tokens.get(name);
    if (!token) throw new Error(`There is no colour ${name}`);
    return token[scheme];
  };

  it.each(
    meetings.flatMap(([fronts, backs, least]) => fronts.flatMap((front) => backs.map((back) => [front, back, least] as const))),
  )('%s on %s is at least %s : 1', (front, back, least) => {
    expect(contrast(colour(front), colour(back))).toBeGreaterThanOrEqual(least);
  });
});

it('knows black on white', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 1));
