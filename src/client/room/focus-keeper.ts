/** The focus is never lost to the page's body: when what had it goes away, it moves to the note meant, or to the nearest that is left. */
import type { RoomApp } from './app.js';
import { readingIds } from './note-deeds.js';

export class FocusKeeper {
  private lastNote: string | null = null;
  private lastMenu: string | null = null;
  private lastIds: readonly string[] = [];
  private hadFocus = false;

  constructor(
    private readonly app: RoomApp,
    private readonly root: HTMLElement,
  ) {
    root.addEventListener('focusin', (event) => {
      this.hadFocus = true;
      this.lastNote = (event.target as HTMLElement).closest<HTMLElement>('[data-note]')?.dataset['note'] ?? null;
    });
    // A click on plain ground lets the focus go on purpose.
    root.addEventListener('pointerdown', (event) => {
      if (!(event.target as HTMLElement).closest('button, a, input, select, textarea, summary, [tabindex]'))
        this.hadFocus = false;
    });
  }

  /** To be called after every drawing. */
  settle(): void {
    const { ui } = this.app;
    const ids = readingIds(this.app);
    if (ui.focusNote !== null && ui.writing === null && ui.sheet === null) {
      const wanted = ui.focusNote;
      ui.focusNote = null;
      if (this.focusNote(wanted)) this.lastNote = wanted;
    }
    const menu = ui.menu ? `${ui.menu.note} ${ui.menu.page}` : null;
    if (menu !== null && menu !== this.lastMenu) {
      const list = this.root.querySelector<HTMLElement>('.menu.open');
      list?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true });
      list?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    this.lastMenu = menu;
    if (this.hadFocus && isLost() && ui.sheet === null) this.rescue(ids);
    this.lastIds = ids;
  }

  private rescue(ids: readonly string[]): void {
    const at = this.lastNote === null ? -1 : this.lastIds.indexOf(this.lastNote);
    const near =
      this.lastNote !== null && ids.includes(this.lastNote) ? this.lastNote : at < 0 ? undefined : (ids[at] ?? ids[at - 1]);
    if (near !== undefined && this.focusNote(near)) return;
    const ways = '.reach button:not([disabled]), .pads button, .write-here, .dock button, main a, main button';
    this.root.querySelector<HTMLElement>(ways)?.focus({ preventScroll: true });
  }

  private focusNote(id: string): boolean {
    const paper = document.getElementById(`n-${id}`) ?? document.getElementById(`n-${this.headOf(id)}`);
    if (!paper) return false;
    paper.tabIndex = 0;
    paper.focus({ preventScroll: true });
    paper.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }

  /** A note in a closed stack is reached through its head. */
  private headOf(id: string): string {
    return this.app.live?.board.notes[id]?.parent ?? id;
  }
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
