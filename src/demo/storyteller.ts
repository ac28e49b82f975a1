import type { StoryClock } from '../platform/clock/story.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

/** Something that somebody does at a moment of the story. */
export interface Act {
  /** ISO 8601, with its offset. */
  readonly at: string;
  readonly act: () => Promise<unknown>;
  /** Whether it needs commits of its own, as everything on boards does; other acts of the same days share one. */
  readonly isApart?: boolean;
}

/** Acts in one transaction: enough to save commits, few enough that a flush still looks at little. */
const ACTS_TOGETHER = 100;

/** Tells acts in the order of their moments, with the clock set to each. Acts of one moment keep the order in which they were given. */
export class Storyteller {
  constructor(
    private readonly clock: StoryClock,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async tell(acts: readonly Act[]): Promise<void> {
    const inOrder = acts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    for (let next = 0; next < inOrder.length;) {
      const together = this.from(inOrder, next);
      if (together.length > 1) await this.unitOfWork.run(() => this.play(together));
      else await this.play(together);
      next += together.length;
    }
  }

  /** The acts from there on that can share a transaction; at least one. */
  private from(acts: readonly Act[], start: number): Act[] {
    const rest = acts.slice(start, start + ACTS_TOGETHER);
    const apart = rest.findIndex((act) => act.isApart);
    return rest.slice(0, apart === -1 ? rest.length : Math.max(1, apart));
  }

  private async play(acts: readonly Act[]): Promise<void> {
    for (const { at, act } of acts) {
      this.clock.set(at);
      await act();
    }
  }
}

/** The moment so many seconds after another. */
export const after = (moment: string, seconds: number): string => new Date(Date.parse(moment) + seconds * 1000).toISOString();

/** A time of a day of Buenos Aires, which has had no summer time since 2009: `on('2021-05-18', '10:30')`. */
export const on = (day: string, time: string): string => `${day}T${time}:00-03:00`;
