import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Remembered } from '../platform/events/remembered.js';
import type { Sector } from '../participants/domain/index.js';
import { PUBLIC_STATES, type Channel, type FindProposals, type ProposalState } from './domain/index.js';
import { matching, statesOf } from './proposal-filter.js';

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

  /** How many answer a question. Without words, area and a part of the map the census knows; else they are counted. */
  async found(processId: string, find: FindProposals, census: readonly CensusRow[]): Promise<number> {
    if (!find.q && !find.area && !find.box) return sumOf(census.filter((row) => isAsked(row, find)));
    const row = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from proposal p where ${matching(processId, find)}`);
    return row?.count ?? 0;
  }
}

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

/** The census by one of its questions: value → how many. */
export function countsBy<K extends keyof CensusRow>(census: readonly CensusRow[], key: K): ReadonlyMap<CensusRow[K], number> {
  const counts = new Map<CensusRow[K], number>();
  for (const row of census) counts.set(row[key], (counts.get(row[key]) ?? 0) + row.count);
  return counts;
}
