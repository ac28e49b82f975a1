import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Locale } from '../../src/kernel/localized.js';
import { catalogue, messageFolders } from '../../src/platform/i18n/translator.js';
import { ROOT } from './planted.js';

type Messages = Record<string, string>;
type Ast = ReturnType<IntlMessageFormat['getAst']>;
/** Kinds of nodes in a parsed message. */
const LITERAL = 0;
const SELECT = 5;

/** Where keys begin with another word than the module's name: words of the whole site, and refusals, which any module may add to. */
const OTHER_PREFIXES: Record<string, string[]> = { 'platform/web': ['site', 'forms', 'errors', 'gallery'] };

const folders = messageFolders().map((folder) => {
  const module = relative(join(ROOT, 'src'), dirname(folder));
  const read = (locale: Locale): Messages => JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Messages;
  return { module, folder, read };
});

/**
 * The arguments of a message: its names, and for each argument it chooses by, the choices. Languages may differ in how they write a number
 * or in whether they need a plural, not in what they are given, nor in the cases of a choice that both make.
 */
function argumentsOf(text: string): { names: string[]; choices: Map<string, string> } {
  const names = new Set<string>();
  const choices = new Map<string, string>();
  const walk = (nodes: Ast): void => {
    for (const node of nodes) {
      if (node.type === LITERAL || !('value' in node) || typeof node.value !== 'string') continue;
      names.add(node.value);
      if (!('options' in node)) continue;
      if (node.type === SELECT) choices.set(node.value, Object.keys(node.options).sort().join('|'));
      for (const option of Object.values(node.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'es', undefined, { ignoreTag: true }).getAst());
  return { names: [...names].sort(), choices };
}

/** What is wrong with taking these arguments where the Spanish text takes those; null when nothing is. */
function difference(text: string, spanish: string): string | null {
  const [one, other] = [argumentsOf(text), argumentsOf(spanish)];
  if (one.names.join() !== other.names.join()) return `takes ${one.names.join(', ')}; in Spanish ${other.names.join(', ')}`;
  const odd = [...one.choices].find(([name, cases]) => (other.choices.get(name) ?? cases) !== cases);
  return odd ? `chooses ${odd[0]} among ${odd[1]}; in Spanish ${other.choices.get(odd[0])}` : null;
}

/** The table «Refused on screens» of the glossary. */
function refusedWords(): { locale: string; pattern: RegExp; instead: string }[] {
  const glossary = readFileSync(join(ROOT, 'src', 'GLOSSARY.md'), 'utf8');
  const rows = glossary.slice(glossary.indexOf('## Refused on screens')).matchAll(/^\| (es|en|fr) \| (.+?) \| (.+?) \|$/gm);
  return [...rows].map(([, locale = '', words = '', instead = '']) => ({
    locale,
    instead,
    pattern: new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.replaceAll('\\|', '|')})(?![\\p{L}\\p{M}])`, 'iu'),
  }));
}

/** The words that a reader sees: the message without its ICU syntax. */
function wordsOf(text: string): string {
  const words: string[] = [];
  const walk = (nodes: Ast): void => {
    for (const node of nodes) {
      if (node.type === LITERAL) words.push(node.value);
      else if ('options' in node) for (const option of Object.values(node.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'es', undefined, { ignoreTag: true }).getAst());
  return words.join(' ');
}

describe.each(folders)('the messages of $module', ({ module, folder, read }) => {
  it('stand in three files, each a flat list of texts', () => {
    for (const locale of LOCALES) {
      expect([locale, existsSync(join(folder, `${locale}.json`))]).toEqual([locale, true]);
      const odd = Object.entries(read(locale)).filter(([, text]) => typeof text !== 'string' || text.trim() === '');
      expect(odd).toEqual([]);
    }
  });

  it('have the same keys in every language', () => {
    const keys = LOCALES.map((locale) => Object.keys(read(locale)).sort());
    for (const other of keys.slice(1)) expect(other).toEqual(keys[0]);
  });

  it('take the same arguments in every language', () => {
    const inSpanish = read('es');
    const differing = LOCALES.flatMap((locale) =>
      Object.entries(read(locale))
        .map(([key, text]) => [locale, key, difference(text, inSpanish[key] ?? '')])
        .filter(([, , wrong]) => wrong !== null),
    );
    expect(differing).toEqual([]);
  });

  it("have keys that begin with the module's name", () => {
    const allowed = [basename(module), 'refusals', ...(OTHER_PREFIXES[module] ?? [])];
    const strays = Object.keys(read('es')).filter(
      (key) => !allowed.includes(key.split('.')[0] ?? '') || !/^[a-z]+(\.[\w-]+)+$/.test(key),
    );
    expect(strays).toEqual([]);
  });

  it('use the words of the glossary', () => {
    const refused = LOCALES.flatMap((locale) =>
      Object.entries(read(locale)).flatMap(([key, text]) =>
        refusedWords()
          .filter((word) => word.locale === locale && word.pattern.test(wordsOf(text)))
          .map(({ instead }) => `${locale} ${key} «${text}»: say ${instead}`),
      ),
    );
    expect(refused).toEqual([]);
  });

  it('have no white space at their edges, no double spaces and no markup', () => {
    const untidy = LOCALES.flatMap((locale) =>
      Object.entries(read(locale)).filter(([, text]) => text !== text.trim() || /\S {2,}\S|<\/?[a-z]+[ >]|&[a-z]+;/.test(text)),
    );
    expect(untidy).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has every key once, over all modules, in every language', () => {
    const sizes = LOCALES.map((locale) => Object.keys(catalogue(locale)).length);
    expect(new Set(sizes).size).toBe(1);
    expect(sizes[0]).toBeGreaterThan(50);
  });

  it('is compared by what a translator can get wrong', () => {
    const spanish =
      '{name} tiene {count, plural, one {# nota de {who}} other {# notas}} {state, select, open {abierta} other {cerrada}}';
    expect(difference('{name} has {count} of {who} {state, select, open {open} other {closed}}', spanish)).toBeNull();
    expect(difference('{name} has {count} of {whom} {state, select, open {open} other {closed}}', spanish)).toMatch(
      /^takes count, name, state, whom/,
    );
    expect(difference('{name} has {count} of {who} {state, select, opened {open} other {closed}}', spanish)).toMatch(
      /^chooses state among opened/,
    );
  });

  it('is read against a glossary that refuses something in every language, and only whole words', () => {
    const words = refusedWords();
    expect(new Set(words.map(({ locale }) => locale))).toEqual(new Set(LOCALES));
    const inSpanish = words.filter(({ locale, pattern }) => locale === 'es' && pattern.test('En esta fase'));
    expect(inSpanish.map(({ instead }) => instead)).toEqual(['etapa']);
    expect(words.filter(({ pattern }) => pattern.test('desfase énfasis sinfasé')).length).toBe(0);
  });
});
