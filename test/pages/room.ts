import type { Locator } from 'playwright-core';
import { Keyboard } from './keyboard.js';
import type { Person } from './person.js';

/** The room as somebody at the table has it, live. */
export class Room {
  constructor(private readonly person: Person) {}

  /** Takes a seat with the code on the wall. */
  async joins(code: string, name: string, sector = 'residents'): Promise<void> {
    await this.person.opens('/join');
    await this.person.sends('/join', { code });
    await this.person.sends(`/join/${code}`, { name, sector });
    await this.isLive();
  }

  get compose(): Locator {
    return this.person.page.locator('section.compose');
  }

  /** The live client has taken the page over and is connected. */
  async isLive(): Promise<void> {
    await this.person.page.locator('#room .link-state:not(.off)').first().waitFor();
  }

  /** Waits until the step of this title is the one that runs. */
  async isAt(title: string): Promise<void> {
    await this.person.page.locator('[aria-current="step"]', { hasText: title }).first().waitFor({ state: 'attached' });
  }

  /** Writes a note by pointer or finger. */
  async writes(text: string, section?: string): Promise<void> {
    const { page } = this.person;
    await page.locator('.hand-foot button.main:not([disabled]), .edge button.pad[data-kind="idea"]').first().click();
    if (section) await page.locator('#compose-section').selectOption(section);
    await page.locator('#compose-text').fill(text);
    await this.compose.locator('button[type="submit"]').click();
    await this.compose.waitFor({ state: 'detached' });
  }

  /** Writes a milestone: what, when, who. */
  async plans(section: string, milestone: { output: string; when: string; who: string }): Promise<void> {
    const { page } = this.person;
    await page.locator('.hand-foot button.main:not([disabled]), .edge button.pad').first().click();
    await page.locator('#compose-section').selectOption(section);
    for (const [field, value] of Object.entries(milestone)) await page.locator(`#compose-${field}`).fill(value);
    await this.compose.locator('button[type="submit"]').click();
    await this.compose.waitFor({ state: 'detached' });
  }

  /** The note with this text, whoever wrote it; in the list or on the surface. */
  note(text: string): Locator {
    return this.person.page.locator('[data-note]', { hasText: text });
  }

  async sees(text: string): Promise<void> {
    await this.note(text).first().waitFor({ state: 'attached' });
  }

  /** Gives points to the option with this in its title. */
  async votes(title: string, points: number): Promise<void> {
    const option = this.person.page.locator('fieldset.option', { hasText: title });
    await option.locator(`input[value="${points}"]`).check({ force: true });
    await this.person.page.locator('form.ballot button[type="submit"]').click();
    await this.person.page.locator('.receipt-wrap').waitFor();
  }
}

const writeHere = (section: string): string => `[data-column="${section}"] .write-here`;

/** The same room for somebody who has no mouse: only keys are pressed, and what is to be pressed must be reached by Tab. */
export class KeyboardRoom {
  private readonly keyboard: Keyboard;

  constructor(private readonly person: Person) {
    this.keyboard = new Keyboard(person);
  }

  async joins(code: string, name: string): Promise<void> {
    await this.person.opens('/join');
    await this.keyboard.writes('[name="code"]', code);
    await this.keyboard.enters();
    await this.keyboard.writes('[name="name"]', name);
    await this.keyboard.chooses('[name="sector"]');
    await this.keyboard.goes('main form button[type="submit"]');
    await new Room(this.person).isLive();
  }

  /** Writes with the pad at the edge, or with the button at the end of a section. */
  async writes(text: string, section?: string): Promise<void> {
    await this.composes(section ? writeHere(section) : 'button.pad[data-kind="idea"]', { text });
  }

  /** Writes a milestone: what, when, who. */
  async plans(section: string, milestone: { output: string; when: string; who: string }): Promise<void> {
    await this.composes(writeHere(section), milestone);
  }

  private async composes(button: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const { page } = this.person;
    await this.keyboard.reaches(button);
    await page.keyboard.press('Enter');
    for (const [field, words] of Object.entries(fields)) await this.keyboard.writes(`#compose-${field}`, words);
    await page.keyboard.press('Control+Enter');
    await page.locator('section.compose').waitFor({ state: 'detached' });
  }

  async votes(points: number): Promise<void> {
    const { page } = this.person;
    await this.keyboard.reaches('fieldset.option input[type="radio"]');
    for (let presses = 0; presses < points; presses += 1) await page.keyboard.press('ArrowRight');
    await this.keyboard.reaches('form.ballot button[type="submit"]');
    await page.keyboard.press('Enter');
    await page.locator('.receipt-wrap').waitFor();
  }
}

/** The console of those who facilitate. */
export class Console {
  constructor(private readonly person: Person) {}

  async opens(roomPath: string): Promise<void> {
    await this.person.opens(`${roomPath}/console`);
    await this.person.page.locator('#room .dock .go button').waitFor();
  }

  /** Presses the one button that leads on, until the step of this title runs. */
  async leadsTo(title: string): Promise<void> {
    const { page } = this.person;
    const current = page.locator('[aria-current="step"]').first();
    for (let presses = 0; presses < 10; presses += 1) {
      if ((await current.count()) > 0 && (await current.innerText()).includes(title)) return;
      const before = (await current.count()) > 0 ? await current.innerText() : '';
      await page.locator('.dock .go button').click();
      await page.waitForFunction(
        (was) => (document.querySelector('[aria-current="step"]') as HTMLElement | null)?.innerText !== was,
        before,
      );
    }
    throw new Error(`The agenda does not lead to ${title}`);
  }

  /** Declares a ballot over the stacks whose first words are these, and opens it. */
  async holdsBallot(options: readonly string[]): Promise<void> {
    const { page } = this.person;
    const form = page.locator('form.declare');
    for (const option of options) await form.locator('fieldset label', { hasText: option }).locator('input').check();
    await form.locator('[name="quorum"]').fill('1');
    await form.locator('button[type="submit"]').click();
    await page.locator('.desk > button.main').click();
    await page.locator('.desk', { hasText: /\b0\b/ }).waitFor();
  }

  /** Ends the sitting: from its last step, by the same button. */
  async ends(): Promise<void> {
    const go = this.person.page.locator('.dock .go button');
    await go.click();
    await go.waitFor({ state: 'detached' });
  }

  async closesBallot(): Promise<void> {
    await this.person.page.locator('.desk > button.main').click();
    await this.person.page.locator('.desk > button.main').waitFor({ state: 'detached' });
  }
}
