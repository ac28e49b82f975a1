import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { sideways, type Fields, type Person } from '../pages/person.js';
import { launch, person } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const FINISHED = '/processes/plan-2021';
const TITLE = 'Bancos con respaldo en las plazas';
const SENTENCE = 'Mi madre no puede levantarse de los bancos sin respaldo.';
const EMAIL = 'delia@example.org';
/** Whoever is faster than anybody reads is held for a person to see. */
const READING_MS = 3000;

let product: Product;
let browser: Browser;
let people: Record<'resident' | 'coordinator' | 'reviewer' | 'facilitator' | 'participant', Person>;
let number = '';

beforeAll(async () => {
  browser = await launch();
  product = await startProduct({ sample: true });
  const come = () => person(browser, product.url, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }, sideways);
  people = {
    resident: await come(),
    coordinator: await come(),
    reviewer: await come(),
    facilitator: await come(),
    participant: await come(),
  };
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Follows a link wherever it stands, out of a folded menu too. */
async function follows(who: Person, link: Locator): Promise<void> {
  const one = link.first();
  const menu = one.locator('xpath=ancestor::details[not(@open)]').first();
  if ((await menu.count()) > 0) await menu.locator('> summary').click();
  await who.goes(one);
}

/** Sends a form that is sent back: 422, with a summary that leads to the fields. Answers what the summary says. */
async function isSentBack(who: Person, action: string, fields: Fields): Promise<string> {
  await expect(who.sends(action, fields)).rejects.toThrow('422');
  await who.looks();
  const summary = who.page.locator('.error-summary');
  for (const link of await summary.locator('a').all())
    expect(await who.page.locator((await link.getAttribute('href')) ?? '').count()).toBe(1);
  return summary.innerText();
}

const reads = (page: Page): Promise<void> => page.waitForTimeout(READING_MS);
const valueOf = async (who: Person, selector: string, words: string): Promise<string> =>
  (await who.page.locator(selector, { hasText: words }).first().getAttribute('value')) ?? '';

/** Enters as one of the sample's people, and goes to a place of their work by the links of their pages. */
async function enters(who: Person, name: string): Promise<void> {
  await who.opens('/');
  await follows(who, who.page.locator('a.sign-in'));
  await who.goes(who.page.getByRole('button', { name: new RegExp(name) }));
}
async function goesToWork(who: Person, end: string): Promise<void> {
  await follows(who, who.page.locator('.person-menu a[href="/staff"]'));
  await who.follows(end);
}

// One after the other: each begins where the one before ended.
describe('without JavaScript', () => {
  it('a resident sends a proposal in steps, has one sent back with all that was written, and comes to its receipt and page', async () => {
    const { resident } = people;
    const { page } = resident;
    const steps = `${HERE}/proposals/new`;
    await resident.opens('/');
    await resident.follows(steps);
    expect(await isSentBack(resident, steps, { title: TITLE })).toMatch(/eje/i);
    expect(await page.locator('[name="title"]').inputValue()).toBe(TITLE);
    const themeId = (await page.locator('[name="themeId"]').first().getAttribute('value')) ?? '';
    await resident.sends(steps, { themeId });
    await reads(page);
    await resident.sends(`${steps}/text`, { problem: SENTENCE, idea: 'Cambiar los bancos cuando se rompen.' });
    await resident.goes(page.locator('.submit-actions a'));
    expect(await page.locator('[name="problem"]').inputValue()).toBe(SENTENCE);
    await reads(page);
    await resident.sends(`${steps}/text`);
    await resident.sends(`${steps}/author`, { authorName: 'Delia Ríos', authorEmail: EMAIL, sector: 'residents' });
    expect(await resident.text()).toContain(SENTENCE);
    await reads(page);
    await resident.sends(`${steps}/sending`);
    number = /P-\d{3}/.exec(await resident.text())?.[0] ?? '';
    await resident.follows(`${HERE}/proposals/${number}`);
    expect(await resident.text()).toContain(SENTENCE);
  });

  it('they find it in the list by a word and by its theme', async () => {
    const { resident } = people;
    const { page } = resident;
    await follows(resident, page.locator(`a[href="${HERE}/proposals"]`));
    await page.locator('[name="q"]').fill('respaldo');
    await resident.goes(page.locator('.search-row button'));
    expect(await page.locator('.proposal-items > li').allInnerTexts()).toEqual([expect.stringContaining(TITLE)]);
    await page.locator('.filters > summary').click();
    await page.locator('[name="theme"]').last().check({ force: true });
    await resident.goes(page.locator('.filters button[type="submit"]'));
    expect(await page.locator('.proposal-items > li').count()).toBe(0);
    await resident.goes(page.locator('main .chips a[href*="q=respaldo"]'));
    expect(await page.locator('.proposal-items > li').count()).toBe(1);
  });

  it('they sign in by a code from their mail', async () => {
    const { resident } = people;
    const { page } = resident;
    await follows(resident, page.locator('a.sign-in'));
    await resident.sends('/sign-in', { email: EMAIL });
    await resident.follows('/_mailbox');
    const code = /\b\d{6}\b/.exec(await page.locator('article', { hasText: EMAIL }).first().innerText())?.[0] ?? '';
    await page.goBack();
    await resident.sends('/sign-in/code', { code });
    if (resident.path === '/account/name') await resident.sends('/account/name', { name: 'Delia Ríos' });
    expect(await page.locator('.person-menu').innerText()).toContain('Delia');
  });

  it('the coordinator asks an area, and its reviewer answers', async () => {
    const { coordinator, reviewer } = people;
    await enters(coordinator, 'Ana Ferreyra');
    await goesToWork(coordinator, `${HERE}/proposals`);
    const box = coordinator.page.locator('.triage-item', { hasText: TITLE }).locator('[name="proposals"]');
    await coordinator.sends(
      `/staff${HERE}/proposals/assignment`,
      {
        proposals: [(await box.getAttribute('value')) ?? ''],
        areaId: await valueOf(coordinator, '[name="areaId"] option', 'Arbolado'),
        dueOn: '2030-01-31',
      },
      'button.button-primary[type="submit"]',
    );
    await enters(reviewer, 'Mauro Belziti');
    await goesToWork(reviewer, `${HERE}/reviews`);
    await reviewer.follows(`/reviews/${number}`);
    const form = `/staff${HERE}/reviews/${number}`;
    await isSentBack(reviewer, form, { existing: 'Hay bancos nuevos en tres plazas.', signedBy: 'Mauro Belziti' });
    expect(await reviewer.page.locator('[name="existing"]').inputValue()).toBe('Hay bancos nuevos en tres plazas.');
    await reviewer.sends(form, { verdict: 'feasible', reasons: 'Los bancos se cambian cada año.' });
    await people.resident.opens('/');
    await follows(people.resident, people.resident.page.locator(`a[href="${HERE}/proposals"]`));
    await follows(people.resident, people.resident.page.locator('.proposal-items a', { hasText: TITLE }));
    expect(await people.resident.text()).toContain('Los bancos se cambian cada año.');
  });

  it('the coordinator sets up a table, and the facilitator opens its room and leads to the first board', async () => {
    const { coordinator, facilitator } = people;
    await goesToWork(coordinator, `${HERE}/roundtables`);
    await coordinator.follows('/roundtables/new');
    await coordinator.sends(`/staff${HERE}/roundtables`, {
      'title.es': 'Mesa de plazas',
      'summary.es': 'Una tarde en la plaza.',
      slug: 'plazas',
      startsAt: '2030-02-01T15:00',
      endsAt: '2030-02-01T18:00',
      themeId: await valueOf(coordinator, '[name="themeId"] option', 'Arbolado'),
      facilitatorId: await valueOf(coordinator, '[name="facilitatorId"] option', 'Lucía'),
      proposalIds: [(await coordinator.page.locator('[name="proposalIds"]').first().getAttribute('value')) ?? ''],
    });
    await enters(facilitator, 'Lucía Arrieta');
    await facilitator.goes(facilitator.page.locator('.plan-side .acts a'));
    await goesToWork(facilitator, `${HERE}/roundtables`);
    const row = facilitator.page.locator('main li', { hasText: 'Mesa de plazas' });
    await facilitator.goes(row.locator('a[href$="/console"]'));
    await leadsTo('Tablero 1');
  });

  it('a participant joins by the code, adds a note by the form and sees it in the list', async () => {
    const { facilitator, participant } = people;
    await facilitator.goes(facilitator.page.locator('a[href$="/screen"]'));
    const code =
      /[A-Z0-9]{3} ?[A-Z0-9]{3}(?![A-Z0-9])/.exec(await facilitator.page.locator('.code').first().innerText())?.[0] ?? '';
    await participant.opens('/');
    await follows(participant, participant.page.locator('a[href="/join"]'));
    await participant.sends('/join', { code });
    await participant.sends(participant.path, { name: 'Petra', sector: 'residents' });
    const room = participant.path;
    await isSentBack(participant, `${room}/notes`, { text: '' });
    await participant.sends(`${room}/notes`, { text: 'Que haya uno cada cien metros.' });
    await participant.sends(`${room}/notes`, { text: 'Y sombra al mediodía.' });
    expect(await participant.page.locator('#lista').innerText()).toMatch(
      /Que haya uno cada cien metros\.[^]*Y sombra al mediodía\./,
    );
  });

  it('they vote in a ballot by the form, and read what came out', async () => {
    const { facilitator, participant } = people;
    const room = participant.path;
    await facilitator.page.goBack();
    await leadsTo('Elección del tema');
    const options = facilitator.page.locator('[name="options"]');
    await facilitator.sends(`${room}/ballots`, {
      options: [(await options.nth(0).getAttribute('value')) ?? '', (await options.nth(1).getAttribute('value')) ?? ''],
      quorum: '1',
    });
    await facilitator.goes(facilitator.page.locator('form[action$="/opening"] button'));
    await refreshes(participant);
    const paper = participant.page.locator('form.ballot');
    await paper.locator('[value="2"]').first().check({ force: true });
    await participant.goes(paper.locator('button[type="submit"]'));
    expect(await participant.page.locator('.receipt .key').innerText()).toMatch(/\S{4}/);
    await facilitator.goes(facilitator.page.locator('form[action$="/closing"] button').first());
    await refreshes(participant);
    expect(await participant.page.locator('#resultado').innerText()).toContain('2');
  });

  it('the facilitator writes in a sheet and adds a milestone', async () => {
    const { facilitator } = people;
    const { page } = facilitator;
    await facilitator.opens('/');
    await goesToWork(facilitator, `${HERE}/sheets`);
    await facilitator.follows('/sheets/2');
    const text = `/staff${HERE}/sheets/2/text`;
    await facilitator.sends(text, { 'fields.lead.text': 'Dirección de Plazas' });
    expect(await page.locator('[name="fields.lead.text"]').inputValue()).toBe('Dirección de Plazas');
    const before = await page.locator('.editor-milestone').count();
    await facilitator.sends(text, { 'fields.number.text': '6' }, 'button[value="add-milestone"]');
    expect(await page.locator('.editor-milestone').count()).toBe(before + 1);
    expect(await page.locator('[name="fields.number.text"]').inputValue()).toBe('6');
  });

  it('a resident comments on a field of a draft, and the team answers', async () => {
    const { resident, facilitator } = people;
    await resident.opens('/');
    await follows(resident, resident.page.locator(`main a[href="${HERE}/drafts"]`));
    await resident.follows('/drafts/1');
    await follows(resident, resident.page.locator('.draft-tools a'));
    await isSentBack(resident, `${HERE}/drafts/1/comments`, { body: '' });
    await resident.sends(`${HERE}/drafts/1/comments`, { body: 'Falta decir qué pasa los domingos.' });
    expect(await resident.text()).toContain('Falta decir qué pasa los domingos.');
    await goesToWork(facilitator, `${HERE}/sheets`);
    await facilitator.follows('/sheets/1/comments');
    const said = facilitator.page.locator('.answer-row', { hasText: 'los domingos' });
    await facilitator.sends((await said.locator('form').getAttribute('action')) ?? '', {
      disposition: 'answered',
      reason: 'Los domingos atiende la guardia.',
    });
    await follows(resident, resident.page.locator('.breadcrumb a').last());
    await resident.follows('/drafts/1');
    expect(await resident.text()).toContain('Los domingos atiende la guardia.');
  });

  it('a resident reads a published plan, a commitment and where it comes from, and takes the files home', async () => {
    const { resident } = people;
    const { page } = resident;
    await resident.opens('/');
    await resident.follows(`${FINISHED}/plan`);
    await resident.follows('/commitments/1');
    expect(await page.locator('#trace-list').innerText()).toMatch(/P-\d{3}/);
    const files = await page
      .locator('main a[href*="/export."]')
      .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    expect(files.map((each) => each.split('.').pop()).sort()).toEqual(['docx', 'html', 'json', 'md', 'pdf']);
    for (const file of files) expect({ file, ok: (await page.request.get(file)).ok() }).toEqual({ file, ok: true });
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('main a[href$="/export.pdf"]').click()]);
    expect(saved.suggestedFilename()).toMatch(/\.pdf$/);
  });

  it('no page led sideways on a phone', () => {
    expect([...new Set(Object.values(people).flatMap(({ violations }) => violations))]).toEqual([]);
  });
});

/** Asks for the page again by the link at its foot. */
async function refreshes(who: Person): Promise<void> {
  await who.goes(who.page.locator('.hand-foot a[href^="/rooms/"]').first());
}

/** Presses the console's button that leads on, until the step of this title runs. */
async function leadsTo(title: string): Promise<void> {
  const { facilitator } = people;
  for (let presses = 0; presses < 9; presses += 1) {
    const now = facilitator.page.locator('[aria-current="step"]');
    if ((await now.count()) > 0 && (await now.first().innerText()).includes(title)) return;
    await facilitator.goes(facilitator.page.locator('.dock .go button'));
  }
  throw new Error(`The agenda does not lead to ${title}`);
}
