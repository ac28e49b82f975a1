import type { Locator } from 'playwright-core';
import type { Fields, Person } from './person.js';

/** Writing a commitment sheet: its fields with the notes that answer them at their side. */
export class SheetEditor {
  constructor(
    private readonly person: Person,
    readonly path: string,
  ) {}

  /** A field or a milestone with everything that stands beside it. */
  place(key: string): Locator {
    return this.person.page.locator(`#place-${key}`);
  }

  note(place: string, words: string): Locator {
    return this.place(place).locator('.source-note', { hasText: words });
  }

  /** What the place says it comes from. */
  cited(place: string): Locator {
    return this.place(place).locator('.cited');
  }

  /** Puts a note into the field beside which it lies. */
  inserts(place: string, words: string): Promise<void> {
    return this.person.goes(this.note(place, words).locator('button[value^="insert "]'));
  }

  /** Puts in what lies elsewhere: a proposal, or a note of another board. */
  async insertsFromElsewhere(place: string, words: string): Promise<void> {
    const list = this.place(place).locator('details.editor-notes', { has: this.person.page.locator('select') });
    await list.locator('> summary').click();
    const source = await list.locator('option', { hasText: words }).first().getAttribute('value');
    await list.locator('select').selectOption(source ?? '');
    await this.person.goes(list.locator('button[value^="insert-chosen "]'));
  }

  makesMilestoneOf(words: string): Promise<void> {
    return this.person.goes(this.note('milestones', words).locator('button[value^="milestone-from "]'));
  }

  get milestones(): Locator {
    return this.person.page.locator('.editor-milestone');
  }

  /** Types into fields by their keys and keeps the text. */
  writes(texts: Readonly<Record<string, string>>): Promise<void> {
    const fields = Object.fromEntries(Object.entries(texts).map(([key, text]) => [`fields.${key}.text`, text]));
    return this.person.sends(`${this.path}/text`, fields);
  }

  /** One of the sheet's ways on: `comment-rounds`, `versions`, `comment-rounds/closing`, `finalisation`. */
  moves(way: string, fields: Fields = {}): Promise<void> {
    return this.person.sends(`${this.path}/${way}`, fields);
  }
}
