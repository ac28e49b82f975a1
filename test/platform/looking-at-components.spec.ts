import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALES } from '../../src/kernel/localized.js';
import { showcases } from '../../src/platform/web/gallery.js';
import { startApp, type TestApp } from '../support/app.js';

describe('the gallery of components', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it.each(LOCALES)('lists every component in %s', async (locale) => {
    const page = await app.browser().get(`/${locale}/_components`);
    expect(page.status).toBe(200);
    const names = [...page.document.querySelectorAll('.row-title a')].map((link) => link.textContent);
    expect(names).toEqual(showcases().map((showcase) => showcase.component));
  });

  it('shows the examples of a component in the language of the page', async () => {
    const page = await app.browser().get('/fr/_components/tag');
    expect(page.text).toContain('Réalisable avec ajustements');
    expect(page.text).not.toContain('Viable con ajustes');
  });

  it('shows every component without a failure', async () => {
    const browser = app.browser();
    for (const { component } of showcases()) expect((await browser.get(`/_components/${component}`)).status).toBe(200);
  });

  it('says in the site’s own look that there is no such component', async () => {
    const page = await app.browser().get('/es/_components/nothing');
    expect(page.status).toBe(404);
    expect(page.document.querySelector('main h1')?.textContent).toBe('No encontramos esta página');
    expect(page.document.querySelector('header.masthead')).not.toBeNull();
  });

  it('loads scripts only with the nonce of the answer', async () => {
    const page = await app.browser().get('/es/_components');
    const policy = String(page.headers['content-security-policy']);
    const scripts = [...page.document.querySelectorAll('script')];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(policy).toContain(`'nonce-${script.getAttribute('nonce')}'`);
  });
});
