/**
 * Choosing many in a list `form[data-choosing]`: all of a page with one box, a range with shift, and from box to box with the arrow keys, which choose on
 * the way while shift is held; Enter goes to what is done with them. Without scripts each box is ticked on its own, and `[name=all]` stands for all that the list answers.
 */
export function chooseMany(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-choosing]')) new Choosing(form);
}

class Choosing {
  private readonly boxes: HTMLInputElement[];
  private readonly page: HTMLInputElement | null;
  private readonly all: HTMLInputElement | null;
  private readonly count: HTMLElement | null;
  /** Where a range begins: the box that was changed last. */
  private from = 0;
  private isShifted = false;

  constructor(private readonly form: HTMLFormElement) {
    this.boxes = [...form.querySelectorAll<HTMLInputElement>('input[name="proposals"]')];
    this.page = form.querySelector('[data-choose-page] input');
    this.all = form.querySelector('input[name="all"]');
    this.count = form.querySelector('[data-choose-count]');
    if (this.boxes.length === 0) return;
    for (const shown of form.querySelectorAll<HTMLElement>('[data-choose-page], [data-choose-keys], [data-choose-count]'))
      shown.hidden = false;
    for (const box of this.boxes) box.setAttribute('aria-describedby', 'choose-keys');
    form.addEventListener('mousedown', (event) => this.begins(event));
    form.addEventListener('change', (event) => this.changed(event.target));
    form.addEventListener('keydown', (event) => this.pressed(event));
    this.show();
  }

  /** A range is no choice of words. */
  private begins(event: MouseEvent): void {
    this.isShifted = event.shiftKey;
    if (event.shiftKey && event.target instanceof Element && event.target.closest('.triage-choose')) event.preventDefault();
  }

  private changed(target: EventTarget | null): void {
    if (target === this.page) this.boxes.forEach((box) => (box.checked = this.page?.checked ?? false));
    if (target === this.all && this.all) this.boxes.forEach((box) => (box.checked = this.all?.checked ?? false));
    else if (target instanceof HTMLInputElement && (target === this.page || this.boxes.includes(target)) && this.all)
      this.all.checked = false;
    const index = this.boxes.indexOf(target as HTMLInputElement);
    if (index >= 0) {
      if (this.isShifted) this.range(this.from, index, this.boxes[index]?.checked ?? false);
      this.from = index;
      // A press with shift leaves the focus where it was.
      this.boxes[index]?.focus();
    }
    this.isShifted = false;
    this.show();
  }

  private pressed(event: KeyboardEvent): void {
    const index = this.boxes.indexOf(event.target as HTMLInputElement);
    if (index < 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === ' ') this.isShifted = event.shiftKey;
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.range(0, this.boxes.length - 1, true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.act()?.focus();
    } else if (step) {
      event.preventDefault();
      const next = this.boxes[index + step];
      next?.focus();
      if (next && event.shiftKey) this.range(index, index + step, true);
    } else return;
    this.show();
  }

  /** The first field of the act that stands open. */
  private act(): HTMLElement | null {
    return this.form.querySelector('details[open] :is(select, textarea, input:not([type="hidden"]), button)');
  }

  private range(from: number, to: number, checked: boolean): void {
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const box = this.boxes[index];
      if (box) box.checked = checked;
    }
    if (this.all) this.all.checked = false;
  }

  private show(): void {
    const chosen = this.boxes.filter(({ checked }) => checked).length;
    if (this.page) {
      this.page.checked = chosen === this.boxes.length;
      this.page.indeterminate = chosen > 0 && chosen < this.boxes.length;
    }
    if (!this.count) return;
    const total = this.all?.checked ? Number(this.all.value) : chosen;
    const { none = '', one = '', many = '' } = this.count.dataset;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(total);
    this.count.textContent = total === 0 ? none : total === 1 ? one : many.replace('{count}', number);
  }
}
