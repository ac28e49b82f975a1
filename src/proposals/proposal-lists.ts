import { Injectable } from '@nestjs/common';
import { Dice } from '../kernel/dice.js';
import { Reader, sql } from '../platform/database/reader.js';
import { ProcessQueries } from '../process/index.js';
import { fromTheStart, LOTS, PAGE_SIZE, type FindProposals, type Place } from './domain/index.js';
import { countIn, countsItself, type CensusRow } from './proposal-census.js';
import { matched, matching } from './proposal-filter.js';
import { lotOf, sliceOf } from './proposal-order.js';
import type { ProposalDetail, ProposalRow } from './proposal-rows.js';
import { CO_AUTHOR_NAMES } from './co-authors.queries.js';
import { attachmentsOf, ROW } from './proposals.queries.js';

/** One page of a list, and the ways on from it. */
export interface ListPage {
  /** The question that it answers: as it was asked, or from the beginning where the place asked for is empty now. */
  find: FindProposals;
  rows: ProposalRow[];
  /** How many answer the question in all. */
  total: number;
  previous: FindProposals | null;
  next: FindProposals | null;
  last: FindProposals | null;
}

interface Placed {
  key: string;
}

/** The rows of a page and one more where there is one, and how many answer the question in all. */
interface Found {
  rows: (ProposalRow & Placed)[];
  total: number;
}

/** What files have beyond lists. */
type ForFiles = Pick<ProposalDetail, 'body' | 'attachments' | 'coAuthors'>;

const EXPORT_BATCH = 500;

/** Lists of public proposals: any page of any length of list at the same cost, since each begins at a place instead of after a number of rows. */
@Injectable()
export class ProposalLists {
  constructor(
    private readonly reader: Reader,
    private readonly dice: Dice,
    private readonly processes: ProcessQueries,
  ) {}

  /** `census` of the process, which may still be on its way. */
  async page(processId: string, asked: FindProposals, census: Promise<readonly CensusRow[]>): Promise<ListPage> {
    const find = await this.seeded(processId, asked);
    const { rows, total } = countsItself(find)
      ? await this.counted(processId, find)
      : await this.fromCensus(processId, find, census);
    // A place beyond what there is now is an old link: its reader gets the beginning.
    if (rows.length === 0 && find.at) return this.page(processId, fromTheStart(find), census);
    return pageOf(find, rows, total);
  }

  /** What cannot be counted without reading it is read and counted in one go. */
  private async counted(processId: string, find: FindProposals): Promise<Found> {
    const size =
      find.at?.side === 'end'
        ? sql<number>`(select coalesce(nullif(count(*) % ${PAGE_SIZE}, 0), ${PAGE_SIZE}) + 1 from matched)`
        : sizeOf(PAGE_SIZE + 1);
    const { query, order } = sliceOf(sql`matched p where true`, find, size);
    const rows = await this.reader.rows(sql<ProposalRow & Placed & { total: number }>`
      with matched as materialized (${matched(processId, find)})
      select ${ROW}, s.key::text as key, (select count(*) from matched) as total
      from (${query}) s join proposal p on p.id = s.id join theme t on t.id = p.theme_id order by ${order}`);
    return { rows, total: rows[0]?.total ?? 0 };
  }

  private async fromCensus(processId: string, find: FindProposals, census: Promise<readonly CensusRow[]>): Promise<Found> {
    const countOf = async () => countIn(await census, find);
    if (find.at?.side === 'end') {
      const total = await countOf();
      return { total, rows: await this.slice(processId, find, endOf(total) + 1) };
    }
    const [rows, total] = await Promise.all([this.slice(processId, find, PAGE_SIZE + 1), countOf()]);
    return { rows, total };
  }

  /** Everything that answers a question, in the order of the list, in batches: for files of any length. */
  async *all(processId: string, asked: FindProposals): AsyncGenerator<ProposalRow & ForFiles> {
    let find = fromTheStart(await this.seeded(processId, asked));
    for (;;) {
      const rows = await this.slice<ForFiles>(
        processId,
        find,
        EXPORT_BATCH,
        sql`, p.body, ${sql.raw(CO_AUTHOR_NAMES)} as "coAuthors", ${attachmentsOf(sql`(p.id)`)} as attachments`,
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < EXPORT_BATCH) return;
      find = { ...find, at: place('after', last) };
    }
  }

  /** The most endorsed, for the front page; the newest while the process hides how many stand behind each. */
  mostEndorsed(
    process: { id: string; hidesEndorsements: boolean },
    size: number,
    question: FindProposals,
  ): Promise<ProposalRow[]> {
    return this.slice(process.id, { ...question, sort: process.hidesEndorsements ? 'newest' : 'endorsed' }, size);
  }

  private async slice<More extends object = object>(
    processId: string,
    find: FindProposals,
    size: number,
    more = sql``,
  ): Promise<(ProposalRow & Placed & More)[]> {
    const { query, order } = sliceOf(sql`proposal p where ${matching(processId, find)}`, find, sizeOf(size));
    return this.reader.rows(sql<ProposalRow & Placed & More>`
      select ${ROW}, s.key::text as key ${more} from (${query}) s join proposal p on p.id = s.id join theme t on t.id = p.theme_id
      order by ${order}`);
  }

  /** What is hidden is not sorted by. A shuffled list that does not say where it begins begins at a proposal drawn by lot. */
  private async seeded(processId: string, find: FindProposals): Promise<FindProposals> {
    if (find.sort === 'endorsed' && (await this.processes.hidesEndorsements(processId)))
      return { ...find, sort: 'newest', at: null };
    if (find.sort !== 'random' || find.seed !== null) return find;
    const drawn = await this.reader.first(lotOf(processId, this.dice.below(LOTS)));
    return { ...find, seed: drawn?.lot ?? 0 };
  }
}

const sizeOf = (size: number) => sql<number>`${size}`;

/** How many are on the last page. */
const endOf = (total: number): number => total % PAGE_SIZE || PAGE_SIZE;

function pageOf(find: FindProposals, found: (ProposalRow & Placed)[], total: number): ListPage {
  const size = find.at?.side === 'end' ? endOf(total) : PAGE_SIZE;
  const isForward = find.at === null || find.at.side === 'after';
  const isMore = found.length > size;
  const rows = isForward ? found.slice(0, size) : found.slice(-size);
  const [hasPrevious, hasNext] = isForward ? [find.at !== null, isMore] : [isMore, find.at?.side === 'before'];
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = !hasPrevious ? 1 : !hasNext ? pages : Math.min(Math.max(2, find.page), Math.max(2, pages - 1));
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    find: { ...find, page },
    rows,
    total,
    previous:
      !hasPrevious || !first ? null : page <= 2 ? fromTheStart(find) : { ...find, at: place('before', first), page: page - 1 },
    next: !hasNext || !last ? null : { ...find, at: place('after', last), page: page + 1 },
    last: hasNext ? { ...find, at: { side: 'end' }, page: pages } : null,
  };
}

const place = (side: 'after' | 'before', row: ProposalRow & Placed): Place => ({ side, key: row.key, number: row.number });
