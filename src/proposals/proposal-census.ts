import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Remembered } from '../platform/events/remembered.js';
import type { Sector } from '../participants/domain/index.js';
import { PUBLIC_STATES, type Channel, type FindProposals, type ProposalState } from './domain/index.js';
import { statesOf } from './proposal-filter.js';

/** How many public proposals of a process are alike in everything that a list can be narrowed by without reading texts. */
export interface CensusRow {
  themeId: string;
  state: ProposalState;
  lang: Locale;
  sector: Sector;
  isOrganised: boolean;
  isPlaced: boolean;
  channel: Channel;
  ownStateId: string | null;
  /** Whether they have a point on the map. */
  isMapped: boolean;
  count: number;
}

/** What happens often and changes none of these. */
const CHANGES_NO_COUNT = ['proposals.proposal-endorsed', 'proposals.address-confirmed', 'comments.comment-written'] as const;

/** Counts of the public proposals of a process. They are exact: remembered only until the record says that something happened. */
@Injectable()
export class ProposalCensus {
  constructor(
    private readonly reader: Reader,
    private readonly remembered: Remembered,
  ) {}

  of(processId: string): Promise<readonly CensusRow[]> {
    return this.remembered.of('proposals.census', processId, CHANGES_NO_COUNT, () =>
      this.reader.rows(sql<CensusRow>`
        select p.theme_id as "themeId", p.state, p.lang, p.sector, p.on_behalf_of is not null as "isOrganised",
          (p.neighbourhood is not null or p.latitude is not null) as "isPlaced", p.channel, p.own_state_id as "ownStateId",
          p.latitude is not null as "isMapped", count(*) as count
        from proposal p where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[]) group by 1, 2, 3, 4, 5, 6, 7, 8, 9`),
    );
  }
}

/** Whether only reading tells how many answer a question: the census knows nothing of words, areas and parts of the map. */
export const countsItself = ({ q, area, box }: FindProposals): boolean => q !== '' || area !== null || box !== null;

/** How many answer any other question. */
export const countIn = (census: readonly CensusRow[], find: FindProposals): number =>
  sumOf(census.filter((row) => isAsked(row, find)));

export const sumOf = (rows: readonly CensusRow[]): number => rows.reduce((sum, row) => sum + row.count, 0);

/** The same question as `matching` asks, for a row of the census. */
function isAsked(row: CensusRow, find: FindProposals): boolean {
  const isAmong = <T>(values: readonly T[], value: T) => values.length === 0 || values.includes(value);
  return (
    statesOf(find).includes(row.state) &&
    isAmong(find.theme, row.themeId) &&
    isAmong(find.sector, row.sector) &&
    isAmong(find.lang, row.lang) &&
    isAmong(find.channel, row.channel) &&
    isAmong<string | null>(find.own, row.ownStateId) &&
    (find.by === null || row.isOrganised === (find.by === 'organisations')) &&
    (!find.placed || row.isPlaced) &&
    (find.view === 'list' || row.isMapped)
  );
}

type Key = keyof CensusRow;
type Counts = ReadonlyMap<unknown, number>;
const counted = new WeakMap<readonly CensusRow[], Map<Key, Counts>>();

/** The census by one of its questions: value → how many. Every page asks the same census, so that each is counted once. */
export function countsBy<K extends Key>(census: readonly CensusRow[], key: K): ReadonlyMap<CensusRow[K], number> {
  const known = counted.get(census) ?? new Map<Key, Counts>();
  counted.set(census, known);
  const counts = (known.get(key) as ReadonlyMap<CensusRow[K], number> | undefined) ?? new Map(sums(census, key));
  known.set(key, counts);
  return counts;
}

const sums = <K extends Key>(census: readonly CensusRow[], key: K): [CensusRow[K], number][] =>
  [...Map.groupBy(census, (row) => row[key])].map(([value, rows]) => [value, sumOf(rows)]);
