import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { furnish, type Furnished, type Principal } from '../world/furnished.js';
import { filled } from './filling.js';
import {
  addressesInMails,
  browsersOf,
  buttonOf,
  formsOn,
  pagesFrom,
  Routes,
  startsIn,
  type OfferedForm,
} from './forms-of-the-world.js';

/** Between them they are offered every form. */
const PEOPLE: readonly Principal[] = [
  'visitor',
  'guest',
  'resident',
  'coordinator',
  'facilitator',
  'reviewer',
  'moderator',
  'forum member',
  'administrator',
];

export interface Sent {
  readonly statuses: readonly number[];
  readonly places: readonly string[];
  /** By how many rows each table grew or shrank. */
  readonly rows: Readonly<Record<string, number>>;
  readonly said: string;
}

/** A world in which forms are sent: a process with everything in it, and one that nobody has begun yet. */
export class ActingWorld {
  private turn = 0;
  private browsers = new Map<Principal, Browser>();
  readonly routes: Routes;

  private constructor(
    readonly app: TestApp,
    private readonly places: readonly Furnished[],
    /** What an impatient person does: presses twice at once, and once more on the page that the browser still shows. */
    private readonly isImpatient: boolean,
  ) {
    this.routes = new Routes(app);
  }

  static async over(app: TestApp, isImpatient: boolean): Promise<ActingWorld> {
    const places = [
      await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true }),
      await furnish(app, { slug: 'futuro', isPublic: false, isOpen: false }),
    ];
    const world = new ActingWorld(app, places, isImpatient);
    world.browsers = await browsersOf(app, places[0] as Furnished, PEOPLE);
    return world;
  }

  /** Every form that anybody is offered now, by its kind, who is offered it, and its turn among those. */
  async offered(): Promise<Map<string, OfferedForm>> {
    await this.settle();
    const found = new Map<string, OfferedForm>();
    const turns = new Map<string, number>();
    for (const [who, browser] of this.browsers) {
      const starts = this.places.flatMap((place) => startsIn(this.routes, place));
      const fromMails = who === 'visitor' ? await addressesInMails(this.app) : [];
      for (const page of await pagesFrom(browser, this.routes, [...starts, ...fromMails]))
        for (const form of formsOn(page, who, this.routes)) {
          const key = `${who} at ${this.routes.of('GET', page.path)}: ${form.kind}`;
          const turn = turns.get(key) ?? 0;
          turns.set(key, turn + 1);
          found.set(`${key} #${turn}`, form);
        }
    }
    return found;
  }

  /** Sends a form as it is found on its page now. */
  async send(offered: OfferedForm): Promise<Sent & { readonly answer: Answer }> {
    const browser = this.browsers.get(offered.who) as Browser;
    const values = {
      ...filled(offered.form, offered.route, { place: this.placeOf(offered), turn: this.turn++ }),
      ...buttonOf(offered),
    };
    this.app.clock.advance({ minutes: 2 });
    const before = await this.rows();
    const press = (): Promise<Answer> => browser.sendExactly(offered.form, offered.action, values);
    const answers = this.isImpatient ? [...(await Promise.all([press(), press()])), await press()] : [await press()];
    const after = await this.rows();
    const grown = Object.entries(after).flatMap(([table, count]) =>
      count === before[table] ? [] : [[table, count - (before[table] ?? 0)]],
    );
    return {
      statuses: answers.map(({ status }) => status),
      places: answers.map(({ headers }) => String(headers['location'])),
      rows: Object.fromEntries(grown) as Record<string, number>,
      said: answers[0]?.status === 303 ? '' : (answers[0]?.text.slice(0, 300) ?? ''),
      answer: answers[0] as Answer,
    };
  }

  private placeOf({ action }: OfferedForm): Furnished {
    return this.places.find(({ slug }) => action.includes(`/${slug}/`)) ?? (this.places[0] as Furnished);
  }

  /** The rows of every table, when everything that follows has followed. */
  private async rows(): Promise<Record<string, number>> {
    await this.settle();
    const tables = await this.app.db.reader.rows(sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`);
    const counts = tables.map(({ name }) => sql`select ${name} as name, count(*) as count from ${sql.table(name)}`);
    const rows = await this.app.db.reader.rows(sql<{ name: string; count: number }>`${sql.join(counts, sql` union all `)}`);
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  /** Until no listener and no job that could run has anything left to do. */
  private async settle(): Promise<void> {
    const end = performance.now() + 30_000;
    for (;;) {
      await this.app.nest.get(Dispatcher).settle();
      const [left] = await this.app.db.reader.rows(sql<{ count: number }>`
        select count(*) as count from jobs.job where state in ('created', 'retry', 'active') and start_after <= now() and name not like '\\_\\_%'`);
      if (left?.count === 0 || performance.now() > end) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
