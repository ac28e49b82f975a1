import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isLocale, type Locale } from '../../kernel/localized.js';

/** A component with its examples, as `views/components/<name>/<name>.examples.json` holds them: gallery, tests and pictures read the same file. */
export interface Showcase {
  component: string;
  /** What it is for, in one or two sentences. */
  description: string;
  /** The WCAG criteria that it has to meet. */
  criteria: string[];
  examples: Example[];
}

export interface Example {
  name: string;
  locale: Locale;
  model: Record<string, unknown>;
}

/** Every component of the folder, by name. Throws when one has no examples, or examples under another name. */
export function showcases(folder = join(process.cwd(), 'views', 'components')): Showcase[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readShowcase(join(folder, name, `${name}.examples.json`), name));
}

function readShowcase(file: string, name: string): Showcase {
  const showcase = JSON.parse(readFileSync(file, 'utf8')) as Showcase;
  if (showcase.component !== name) throw new Error(`${file} is about ${showcase.component}`);
  const stray = showcase.examples.find((example) => !isLocale(example.locale));
  if (stray) throw new Error(`${file}: the example ${stray.name} is in no language of ours`);
  return showcase;
}

export interface GalleryIndexPage {
  title: string;
  components: { name: string; href: string; description: string }[];
}

export interface GalleryComponentPage {
  name: string;
  description: string;
  criteriaTitle: string;
  criteria: string[];
  examples: { name: string; component: string; model: Record<string, unknown> }[];
  back: { text: string; href: string };
}

declare module './reply.js' {
  interface Pages {
    'gallery/index': GalleryIndexPage;
    'gallery/component': GalleryComponentPage;
  }
}

export function galleryIndex(all: Showcase[], title: string): GalleryIndexPage {
  return {
    title,
    components: all.map(({ component, description }) => ({ name: component, href: `/_components/${component}`, description })),
  };
}

/** The examples of one component in one language, so that no id stands twice in a page. */
export function galleryComponent(
  showcase: Showcase,
  locale: Locale,
  words: { criteria: string; back: string },
): GalleryComponentPage {
  return {
    name: showcase.component,
    description: showcase.description,
    criteriaTitle: words.criteria,
    criteria: showcase.criteria,
    examples: showcase.examples
      .filter((example) => example.locale === locale)
      .map(({ name, model }) => ({ name, component: showcase.component, model })),
    back: { text: words.back, href: '/_components' },
  };
}
