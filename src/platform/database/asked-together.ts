import type { CompiledQuery } from 'kysely';
import type { Pool, QueryResult } from 'pg';

type Row = Record<string, unknown>;
type Reads = (value: unknown) => unknown;

/** A question that waits to be asked, and who waits for its rows. */
interface Waiting {
  readonly asked: CompiledQuery;
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** How the columns of one text come out of JSON: those that need it made into what the driver gives. Null where JSON would lose something. */
type Shape = readonly (readonly [column: string, reads: Reads])[] | null;

/** How many texts a process remembers the columns of. */
const MOST_SHAPES = 2_000;

/** Types that are the same in JSON as the driver reads them (`driver-types.ts`): truth, numbers, texts, JSON, days, and lists of these. */
const SAME_IN_JSON = new Set([
  16, 20, 21, 23, 25, 114, 700, 701, 1042, 1043, 1082, 2950, 3802, 1000, 1007, 1009, 1015, 1016, 1022, 2951,
]);
const TIMESTAMPTZ = 1184;

const asMoment: Reads = (value) => (value === null ? null : new Date(value as string));

/**
 * Sends questions that are asked at the same time as one statement: each becomes a column of one row, its rows as JSON. A text that is met for the
 * first time goes alone, which tells the types of its columns; so does always what JSON would change (exact decimals, bytes).
 */
export class AskedTogether {
  private readonly shapes = new Map<string, Shape>();

  constructor(private readonly pool: Pool) {}

  /** A gathering of its own, for one reader of several questions. */
  gather(): (asked: CompiledQuery) => Promise<Row[]> {
    let waiting: Waiting[] = [];
    return (asked) =>
      new Promise((resolve, reject) => {
        // What is asked until everything that could go on has gone on is asked at the same time.
        if (waiting.length === 0)
          setImmediate(() => {
            const all = waiting;
            waiting = [];
            this.send(all);
          });
        waiting.push({ asked, resolve, reject });
      });
  }

  async alone(asked: CompiledQuery): Promise<Row[]> {
    return (await this.query(asked.sql, asked.parameters)).rows;
  }

  private send(all: readonly Waiting[]): void {
    const fit = all.filter(({ asked }) => this.shapes.get(asked.sql));
    const [together, apart] = fit.length > 1 ? [fit, all.filter((one) => !fit.includes(one))] : [[], all];
    for (const { asked, resolve, reject } of apart) this.met(asked).then(resolve, reject);
    if (together.length > 0) void this.sendTogether(together);
  }

  private async sendTogether(all: readonly Waiting[]): Promise<void> {
    const [columns, parameters] = [[] as string[], [] as unknown[]];
    for (const [index, { asked }] of all.entries()) {
      const before = parameters.length;
      const text = before === 0 ? asked.sql : asked.sql.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
      columns.push(`(select json_agg(q) from (${text}) q) as "${index}"`);
      parameters.push(...asked.parameters);
    }
    try {
      const [answer] = (await this.query(`select ${columns.join(',\n')}`, parameters)).rows;
      for (const [index, { asked, resolve }] of all.entries())
        resolve(this.shaped((answer?.[String(index)] ?? []) as Row[], asked.sql));
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }

  private shaped(rows: Row[], text: string): Row[] {
    for (const [column, reads] of this.shapes.get(text) ?? []) for (const row of rows) row[column] = reads(row[column]);
    return rows;
  }

  private async met({ sql, parameters }: CompiledQuery): Promise<Row[]> {
    const { rows, fields } = await this.query(sql, parameters);
    if (this.shapes.size >= MOST_SHAPES) this.shapes.clear();
    const isSame = fields.every(({ dataTypeID: type }) => type === TIMESTAMPTZ || SAME_IN_JSON.has(type));
    const moments = fields.filter(({ dataTypeID: type }) => type === TIMESTAMPTZ);
    this.shapes.set(sql, isSame ? moments.map(({ name }) => [name, asMoment] as const) : null);
    return rows;
  }

  /** Not by `pool.query`, which closes a connection for any mistake in a statement. */
  private async query(text: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    const connection = await this.pool.connect();
    let isBroken = false;
    try {
      return await connection.query<Row>(text, [...parameters]);
    } catch (error) {
      isBroken = endsConnection(error);
      throw error;
    } finally {
      connection.release(isBroken);
    }
  }
}

/** What the server says when it ends a connection (SQLSTATE classes 08 and 57P), and what says nothing because nobody was there any more. */
function endsConnection(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code !== 'string' || /^(08|57P)/.test(code) || !/^[0-9A-Z]{5}$/.test(code);
}
