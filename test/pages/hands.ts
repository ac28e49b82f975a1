import type { Locator, Page } from 'playwright-core';
import type { Person } from './person.js';

/** What somebody does with mouse and keys, counted: a press of a button or a key is one, a word that is typed is one for each of its characters. */
export class Hands {
  presses = 0;
  private before = 0;
  private readonly steps: { name: string; presses: number }[] = [];

  constructor(private readonly person: Person) {}

  private get page(): Page {
    return this.person.page;
  }

  async clicks(what: Locator, modifiers: 'Shift'[] = []): Promise<void> {
    this.presses += 1;
    await what.click({ modifiers });
  }

  async strikes(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.presses += 1;
      await this.page.keyboard.press(key);
    }
  }

  /** Into the field that is pressed first. */
  async types(field: Locator, words: string): Promise<void> {
    await this.clicks(field);
    this.presses += words.length;
    await this.page.keyboard.type(words);
  }

  /** Opens a list and picks from it: two presses. */
  async picks(list: Locator, label: string): Promise<void> {
    this.presses += 2;
    await list.selectOption({ label });
  }

  /** Presses what leads to another page. */
  async goes(what: Locator): Promise<void> {
    this.presses += 1;
    await this.person.goes(what);
  }

  async enters(): Promise<void> {
    this.presses += 1;
    await this.person.comes(() => this.page.keyboard.press('Enter'));
  }

  /** What was counted since the last step stood for this. */
  did(name: string): number {
    const presses = this.presses - this.before;
    this.before = this.presses;
    this.steps.push({ name, presses });
    return presses;
  }

  /** All steps with what they took, a line each. */
  report(): string {
    const width = Math.max(...this.steps.map(({ name }) => name.length));
    const lines = this.steps.map(({ name, presses }) => `  ${name.padEnd(width)} ${String(presses).padStart(4)}`);
    return [`Presses of mouse and keys, ${this.presses} in all:`, ...lines].join('\n');
  }
}
