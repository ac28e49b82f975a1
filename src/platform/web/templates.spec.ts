import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SiteModel } from './components.js';
import { Translator } from '../i18n/translator.js';
import { icon, Templates } from './templates.js';

describe('templates', () => {
  let folder: string;
  const t = new Translator('America/Argentina/Buenos_Aires').in('es');
  const data = { site: { lang: 'es-AR' } as SiteModel, t };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'views-'));
    write('layouts/site', '<html lang="{{@site.lang}}">{{> body}}</html>');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): void => {
    const file = join(folder, `${name}.hbs`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const load = () => new Templates(folder, (name) => `/assets/${name}`);

  it('puts a page into its layout', () => {
    write('proposals/show', '<h1>{{title}}</h1>');
    expect(load().render('proposals/show', { title: 'Censo' }, data)).toBe('<html lang="es-AR"><h1>Censo</h1></html>');
  });

  it('escapes what people wrote, in text and in attributes', () => {
    write('show', '<p title="{{title}}">{{title}}</p>');
    const html = load().renderPart('show', { title: `"><script>alert('1')</script>` }, data);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('"">');
  });

  it('takes no text for the model around it, whatever people wrote', () => {
    write('show', '{{#each paragraphs}}<p{{#if ../lang}} lang="{{../lang}}"{{/if}}>{{this}}</p>{{/each}}');
    const paragraphs = ['Uno', '[object Object]', ''];
    const html = load().renderPart('show', { lang: 'fr', paragraphs }, data);
    expect(html).toBe('<p lang="fr">Uno</p><p lang="fr">[object Object]</p><p lang="fr"></p>');
  });

  it('refuses a model that lacks a field the template shows', () => {
    write('show', '<p>{{titel}}</p>');
    expect(() => load().renderPart('show', { title: 'x' }, data)).toThrow(/titel/);
  });

  it('does not show what a class brings along', () => {
    class Entity {
      get secret() {
        return 'a secret';
      }
    }
    write('show', '<p>{{secret}}</p>');
    expect(load().renderPart('show', new Entity(), data)).toBe('<p></p>');
  });

  it.each(['{{eq a b}}', '{{#lookup a}}{{/lookup}}', '{{log a}}', '{{shout a}}'])(
    'refuses the unknown helper in %s at the start',
    (source) => {
      write('show', source);
      expect(load).toThrow(/show\.hbs/);
    },
  );

  it('refuses a template that cannot be parsed, and names it', () => {
    write('broken', '{{#if a}}');
    expect(load).toThrow(/broken\.hbs/);
  });

  it('offers components under their own name and refuses two of one name', () => {
    write('components/tag/tag', '<b>{{text}}</b>');
    write('show', '{{> tag status}}');
    expect(load().renderPart('show', { status: { text: 'Viable' } }, data)).toBe('<b>Viable</b>');
    write('components/label/tag', '<i>{{text}}</i>');
    expect(load).toThrow(/called tag/);
  });

  it('does not indent what stands in a textarea', () => {
    write('components/box/box', '<textarea>\n{{value}}</textarea>');
    write('show', '<div>\n    {{> box}}\n</div>');
    expect(load().renderPart('show', { value: 'a\nb' }, data)).toContain('<textarea>\na\nb</textarea>');
  });

  it('writes words, dates and numbers in the language of the page', () => {
    write('show', "{{t 'forms.required' field=name}} {{date day 'day'}} {{number count}}");
    const html = load().renderPart('show', { name: 'Título', day: '2022-03-31', count: 1500 }, data);
    expect(html).toBe('Completá «Título». 31 de marzo de 2022 1.500');
  });

  it('draws icons without a name of their own, and only those there are', () => {
    expect(icon('check')).toBe(
      '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M20 6 9 17l-5-5" /></svg>',
    );
    expect(() => icon('../../package')).toThrow();
    expect(() => icon('no-such-icon')).toThrow();
  });
});
