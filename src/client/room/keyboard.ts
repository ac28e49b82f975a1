/** What keys mean on a note or beside it. Pure: the surface and the list ask, and act. */
export type Deed =
  | 'next'
  | 'previous'
  | 'right'
  | 'left'
  | 'first'
  | 'last'
  | 'move-up'
  | 'move-down'
  | 'move-left'
  | 'move-right'
  | 'open'
  | 'move'
  | 'stack'
  | 'edit'
  | 'delete'
  | 'dot'
  | 'undot'
  | 'write'
  | 'undo'
  | 'redo'
  | 'search'
  | 'switch-view'
  | 'hand'
  | 'help';

export interface Stroke {
  readonly key: string;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
}

export interface Ground {
  /** A note has the focus. */
  readonly onNote: boolean;
  /** The focus is where people type, or in a menu that has keys of its own. */
  readonly typing: boolean;
  /** Single-key shortcuts are on (WCAG 2.1.4: they can be turned off). */
  readonly shortcuts: boolean;
}

/** Keys that move through notes and move notes; always on, since they act on what has the focus. */
const ON_NOTE: Readonly<Record<string, Deed>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowRight: 'right',
  ArrowLeft: 'left',
  Home: 'first',
  End: 'last',
  Enter: 'open',
  Delete: 'delete',
};

const MOVING: Readonly<Record<string, Deed>> = {
  ArrowDown: 'move-down',
  ArrowUp: 'move-up',
  ArrowRight: 'move-right',
  ArrowLeft: 'move-left',
};

/** Single letters about the note that has the focus. */
export const NOTE_KEYS: Readonly<Record<string, Deed>> = { m: 'move', s: 'stack', e: 'edit', d: 'dot', D: 'undot' };

/** Single letters about the whole room. */
export const ROOM_KEYS: Readonly<Record<string, Deed>> = {
  n: 'write',
  z: 'undo',
  Z: 'redo',
  '/': 'search',
  v: 'switch-view',
  h: 'hand',
  '?': 'help',
};

/** What this stroke asks for, or null when it is not ours. */
export function deedOf({ key, shift, control, alt }: Stroke, { onNote, typing, shortcuts }: Ground): Deed | null {
  if (alt || typing) return null;
  if (control) return key.toLowerCase() === 'z' ? (shift ? 'redo' : 'undo') : null;
  if (onNote && shift && MOVING[key]) return MOVING[key];
  if (onNote && !shift && ON_NOTE[key]) return ON_NOTE[key];
  if (!shortcuts) return null;
  return (onNote ? NOTE_KEYS[key] : undefined) ?? ROOM_KEYS[key] ?? null;
}
