import pg from 'pg';

/** A text is prepared when it comes for this time on a connection: what is asked once only would be kept for nothing. */
const PREPARED_FROM_TIME = 3;
/** How many texts one connection keeps prepared, and how many it remembers having seen. The server keeps a plan for each: some 50 kB. */
const MOST_PREPARED = 250;
const MOST_SEEN = 2_000;

/** Takes every column of a table whichever there are: a prepared one fails when a migration adds a column. */
const takesAllColumns = (text: string): boolean => /\*\s+from\s+(?!\(|unnest\()|\.\*|returning\s+\*/i.test(text);

/**
 * A connection that prepares the texts which come again and again, so that the database neither parses nor plans them anew: for most pages that is
 * more than half of the work. Only texts with parameters, since the others carry their values in the text.
 */
export class PreparingClient extends pg.Client {
  private readonly times = new Map<string, number>();
  private readonly names = new Map<string, string>();

  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.nameFor(text) : undefined;
    const asked = name === undefined ? args : [{ name, text, values: values as unknown[] }, ...rest];
    return Reflect.apply(super.query.bind(this) as (...args: unknown[]) => never, undefined, asked);
  }

  private nameFor(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_PREPARED) return undefined;
    const times = (this.times.get(text) ?? 0) + 1;
    if (times < PREPARED_FROM_TIME || takesAllColumns(text)) {
      if (this.times.size >= MOST_SEEN) this.times.clear();
      this.times.set(text, times);
      return undefined;
    }
    this.times.delete(text);
    const name = `repeated-${this.names.size}`;
    this.names.set(text, name);
    return name;
  }
}
