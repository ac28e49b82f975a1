import type { Person } from './person.js';

/** Somebody who has no mouse: only keys are pressed, what is to be pressed must be reached by Tab, and where the focus is must be seen. */
export class Keyboard {
  constructor(private readonly person: Person) {}

  /** Tabs until the focus is on something that matches. */
  async reaches(selector: string): Promise<void> {
    const { page } = this.person;
    for (let presses = 0; presses < 200; presses += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return this.isSeen();
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${selector} on ${this.person.path}`);
  }

  async writes(selector: string, words: string): Promise<void> {
    await this.reaches(selector);
    await this.person.page.keyboard.type(words);
  }

  /** Chooses a box, or the radio button on which the focus comes to stand. */
  async chooses(selector: string): Promise<void> {
    await this.reaches(selector);
    await this.person.page.keyboard.press('Space');
  }

  /** Goes down a list until the choice has these words. */
  async picks(selector: string, words: string): Promise<void> {
    const { page } = this.person;
    await this.reaches(selector);
    const chosen = page.locator(`${selector} option:checked`);
    for (let presses = 0; !(await chosen.innerText()).includes(words); presses += 1) {
      if (presses > 100) throw new Error(`${selector} has no choice with ${words}`);
      await page.keyboard.press('ArrowDown');
    }
  }

  /** Presses a link or a button that leads to another page. */
  async goes(selector: string): Promise<void> {
    await this.reaches(selector);
    await this.enters();
  }

  /** Presses Enter where the focus is, and comes to another page. */
  async enters(): Promise<void> {
    await this.person.comes(() => this.person.page.keyboard.press('Enter'));
  }

  /** WCAG 2.4.7: an outline, or a shadow drawn as one, around the focus or around what it is part of (a label with its hidden radio button). */
  private async isSeen(): Promise<void> {
    const hidden = await this.person.page.evaluate(() => {
      const drawn = (element: Element): boolean => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      };
      const focus = document.activeElement;
      if (!focus || focus === document.body) return 'nothing';
      const around = [focus, focus.nextElementSibling, focus.parentElement, focus.closest('label')];
      return around.some((element) => element && drawn(element)) ? null : focus.outerHTML.slice(0, 160);
    });
    if (hidden) this.person.violations.push(`${this.person.path}: the focus cannot be seen on ${hidden}`);
  }
}
