/**
 * What is said aloud through the live region: one's own acts at once; what others do gathered into one digest at most every 5 seconds, with counts
 * that lose nothing; only a lost connection and time being up interrupt. Says keys and counts; `Words` makes sentences of them.
 */
import type { Board, Entry } from '../../boards/domain/index.js';
import type { Args } from './words.js';

export const ANNOUNCE_LEVELS = ['all', 'mentions', 'none'] as const;
/** `mentions`: only what happens to my own notes, and what those who facilitate do to the board. */
export type AnnounceLevel = (typeof ANNOUNCE_LEVELS)[number];

/** At most one digest in this time, in ms. */
export const DIGEST_EVERY = 5000;

export interface Said {
  readonly key: string;
  readonly args: Args;
}

const NEWS = ['added', 'edited', 'moved', 'deleted', 'dotted'] as const;
type News = (typeof NEWS)[number];

const NEWS_OF: Readonly<Partial<Record<Entry['event']['t'], News>>> = {
  'note.added': 'added',
  'note.restored': 'added',
  'note.edited': 'edited',
  'note.moved': 'moved',
  'note.stacked': 'moved',
  'note.unstacked': 'moved',
  'note.deleted': 'deleted',
  'note.dotted': 'dotted',
  'note.undotted': 'dotted',
};

/** Things that change what everybody may do are said to everybody but those who want silence. */
const TURNS: Readonly<Partial<Record<Entry['event']['t'], string>>> = {
  'board.locked': 'locked',
  'board.unlocked': 'unlocked',
  'board.private-writing-started': 'private',
  'board.authors-shown': 'authors-shown',
  'board.authors-hidden': 'authors-hidden',
};

export class Announcer {
  private readonly counts = new Map<string, number>();
  private readonly turns: Said[] = [];
  private lastDigest = -Infinity;

  constructor(public level: AnnounceLevel) {}

  /** Takes note of what somebody else did. `after`: the board with it; `me`: my id. */
  hear(entry: Entry, after: Board, me: string): void {
    if (this.level === 'none') return;
    const { event } = entry;
    const turn = TURNS[event.t];
    if (turn) this.turns.push({ key: `roundtables.live.say.${turn}`, args: {} });
    if (event.t === 'board.revealed')
      this.turns.push({ key: 'roundtables.live.say.revealed', args: { count: event.notes.length } });
    const news = NEWS_OF[event.t];
    if (!news || !('id' in event)) return;
    const note = after.notes[event.id];
    if (this.level === 'mentions' && note?.author !== me) return;
    const key = `${news} ${note ? note.section : ''}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Something everybody should know at the next digest (a new step, a ballot), unless they want silence. */
  turn(said: Said): void {
    if (this.level !== 'none') this.turns.push(said);
  }

  /** When the next digest is due, in ms from now; null when there is nothing to say. */
  dueIn(now: number): number | null {
    if (this.counts.size === 0 && this.turns.length === 0) return null;
    return Math.max(0, this.lastDigest + DIGEST_EVERY - now);
  }

  /** Everything since the last digest. News of one section is told with its name; of several, by their number, so that it stays short. */
  digest(now: number, titleOf: (section: string) => string): Said[] {
    this.lastDigest = now;
    const said = this.turns.splice(0);
    for (const news of NEWS) {
      const sections = [...this.counts].filter(([key]) => key.startsWith(`${news} `));
      const count = sections.reduce((sum, [, n]) => sum + n, 0);
      if (count === 0) continue;
      const [first] = sections;
      said.push(
        sections.length === 1 && first
          ? { key: `roundtables.live.say.${news}-in`, args: { count, section: titleOf(first[0].slice(news.length + 1)) } }
          : { key: `roundtables.live.say.${news}`, args: { count, sections: sections.length } },
      );
    }
    this.counts.clear();
    return said;
  }
}
