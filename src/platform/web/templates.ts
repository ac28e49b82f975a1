import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { Script } from 'node:vm';
import Handlebars from 'handlebars';
import type { Translate } from '../i18n/translate.js';
import type { SiteModel } from './components.js';
import { TEMPLATE_CODE_FILE, templateCode, templateFiles, templateKey } from './template-code.js';

/** What every template reads beside its model: `@site` and, through the helpers, `@t`. */
export interface ViewData {
  readonly site: SiteModel;
  readonly t: Translate;
}

type DateStyle = Parameters<Translate['date']>[1];

/**
 * Every template of a folder, compiled once. Each is a partial too: `components/button/button.hbs` is `button`, a layout is
 * `layouts/site`, any other goes by its path (`proposals/_card`). A layout shows its page with `{{> body}}`.
 */
export class Templates {
  private readonly engine = Handlebars.create();
  private readonly compiled: Record<string, Handlebars.TemplateDelegate> = {};

  /** `assetUrl` gives the hashed address of a file of the client build. Throws when a template cannot be compiled, naming it. */
  constructor(folder: string, assetUrl: (name: string) => string) {
    this.registerHelpers(assetUrl);
    for (const file of templateFiles(folder)) {
      const name = templateName(relative(folder, file));
      if (this.compiled[name]) throw new Error(`Two templates are called ${name} (${file})`);
      this.compiled[name] = this.compile(file);
    }
    this.engine.registerPartial(this.compiled);
    this.engine.registerPartial('example', this.example);
  }

  /** The names of all templates, components under their short name. */
  names(): string[] {
    return Object.keys(this.compiled).sort();
  }

  /** The page `view` within `layouts/<layout>`, as HTML. Throws when the model lacks a field that the template shows. */
  render(view: string, model: object, data: ViewData, layout = 'site'): string {
    return this.template(`layouts/${layout}`)(model, { data, partials: { body: this.template(view) } });
  }

  /** One template alone, as a component test or a fragment needs it. */
  renderPart(name: string, model: object, data: ViewData): string {
    return this.template(name)(model, { data });
  }

  /** A document that stands alone: no layout, nothing of the site. */
  renderDocument(name: string, model: object, t: Translate): string {
    return this.template(name)(model, { data: { t } });
  }

  /** `{{> example}}` shows the component that its model names: for the gallery, whose templates cannot know which. */
  private readonly example = (shown: { component: string; model: object }, options?: { data?: object }): string =>
    this.template(shown.component)(shown.model, { data: options?.data });

  private template(name: string): Handlebars.TemplateDelegate {
    const template = this.compiled[name];
    if (!template) throw new Error(`There is no template ${name}`);
    return template;
  }

  /** Compiles at once, where `Handlebars.compile` would wait for the first use and let a broken template pass the start. */
  private compile(file: string): Handlebars.TemplateDelegate {
    try {
      return this.engine.template(scriptOf(file).runInThisContext() as TemplateSpecification);
    } catch (error) {
      throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  private registerHelpers(assetUrl: (name: string) => string): void {
    const each = this.engine.helpers['each'] as Handlebars.HelperDelegate;
    this.engine.registerHelper({
      each(this: unknown, list: unknown, options: Handlebars.HelperOptions): unknown {
        return each.call(this, Array.isArray(list) ? list.map((one) => apart(one, this)) : list, options) as unknown;
      },
      t: (key: string, options: Handlebars.HelperOptions) => words(options)(key, options.hash as Record<string, string>),
      date: (value: string | Date, style: DateStyle, options: Handlebars.HelperOptions) =>
        words(options).date(value, style, (options.hash as { zone?: string }).zone),
      number: (value: number, options: Handlebars.HelperOptions) => words(options).number(value),
      icon: (name: string) => new Handlebars.SafeString(icon(name)),
      asset: (name: string, options: Handlebars.HelperOptions) => {
        const { type } = options.hash as { type?: string };
        return assetUrl(type ? `${name}.${type}` : name);
      },
    });
  }
}

/**
 * Handlebars compares what it comes to with what it stands in by `!=`, and takes a text such as `[object Object]` for the model around it: `../` then
 * leads nowhere. Such a text goes as an object of its own.
 */
const apart = (one: unknown, around: unknown): unknown =>
  typeof one === 'string' && typeof around === 'object' && around !== null && String(around) === one ? Object(one) : one;

/** What the build compiled beforehand; nothing where the sources run by themselves. */
const builtFile = join(import.meta.dirname, '..', '..', TEMPLATE_CODE_FILE);
const built = existsSync(builtFile) ? (JSON.parse(readFileSync(builtFile, 'utf8')) as Record<string, string>) : {};

/** A first start builds the product twice, for the sample's story and for the site: each text is compiled once. */
const scripts = new Map<string, Script>();

function scriptOf(file: string): Script {
  const source = readFileSync(file, 'utf8');
  const key = templateKey(source);
  const script = scripts.get(key) ?? new Script(`(${built[key] ?? templateCode(source)})`, { filename: file });
  scripts.set(key, script);
  return script;
}

const words = (options: Handlebars.HelperOptions): Translate => (options.data as ViewData).t;

function templateName(path: string): string {
  const name = path.slice(0, -'.hbs'.length).split(sep).join('/');
  return name.startsWith('components/') ? basename(name) : name;
}

const ICON_NAME = /^[a-z0-9-]+$/;
const iconFolder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
const icons = new Map<string, string>();

/** A Lucide drawing, to be read with the words beside it: it is hidden from assistive technology and takes its size from the text. */
export function icon(name: string): string {
  const known = icons.get(name);
  if (known) return known;
  const file = join(iconFolder, `${name}.svg`);
  if (!ICON_NAME.test(name) || !existsSync(file)) throw new Error(`There is no icon ${name}`);
  const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const svg = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing.trim().replace(/>\s+</g, '><')}</svg>`;
  icons.set(name, svg);
  return svg;
}
