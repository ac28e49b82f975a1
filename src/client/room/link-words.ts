/** The connection in words: whether what I did is safe, and what happens to it if not. */
export interface LinkFacts {
  /** Connected, and the board joined. */
  readonly joined: boolean;
  /** The browser says there is no network, or the line has been down for longer than a blink. */
  readonly offline: boolean;
  /** Own commands without an answer. */
  readonly waiting: number;
  /** Only I can read what I write now. */
  readonly isPrivate: boolean;
}

export interface LinkWords {
  readonly key: string;
  readonly count: number;
  readonly isOff: boolean;
}

export function linkWords({ joined, offline, waiting, isPrivate }: LinkFacts): LinkWords {
  if (joined) {
    if (waiting > 0) return { key: 'roundtables.live.link.saving', count: waiting, isOff: false };
    return { key: `roundtables.live.link.${isPrivate ? 'saved-private' : 'saved'}`, count: 0, isOff: false };
  }
  if (offline)
    return { key: `roundtables.live.link.${waiting > 0 ? 'offline-waiting' : 'offline'}`, count: waiting, isOff: true };
  return { key: `roundtables.live.link.${waiting > 0 ? 'reconnecting-waiting' : 'reconnecting'}`, count: waiting, isOff: true };
}

/** How long to wait before try number `attempt` (from 0), in ms: doubling to 20 s, spread by half so that a hall does not come back at once. */
export const waitBefore = (attempt: number, chance: number): number => Math.min(20_000, 500 * 2 ** attempt) * (0.5 + chance);
