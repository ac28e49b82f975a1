/** What this person looks at: which view, which note, which sheet is open, what they were told. Nothing of it is shared. */
import type { NoteKind } from '../../boards/domain/index.js';

export type View = 'now' | 'list' | 'surface' | 'questions';
export type MenuPage = 'all' | 'move' | 'stack';
export type Sheet = 'help' | 'search' | 'people';

/** The writing sheet: a new note, or the words of one that is there. */
export interface Writing {
  readonly note: string | null;
  readonly section: string;
  readonly kind: NoteKind;
  readonly text: string;
  readonly milestone: { readonly output: string; readonly when: string; readonly who: string } | null;
  /** The entry whose words are being changed. */
  readonly base: number;
  /** Entered for somebody without a device. */
  readonly forSomebody: boolean;
}

export interface Notice {
  readonly tone: 'warning' | 'good';
  readonly text: string;
  /** Words to be copied from here. */
  readonly copy?: string;
  readonly note?: string;
}

export class Ui {
  /** Null: the step decides. */
  view: View | null = null;
  boardId: string | null = null;
  note: string | null = null;
  menu: { readonly note: string; readonly page: MenuPage } | null = null;
  writing: Writing | null = null;
  sheet: Sheet | null = null;
  notices: readonly (Notice & { readonly id: number })[] = [];
  openStacks: ReadonlySet<string> = new Set();
  fresh: ReadonlySet<string> = new Set();
  zoom = 1;
  spoken = '';
  alarmed = '';
  /** The note to put the focus on after the next drawing. */
  focusNote: string | null = null;

  private lastNotice = 0;
  private flip = false;

  constructor(private readonly changed: () => void) {}

  set(part: Partial<Pick<Ui, 'view' | 'note' | 'menu' | 'writing' | 'sheet' | 'zoom' | 'focusNote'>>): void {
    Object.assign(this, part);
    this.changed();
  }

  /** Through the polite region. Said twice the same must be heard twice. */
  speak(text: string): void {
    this.flip = !this.flip;
    this.spoken = text + (this.flip ? '\u00a0' : '');
    this.changed();
  }

  /** Interrupts: only for a lost connection and for time being up. */
  alarm(text: string): void {
    this.flip = !this.flip;
    this.alarmed = text + (this.flip ? '\u00a0' : '');
    this.changed();
  }

  notify(notice: Notice): void {
    const id = (this.lastNotice += 1);
    this.notices = [...this.notices.filter(({ text }) => text !== notice.text), { ...notice, id }].slice(-3);
    this.speak(notice.text);
    if (!notice.copy) setTimeout(() => this.dismiss(id), 12_000);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
    this.changed();
  }

  toggleStack(head: string): void {
    const open = new Set(this.openStacks);
    if (!open.delete(head)) open.add(head);
    this.openStacks = open;
    this.changed();
  }

  stepChanged(): void {
    this.view = null;
    this.boardId = null;
    this.menu = null;
    this.fresh = new Set();
  }

  /** Everybody was brought to a note; somebody who is writing is left in peace. */
  bring(note: string): void {
    if (this.writing) return;
    this.note = note;
    this.focusNote = note;
    if (this.view === 'questions') this.view = null;
    this.changed();
  }

  revealed(notes: readonly string[]): void {
    this.fresh = new Set(notes);
    this.changed();
  }
}
