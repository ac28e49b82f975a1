import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { Person, type Eye } from '../pages/person.js';

/** A phone of the smallest usual width, and a desk. */
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
export const DESK = { viewport: { width: 1440, height: 900 } } as const;

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });

/** Somebody with a browser of their own: no cookie is shared. */
export async function person(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = DESK,
  eye?: Eye,
): Promise<Person> {
  const context = await browser.newContext({ baseURL, locale: 'es-AR', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(20_000);
  return new Person(await context.newPage(), eye);
}
