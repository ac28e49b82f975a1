import type { RawBuilder } from 'kysely';
import { Injectable } from '@nestjs/common';
import { localized, type Locale, type LocalizedText } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import { publicNumber } from '../platform/database/sequence.js';
import { Reader, sql } from '../platform/database/reader.js';
import { answerText, type QuestionAnswer } from '../process/domain/index.js';
import { proposalNumber, proposalPath, PUBLIC_STATES } from '../proposals/domain/index.js';
import { CO_AUTHOR_NAMES } from '../proposals/index.js';
import { columnsOf, DATA_TABLES, type DataTableName } from './domain/index.js';

/** Whose tables: of which process, in which language names of themes and areas are, and whether for everybody. */
export interface DataScope {
  readonly processId: string;
  readonly slug: string;
  readonly locale: Locale;
  readonly isPublic: boolean;
  /** Words for yes and no. */
  readonly words: { readonly yes: string; readonly no: string };
}

export type DataCell = string | number | boolean | Date | null;
export type DataRow = readonly DataCell[];

type Found = Record<string, unknown> & { readonly placeNumber: number; readonly placeKey: string };

/** Behind which row of which proposal a batch begins. */
interface Place {
  readonly number: number;
  readonly key: string;
}

/** A batch looks at so many numbers and holds at most so many rows: a query that sees all that is left would sort it anew each time. */
const BATCH = 1000;

/** The process hides how many stand behind a proposal until its call closes; then nobody's file says it. */
const SUPPORTS = sql`case when c.hides_endorsements and exists (select 1 from stage s where s.process_id = c.id and s.kind = 'call' and s.closed_at is null)
  then null else p.endorsements end`;

/** The answer in force: the team's response, else the latest review. */
const ANSWER = sql`left join lateral (
  select a.* from (
    select 1 as rank, r.reason as words, null::jsonb as area, r.decided_by as "by", r.at from response r
      where r.subject_kind = 'proposal' and r.subject_id = p.id::text
        and not exists (select 1 from response_retraction x where x.response_id = r.id)
    union all
    select 2, v.reasons, g.name, v.signed_by, v.at from feasibility_review v join area g on g.id = v.area_id where v.proposal_id = p.id) a
  order by a.rank, a.at desc limit 1) a on true`;

interface Query {
  readonly columns: RawBuilder<unknown>;
  /** After `from proposal p join process c …`. */
  readonly joins: RawBuilder<unknown>;
  /** What tells the rows of one proposal apart, in their order; a text. */
  readonly key: RawBuilder<unknown>;
  /** What is left out of a file for everybody, beside proposals out of sight. */
  readonly inSight: RawBuilder<unknown>;
}

const ALL = sql`true`;

const QUERIES: Readonly<Record<DataTableName, Query>> = {
  proposals: {
    columns: sql`p.title, p.body, p.lang as language, t.name as theme, p.state, p.author_name as author, ${sql.raw(CO_AUTHOR_NAMES)} as "coAuthors", p.answers as questions, p.sector, p.on_behalf_of as organisation,
      p.neighbourhood, ${SUPPORTS} as endorsements, p.comments, p.submitted_at as "submittedAt", p.published_at as "publishedAt",
      coalesce((select jsonb_agg(g.name order by s.assigned_at) from proposal_assignment s join area g on g.id = s.area_id where s.proposal_id = p.id), '[]'::jsonb) as areas,
      a.words as answer, a.area as "answerArea", a.by as "answeredBy", a.at as "answeredAt",
      o.name as source, o.key as "sourceId", o.url as "sourceUrl", o.supports as "sourceSupports", o.latitude, o.longitude,
      p.author_email as email, p.email_confirmed_at as "emailConfirmedAt"`,
    joins: sql`join theme t on t.id = p.theme_id left join proposal_source o on o.proposal_id = p.id ${ANSWER}`,
    key: sql`p.id::text`,
    inSight: ALL,
  },
  versions: {
    columns: sql`x.version, x.title, x.body, x.note, x.at,
      not exists (select 1 from proposal_version y where y.proposal_id = p.id and y.version > x.version) as "isCurrent"`,
    joins: sql`join proposal_version x on x.proposal_id = p.id`,
    key: sql`lpad(x.version::text, 6, '0')`,
    inSight: ALL,
  },
  answers: {
    columns: sql`x.value as given, x.value->>'question' as "questionId", x.value->>'kind' as kind, (x.value->>'isPublic')::boolean as "isPublic"`,
    joins: sql`cross join lateral jsonb_array_elements(p.answers) with ordinality x(value, place)`,
    key: sql`lpad(x.place::text, 6, '0')`,
    inSight: sql`x.value->'isPublic' = 'true'::jsonb`,
  },
  reviews: {
    columns: sql`g.name as area, x.verdict, x.reasons, x.changes, x.legal_basis as "legalBasis", x.existing, x.budget, x.law, x.responsible,
      x.cost_from as "costFrom", x.cost_to as "costTo", x.cost_currency as "costCurrency", x.cost_period as "costPeriod", x.cost_years as "costYears",
      x.carry, x.carry_words as "carryWords", x.signed_by as "signedBy", x.at`,
    joins: sql`join feasibility_review x on x.proposal_id = p.id join area g on g.id = x.area_id`,
    key: sql`x.id::text`,
    inSight: ALL,
  },
  responses: {
    columns: sql`x.disposition, x.reason, x.decided_by as "decidedBy", x.at, y.at as "retractedAt", y.reason as "retractedReason",
      y.id is null and not exists (select 1 from response z where z.supersedes = x.id) as "isInForce"`,
    joins: sql`join response x on x.process_id = p.process_id and x.subject_kind = 'proposal' and x.subject_id = p.id::text left join response_retraction y on y.response_id = x.id`,
    key: sql`x.id::text`,
    inSight: ALL,
  },
  comments: {
    columns: sql`x.number as "commentNumber", y.number as "parentNumber", x.stance, x.author_name as author, x.sector, x.organisation, x.is_team as "isTeam",
      x.lang as language, x.body, x.written_at as "writtenAt", x.sight, x.author_email as email`,
    joins: sql`join comment x on x.subject_kind = 'proposal' and x.subject_id = p.id::text left join comment y on y.id = x.parent_id`,
    key: sql`x.id::text`,
    inSight: sql`x.sight = 'public'`,
  },
  lineage: {
    columns: sql`k.id as continuation, k.kind, x.role, k.reason, k.decided_by as "decidedBy", k.at, k.undone_at as "undoneAt", k.undone_reason as "undoneReason"`,
    joins: sql`join continuation_part x on x.proposal_id = p.id join continuation k on k.id = x.continuation_id`,
    key: sql`x.id::text`,
    inSight: ALL,
  },
};

/** The tables of a data package, row by row in batches, in the order of the proposals' numbers: memory does not grow with their length. */
@Injectable()
export class DataTablesQueries {
  constructor(
    private readonly reader: Reader,
    private readonly config: Config,
  ) {}

  async count(processId: string, isPublic: boolean): Promise<number> {
    const row = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from proposal p where p.process_id = ${processId} and ${inSight(isPublic)}`);
    return row?.count ?? 0;
  }

  /**
   * The cells of the rows, in the order of `columnsOf`, a batch at a time; the next one is asked for while one is written. `tell` hears after each batch
   * how many there were.
   */
  async *batches(
    name: DataTableName,
    scope: DataScope,
    tell: (count: number) => Promise<void> = () => Promise.resolve(),
  ): AsyncGenerator<readonly DataRow[]> {
    const names = columnsOf(DATA_TABLES[name], scope.isPublic).map((column) => column.name);
    const last = await this.lastNumber(scope.processId);
    const from = (place: Place): Promise<Found[]> | null => {
      const batch = place.number > last ? null : this.batch(name, scope, place);
      // Where the file is given up meanwhile, nobody waits for it.
      batch?.catch(() => undefined);
      return batch;
    };
    let place: Place = { number: 0, key: '' };
    let count = 0;
    for (let next = from(place); next;) {
      const rows: Found[] = await next;
      place = placeBehind(rows, place);
      next = from(place);
      if (rows.length > 0) yield rows.map((row) => this.cellsOf(name, row, scope, names));
      count += rows.length;
      await tell(count);
    }
  }

  private async lastNumber(processId: string): Promise<number> {
    const row = await this.reader.first(
      sql<{ last: number | null }>`select max(number) as last from proposal where process_id = ${processId}`,
    );
    return row?.last ?? -1;
  }

  private batch(name: DataTableName, { processId, isPublic }: DataScope, { number, key: behind }: Place): Promise<Found[]> {
    const { columns, joins, key, inSight: shown } = QUERIES[name];
    return this.reader.rows(sql<Found>`
      select p.number as "placeNumber", ${key} as "placeKey", ${columns}
      from proposal p join process c on c.id = p.process_id ${joins}
      where p.process_id = ${processId} and ${inSight(isPublic)} and ${isPublic ? shown : ALL}
        and p.number >= ${number} and p.number < ${number + BATCH} and (p.number > ${number} or ${key} > ${behind}::text)
      order by p.number, ${key} limit ${BATCH}`);
  }

  private cellsOf(name: DataTableName, row: Found, scope: DataScope, names: readonly string[]): DataRow {
    const cells = this.named(name, row, scope);
    return names.map((column) => (cells[column] as DataCell | undefined) ?? null);
  }

  /** The row with what its query cannot say: numbers as people write them, and names in the language of the file. */
  private named(
    name: DataTableName,
    row: Found,
    { slug, locale, words, isPublic }: DataScope,
  ): Readonly<Record<string, unknown>> {
    const named = (value: unknown): string | null => (value ? localized(value as LocalizedText, locale) : null);
    row['proposal'] = proposalNumber(row.placeNumber);
    if (name === 'proposals') {
      row['number'] = row['proposal'];
      row['url'] = this.config.PUBLIC_URL + proposalPath(slug, row.placeNumber);
      row['theme'] = named(row['theme']);
      row['answerArea'] = named(row['answerArea']);
      row['areas'] = (row['areas'] as LocalizedText[]).map(named).join('; ');
      row['coAuthors'] = (row['coAuthors'] as string[]).join('; ');
      row['questions'] = (row['questions'] as QuestionAnswer[])
        .filter((given) => given.isPublic || !isPublic)
        .map((given) => `${named(given.label) ?? ''} ${answerText(given, locale, words)}`)
        .join('\n');
    } else if (name === 'answers') {
      const given = row['given'] as QuestionAnswer;
      row['question'] = named(given.label);
      row['asKept'] = JSON.stringify(given);
      row['answer'] = answerText(given, locale, words);
    } else if (name === 'reviews') row['area'] = named(row['area']);
    else if (name === 'comments') {
      const { commentNumber, parentNumber } = row as { commentNumber?: number; parentNumber?: number | null };
      row['comment'] = publicNumber('C', commentNumber ?? 0);
      row['replyTo'] = parentNumber ? publicNumber('C', parentNumber) : null;
    }
    return row;
  }
}

/** Where a batch is full its proposal may go on; else the next numbers come. */
function placeBehind(rows: readonly Found[], { number }: Place): Place {
  const last = rows.at(-1);
  return last && rows.length === BATCH ? { number: last.placeNumber, key: last.placeKey } : { number: number + BATCH, key: '' };
}

const inSight = (isPublic: boolean): RawBuilder<unknown> => (isPublic ? sql`p.state = any(${[...PUBLIC_STATES]}::text[])` : ALL);
