import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page, Response } from 'playwright-core';

/** Values of a form's fields by name; several for a group of checkboxes. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What is wrong with a page as it stands, a line each. */
export type Eye = (page: Page, light: 'light' | 'dark') => Promise<string[]>;

/** A button that sends its form; not the unseen one that takes the Enter key. */
const SUBMIT = '[type="submit"]:not([aria-hidden])';

/** Somebody at a page. Every page they open or come to is looked at, in light and in dark; by axe, if nothing else is said. */
export class Person {
  /** What was found on the pages seen so far, and errors of their scripts, with the address; a spec ends by expecting none. */
  readonly violations: string[] = [];

  constructor(
    readonly page: Page,
    private readonly eye: Eye = axe,
  ) {
    page.on('pageerror', (error) => this.violations.push(`${page.url()}: ${String(error)}`));
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** The text of the main part, for what a page says. */
  text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async opens(path: string): Promise<Response> {
    const response = await this.page.goto(path);
    if (!response?.ok()) throw new Error(`${path} answered ${response?.status()}`);
    await this.looks();
    return response;
  }

  /** Follows a link by its address, or its end. */
  async follows(href: string): Promise<void> {
    await this.goes(this.page.locator(`main a[href$="${href}"]`).first());
  }

  /** Fills the form of this action and presses its main button, or the one that is named; folded parts are unfolded first, as a person must. */
  async sends(action: string, fields: Fields = {}, button?: string): Promise<void> {
    const form = this.page.locator(`form[action="${action}"]`, { has: this.page.locator(button ?? SUBMIT) }).first();
    await form.waitFor({ state: 'attached' });
    await unfold(form);
    for (const [name, value] of Object.entries(fields)) await fill(form, name, value);
    const main = `.button-primary${SUBMIT}`;
    const pressed = form.locator(button ?? ((await form.locator(main).count()) > 0 ? main : SUBMIT)).first();
    await unfold(pressed);
    await this.goes(pressed);
  }

  /** Presses something that leads to another page, and waits for it. */
  goes(control: Locator): Promise<void> {
    return this.comes(() => control.click());
  }

  /** Comes to another page by what `press` does. Fails when the answer is an error. */
  async comes(press: () => Promise<void>): Promise<void> {
    const [, response] = await Promise.all([
      this.page.waitForEvent('load'),
      this.page.waitForResponse((each) => each.request().isNavigationRequest() && each.status() !== 303),
      press(),
    ]);
    if (!response.ok()) throw new Error(`${this.path} answered ${response.status()}: ${(await this.text()).slice(0, 600)}`);
    await this.looks();
  }

  /** Looks at the page as it stands now, in both lights. */
  async looks(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      this.violations.push(...(await this.eye(this.page, colorScheme)));
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }
}

/** On a small phone nothing leads sideways. Scripts of the page do not run; the browser still measures. */
export const sideways: Eye = async (page) => {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > 360 ? [`${new URL(page.url()).pathname} is ${width} wide`] : [];
};

/** What the dark look can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const seen = new Set<string>();

/**
 * What axe finds on a page, by WCAG 2.2 AA and good practice, a line each; in the dark only what colours can do. A page is looked at again when something
 * stands on it that did not: another kind of element, or several where one was.
 */
export async function axe(page: Page, light: 'light' | 'dark'): Promise<string[]> {
  const shape = `${light} ${await shapeOf(page)}`;
  if (seen.has(shape)) return [];
  seen.add(shape);
  const builder = new AxeBuilder({ page });
  const { violations } = await (light === 'dark' ? builder.withRules(COLOURS) : builder).analyze();
  const path = new URL(page.url()).pathname;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const [, why = ''] = (failureSummary ?? '').split('\n');
      return `${path} (${light}) ${id}: ${target.join(' ')}: ${why.trim()}`;
    }),
  );
}

/** Where, how wide, and which kinds of elements, whether one or several; never what is written in them. */
const shapeOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const kinds = new Map<string, number>();
    for (const element of document.querySelectorAll('body, body *')) {
      const attributes = element.getAttributeNames().filter((name) => name !== 'class' && name !== 'style');
      const kind = `${element.localName}.${[...element.classList].sort().join('.')}[${attributes.sort().join()}]`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const address = location.pathname.replace(/[0-9a-f-]{36}|[\w-]{20,}|\d+/g, '#');
    return [address, innerWidth, ...[...kinds].map(([kind, count]) => `${kind}${count > 1 ? '+' : ''}`).sort()].join(' ');
  });

/** Presses the summary of every closed part around a control, from the outside in. */
async function unfold(inside: Locator): Promise<void> {
  for (;;) {
    const closed = inside.locator('xpath=ancestor::details[not(@open)]').first();
    if ((await closed.count()) === 0) return;
    await closed.locator('> summary').click();
  }
}

async function fill(form: Locator, name: string, value: string | readonly string[]): Promise<void> {
  const field = form.locator(`[name="${name}"]`);
  const kind = await field.first().evaluate((element) => element.getAttribute('type') ?? element.localName);
  if (kind !== 'hidden') await unfold(field.first());
  if (kind === 'radio' || kind === 'checkbox') {
    for (const each of [value].flat()) await form.locator(`[name="${name}"][value="${each}"]`).check({ force: true });
  } else if (kind === 'select') await field.selectOption(value as string);
  else await field.first().fill(value as string);
}
