import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LOCALES } from '../../src/kernel/localized.js';
import { catalogue } from '../../src/platform/i18n/translator.js';
import { icon, Templates } from '../../src/platform/web/templates.js';

const VIEWS = join(process.cwd(), 'views');
const templates = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.hbs'))
  .map((name) => ({ name, source: readFileSync(join(VIEWS, name), 'utf8') }));

const MUSTACHE = /\{\{!--[\s\S]*?--\}\}|\{\{[\s\S]*?\}\}/g;
const withoutMustaches = (source: string): string => source.replace(MUSTACHE, '');
const matches = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map((found) => (found[1] ?? found[0]).trim());

/** Each rule lists what it objects to. */
const rules: Record<string, (source: string) => string[]> = {
  'nothing is written unescaped': (source) => matches(source, /\{\{\{|\{\{~?&/g),

  'an attribute that takes a value from the model is quoted': (source) => matches(source, /<[^<>]*?\s([\w:-]+=\{\{)/g),

  'scripts and styles take nothing from the model': (source) =>
    matches(source, /<(?:script|style)\b[^>]*>((?:(?!<\/(?:script|style)>)[\s\S])*?\{\{[\s\S]*?)<\/(?:script|style)>/g),

  'there are no inline styles and no inline handlers': (source) =>
    matches(withoutMustaches(source), /<[^<>]*?\s(style=|on[a-z]+=)/g),

  'a script comes from a file and carries the nonce': (source) =>
    matches(source, /(<script\b[^>]*>)/g).filter(
      (tag) => !/\ssrc="\{\{asset /.test(tag) || !tag.includes('nonce="{{@site.nonce}}"'),
    ),

  'words come from the catalogues or the model': (source) => {
    const bare = withoutMustaches(source).replace(/<style>[\s\S]*?<\/style>/g, '');
    return [
      ...matches(bare.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' '), /\p{L}[\p{L}’']+(?:\s+\p{L}+)*/gu),
      ...matches(bare, /\s(?:aria-label|placeholder|title|alt|value)="([^"]*\p{L}{2}[^"]*)"/gu).filter(
        (value) => !VALUES.has(value),
      ),
    ];
  },
};

/** Values that a form sends, not words that people read. */
const VALUES = new Set(['auto', 'light', 'dark', 'on', 'yes', 'true']);

describe.each(Object.entries(rules))('in every template, %s', (_, rule) => {
  it.each(templates.map(({ name, source }) => [name, source]))('%s', (_name, source) => {
    expect(rule(source)).toEqual([]);
  });
});

describe('the rules themselves object to', () => {
  it.each([
    ['nothing is written unescaped', '<p>{{{text}}}</p>'],
    ['nothing is written unescaped', '<p>{{&text}}</p>'],
    ['an attribute that takes a value from the model is quoted', '<a class="x" href={{href}}>'],
    ['scripts and styles take nothing from the model', '<script nonce="{{n}}">let a = "{{a}}";</script>'],
    ['scripts and styles take nothing from the model', '<style>p { color: {{colour}} }</style>'],
    ['there are no inline styles and no inline handlers', '<p class="a" style="color: red">'],
    ['there are no inline styles and no inline handlers', '<button onclick="{{x}}">'],
    ['a script comes from a file and carries the nonce', '<script>alert(1)</script>'],
    ['words come from the catalogues or the model', '<p>{{name}} escribió</p>'],
    ['words come from the catalogues or the model', '<input placeholder="Buscar">'],
  ])('%s: %s', (rule, source) => {
    expect(rules[rule]?.(source)).not.toEqual([]);
  });
});

describe('templates hold together', () => {
  const known = new Set([...new Templates(VIEWS, (name) => name).names(), 'body', 'example', '@partial-block']);

  it.each(templates.map(({ name, source }) => [name, source]))(
    '%s names partials, icons and messages that exist',
    (_, source) => {
      expect(matches(source, /\{\{~?#?>\s*([\w@/-]+)/g).filter((name) => !known.has(name))).toEqual([]);
      for (const name of matches(source, /\{\{~?icon '([^']+)'/g)) expect(() => icon(name)).not.toThrow();
    },
  );

  it.each(LOCALES)('every message that a template names exists in %s', (locale) => {
    const messages = catalogue(locale);
    const missing = templates.flatMap(({ name, source }) =>
      matches(source, /[{(]t '([^']+)'/g)
        .filter((key) => !(key in messages))
        .map((key) => `${name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});
