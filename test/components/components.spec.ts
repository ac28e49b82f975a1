import { describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { parseHTML } from 'linkedom';
import { LOCALES } from '../../src/kernel/localized.js';
import { Translator } from '../../src/platform/i18n/translator.js';
import { Assets } from '../../src/platform/web/assets.js';
import type { SiteModel } from '../../src/platform/web/components.js';
import { showcases, type Example } from '../../src/platform/web/gallery.js';
import { Views } from '../../src/platform/web/views.js';

const views = new Views(new Assets());
const translator = new Translator('America/Argentina/Buenos_Aires');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How a tag is written is the template's matter; what it means is ours.
    'void-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-inline-style': 'error',
    // A label around its control names it as well, for software that reads only one of the two ways.
    'no-redundant-for': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    // A form's part is tried without its form; `simple-form` is tried whole.
    'form-submit': 'off',
  },
});

const rendered = (component: string, { locale, model }: Pick<Example, 'locale' | 'model'>): string =>
  views.renderPart(component, model, { site: { locale } as SiteModel, t: translator.in(locale) });

const document = (html: string) =>
  parseHTML(`<!doctype html><html lang="es"><head><title>x</title></head><body>${html}</body></html>`).document;

const all = showcases();

describe.each(all.map((showcase) => [showcase.component, showcase] as const))('component %s', (component, showcase) => {
  it('says what it is for and which criteria it has to meet', () => {
    expect(showcase.description.length).toBeGreaterThan(20);
    expect(showcase.criteria.length).toBeGreaterThan(0);
  });

  it('has every example in every language, with other words in each', () => {
    const names = new Set(showcase.examples.map((example) => example.name));
    for (const name of names) {
      const examples = showcase.examples.filter((example) => example.name === name);
      expect(examples.map((example) => example.locale).sort()).toEqual([...LOCALES].sort());
    }
  });

  it.each(showcase.examples.map((example) => [`${example.name}, ${example.locale}`, example] as const))(
    'is sound HTML: %s',
    async (_, example) => {
      const html = `<!doctype html>\n<html lang="es">\n<head><title>x</title></head>\n<body>${rendered(component, example)}</body>\n</html>\n`;
      const report = await validator.validateString(html);
      expect(
        report.results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message}`)),
      ).toEqual([]);
    },
  );

  it.each(showcase.examples.filter((example) => example.locale === 'es').map((example) => [example.name, example] as const))(
    'keeps hostile text text: %s',
    (_, example) => {
      const page = document(rendered(component, { locale: 'es', model: poisoned(example.model) }));
      expect(page.querySelectorAll('[data-poison]')).toHaveLength(0);
    },
  );

  it.each(showcase.examples.filter((example) => example.locale === 'es').map((example) => [example.name, example] as const))(
    'names every control, points only at what is there, and hides its drawings: %s',
    (_, example) => {
      const page = document(rendered(component, example));
      for (const control of page.querySelectorAll('input:not([type=hidden]), select, textarea'))
        expect(page.querySelector(`label[for="${control.id}"]`)).not.toBeNull();
      for (const pointing of page.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
        const ids = `${pointing.getAttribute('aria-describedby') ?? ''} ${pointing.getAttribute('aria-labelledby') ?? ''}`
          .trim()
          .split(/\s+/);
        for (const id of ids) expect(page.getElementById(id)).not.toBeNull();
      }
      for (const drawing of page.querySelectorAll('svg'))
        expect(drawing.getAttribute('aria-hidden') === 'true' || Boolean(drawing.getAttribute('aria-label'))).toBe(true);
    },
  );
});

/** Every text of a model, except what names a drawing, tries to break out of its attribute and its element. */
function poisoned(value: unknown, key = ''): Record<string, unknown> {
  const poison = (each: unknown, name: string): unknown => {
    if (typeof each === 'string') return name === 'icon' || name === 'input' ? each : `${each}"'><b data-poison>x</b>`;
    if (Array.isArray(each)) return each.map((one) => poison(one, name));
    if (each && typeof each === 'object')
      return Object.fromEntries(Object.entries(each).map(([field, one]) => [field, poison(one, field)]));
    return each;
  };
  return poison(value, key) as Record<string, unknown>;
}
