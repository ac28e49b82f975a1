import { Injectable } from '@nestjs/common';
import type { RawBuilder } from 'kysely';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { Blanks, filled, partedAtBlanks } from './blanks.js';
import type { Exchange } from './exchange.js';

/** How long a page is shown at most without being made anew: what changes by the clock alone. */
const LONGEST_MS = 30_000;
/** Characters of all kept pages together; some 32 MB. */
const MOST_CHARACTERS = 16_000_000;

/** Where it can be seen that something changed: a number that never stands for two states, as SQL. */
export type Mark = RawBuilder<unknown>;

interface Kept {
  readonly marks: string;
  readonly until: number;
  readonly parts: readonly string[];
  readonly characters: number;
}

/** What an exchange takes along until its page is made: where it belongs, and where the marks stood before anything was read. */
export interface Keeping {
  readonly key: string;
  readonly route: string;
  readonly marks: string | null;
}

/**
 * Public pages as they are for everybody who is nobody in particular, kept as long as nothing happened at all. Every use case that changes anything
 * records an event, and a board counts its entries: one small question at each visit tells exactly whether what is kept still holds, for every process
 * of the product. So nothing that was hidden is shown once more, and no listener has to know which page it concerns.
 */
@Injectable()
export class KeptPages {
  private readonly pages = new Map<string, Kept>();
  private readonly routes = new Set<string>();
  private readonly watched: Mark[] = [sql`(select max(e.seq) from recorded_event e)`];
  private readonly blank: string;
  private characters = 0;
  private asking: Promise<string> | null = null;

  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: Config,
    dice: Dice,
  ) {
    this.blank = `blank-${Buffer.from(dice.bytes(12)).toString('hex')}`;
  }

  /** For what changes without an event. */
  watch(mark: Mark): void {
    this.watched.push(mark);
  }

  /** The page that this visitor would be shown, when it is kept; else prepares the exchange for keeping what it makes. */
  async find(x: Exchange): Promise<string | null> {
    if (!this.config.KEEP_PAGES || !isNobody(x)) return null;
    const route = x.request.routeOptions.url ?? '';
    const key = `${x.locale} ${x.request.url}`;
    x.blanks = new Blanks(this.blank);
    // Most addresses show nothing that is kept: they are not asked for.
    const marks = this.routes.has(route) ? await this.marks() : null;
    x.keeping = { key, route, marks };
    const kept = this.pages.get(key);
    if (!kept || kept.marks !== marks || kept.until <= this.clock.now().getTime()) return null;
    this.pages.delete(key);
    this.pages.set(key, kept);
    return filled(kept.parts, x.fillings);
  }

  /** What was made, filled in; kept from the second time that its route makes a page to keep. */
  made(x: Exchange, html: string, isToKeep: boolean): string {
    const parts = partedAtBlanks(html, this.blank);
    if (x.keeping && isToKeep) this.keep(x.keeping, parts, html.length + x.keeping.key.length);
    return filled(parts, x.fillings);
  }

  private keep({ key, route, marks }: Keeping, parts: readonly string[], characters: number): void {
    this.routes.add(route);
    if (marks === null) return;
    this.forget(key);
    this.pages.set(key, { marks, parts, characters, until: this.clock.now().getTime() + LONGEST_MS });
    this.characters += characters;
    for (const [oldest] of this.pages) {
      if (this.characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.characters -= this.pages.get(key)?.characters ?? 0;
    this.pages.delete(key);
  }

  /** Whoever comes before the question is sent shares its answer. */
  private marks(): Promise<string> {
    this.asking ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.asking = null;
        const columns = sql.join(this.watched.map((mark) => sql`coalesce(${mark}, 0)::text`));
        // With a parameter, so that the connection prepares it.
        this.reader
          .first(sql<{ marks: string }>`select concat_ws(' ', ${columns}) as marks from (select ${1}::int) one`)
          .then((row) => resolve(row?.marks ?? ''), reject);
      });
    });
    return this.asking;
  }
}

/** A visitor of whom nothing is known that a page could show. */
function isNobody({ request, actor }: Exchange): boolean {
  return (
    request.method === 'GET' &&
    actor.kind === 'visitor' &&
    Object.entries(request.session.data() ?? {}).every(([name, value]) => name === 'csrf' || value === undefined)
  );
}
