/** Carrying notes with a pointer: mouse and pen at once, a finger after it has rested, so that a swipe still scrolls. */
import type { RoomApp } from './app.js';
import { land, type Landing } from './note-deeds.js';

export interface Carried {
  readonly note: string;
  readonly landing: Landing | null;
}

/** How far a mouse goes before it is a drag, in px, and how long a finger rests, in ms. */
const DRAG_PX = 6;
const REST_MS = 350;
/** The middle part of a note on which another is stacked rather than laid before or behind. */
const MIDDLE = { from: 0.32, to: 0.68 };
const EDGE_PX = 56;

interface Hold {
  readonly id: string;
  readonly paper: HTMLElement;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** How far the ground was scrolled. */
  readonly left: number;
  readonly top: number;
  readonly isTouch: boolean;
}

export class Carrying {
  private hold: Hold | null = null;
  private isLifted = false;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private scrolling = 0;
  private last = { x: 0, y: 0 };
  private landing: Landing | null = null;
  private readonly ending = new AbortController();

  constructor(
    private readonly app: RoomApp,
    private readonly root: HTMLElement,
    private readonly show: (carried: Carried | null) => void,
  ) {
    const { signal } = this.ending;
    root.addEventListener('pointerdown', (event) => this.down(event), { signal });
    addEventListener('pointermove', (event) => this.moved(event), { signal });
    addEventListener('pointerup', (event) => this.up(event, true), { signal });
    addEventListener('pointercancel', (event) => this.up(event, false), { signal });
    // While a note is carried by finger, the page must not scroll under it.
    root.addEventListener('touchmove', (event) => this.isLifted && event.preventDefault(), { signal, passive: false });
    root.addEventListener('contextmenu', (event) => this.isLifted && event.preventDefault(), { signal });
    addEventListener('keydown', (event) => event.key === 'Escape' && this.isLifted && this.end(), { signal });
  }

  stop(): void {
    this.end();
    this.ending.abort();
  }

  private down(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    const paper = target.closest<HTMLElement>('[data-note]');
    const id = paper?.dataset['note'];
    if (!paper || !id || event.button !== 0 || target.closest('button, a, input, textarea, form, .menu') || !this.mayCarry(id))
      return;
    const { scrollLeft: left = 0, scrollTop: top = 0 } = this.ground() ?? {};
    this.hold = {
      id,
      paper,
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      left,
      top,
      isTouch: event.pointerType === 'touch',
    };
    if (this.hold.isTouch) this.rest = setTimeout(() => this.lift(), REST_MS);
  }

  private mayCarry(id: string): boolean {
    const { live } = this.app;
    const note = live?.board.notes[id];
    return note !== undefined && live?.wouldRefuse({ t: 'note.move', id, section: note.section }) === null;
  }

  private moved(event: PointerEvent): void {
    const { hold } = this;
    if (!hold || event.pointerId !== hold.pointer) return;
    this.last = { x: event.clientX, y: event.clientY };
    const [dx, dy] = [event.clientX - hold.x, event.clientY - hold.y];
    if (!this.isLifted) {
      if (Math.hypot(dx, dy) < DRAG_PX) return;
      if (hold.isTouch) return this.end();
      this.lift();
    }
    this.follow();
  }

  /** Holds the note under the pointer, also while the ground scrolls. */
  private follow(): void {
    const { hold, last } = this;
    const ground = this.ground();
    if (!hold || !ground) return;
    const [dx, dy] = [last.x - hold.x + ground.scrollLeft - hold.left, last.y - hold.y + ground.scrollTop - hold.top];
    hold.paper.style.setProperty('translate', `${dx}px ${dy}px`);
    this.aim(last.x, last.y);
  }

  private ground(): Element | null {
    return this.root.querySelector('.table-top') ?? document.scrollingElement;
  }

  private lift(): void {
    const { hold } = this;
    if (!hold) return;
    this.isLifted = true;
    this.app.holdStill(true);
    this.app.ui.set({ menu: null, note: hold.id });
    this.app.tell(hold.id, 'moving');
    this.root.dataset['carrying'] = '';
    getSelection()?.removeAllRanges();
    this.last = { x: hold.x, y: hold.y };
    const step = () => {
      this.scrollAtEdges();
      this.scrolling = requestAnimationFrame(step);
    };
    this.scrolling = requestAnimationFrame(step);
    this.show({ note: hold.id, landing: null });
  }

  /** Finds what lies under the pointer: the middle of a paper, a place between papers, or a section. */
  private aim(x: number, y: number): void {
    const { hold } = this;
    if (!hold) return;
    const under = document.elementsFromPoint(x, y).filter((element) => !hold.paper.contains(element));
    const landing = this.landingAt(under, y, hold);
    if (JSON.stringify(landing) === JSON.stringify(this.landing)) return;
    this.landing = landing;
    this.show({ note: hold.id, landing });
  }

  private landingAt(under: readonly Element[], y: number, hold: Hold): Landing | null {
    const paper = under
      .map((element) => element.closest<HTMLElement>('[data-note]'))
      .find((found) => found && this.root.contains(found));
    const onto = paper?.dataset['note'];
    if (paper && onto && onto !== hold.id) {
      const box = paper.getBoundingClientRect();
      const part = (y - box.top) / box.height;
      const isFree = this.app.live?.wouldRefuse({ t: 'note.stack', id: hold.id, onto }) === null;
      if (isFree && part > MIDDLE.from && part < MIDDLE.to) return { onto };
    }
    const column = under.map((element) => element.closest<HTMLElement>('[data-column], .list-part')).find(Boolean);
    const list = column?.querySelector<HTMLElement>('ul[data-section]');
    const section = list?.dataset['section'];
    if (!list || !section || !this.app.live?.board.sections[section]) return null;
    const papers = [...list.children].filter((child) => child !== hold.paper && child.matches('.note, .stack, .stack-open'));
    const index = papers.filter((child) => {
      const box = child.getBoundingClientRect();
      return y > box.top + box.height / 2;
    }).length;
    return { section, index };
  }

  private scrollAtEdges(): void {
    const ground = this.ground();
    if (!ground) return;
    const box =
      ground === document.scrollingElement
        ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
        : ground.getBoundingClientRect();
    const push = (at: number, low: number, high: number) => (at < low + EDGE_PX ? -12 : at > high - EDGE_PX ? 12 : 0);
    const [x, y] = [push(this.last.x, box.left, box.right), push(this.last.y, box.top, box.bottom)];
    if (x === 0 && y === 0) return;
    ground.scrollBy(x, y);
    this.follow();
  }

  private up(event: PointerEvent, drops: boolean): void {
    const { hold, isLifted, landing } = this;
    if (!hold || event.pointerId !== hold.pointer) return;
    this.end();
    if (!isLifted || !drops || !landing) return;
    // The click that follows a drop is not meant for what lies under it.
    const swallow = (click: MouseEvent) => click.stopPropagation();
    addEventListener('click', swallow, true);
    setTimeout(() => removeEventListener('click', swallow, true));
    const note = this.app.live?.board.notes[hold.id];
    if (note) land(this.app, note, landing);
  }

  private end(): void {
    clearTimeout(this.rest);
    cancelAnimationFrame(this.scrolling);
    const { hold, isLifted } = this;
    this.hold = null;
    this.isLifted = false;
    this.landing = null;
    if (!hold) return;
    hold.paper.style.removeProperty('translate');
    if (!isLifted) return;
    delete this.root.dataset['carrying'];
    this.app.holdStill(this.app.ui.writing !== null);
    this.app.tell(hold.id, 'reading');
    this.show(null);
  }
}
