import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { MinutesTexts } from './domain/index.js';

export interface MinutesRow {
  lang: Locale;
  texts: MinutesTexts;
  revision: number;
  version: number;
}

/** Minutes as they were published. */
export interface MinutesVersionRow {
  lang: Locale;
  texts: MinutesTexts;
  number: number;
  last: number;
  publishedAt: Date;
  publishedBy: string;
}

@Injectable()
export class MinutesQueries {
  constructor(private readonly reader: Reader) {}

  /** The text at work; null before anybody kept one. */
  draft(roundtableId: string): Promise<MinutesRow | null> {
    return this.reader.first(
      sql<MinutesRow>`select lang, texts, revision, version from minutes where roundtable_id = ${roundtableId}`,
    );
  }

  /** A published version, the last when `number` is null; null when there is none. */
  published(roundtableId: string, number: number | null): Promise<MinutesVersionRow | null> {
    return this.reader.first(sql<MinutesVersionRow>`
      select m.lang, v.texts, v.number, m.version as last, v.published_at as "publishedAt", v.published_by as "publishedBy"
      from minutes m join minutes_version v on v.minutes_id = m.id
      where m.roundtable_id = ${roundtableId} and v.number = coalesce(${number}::int, m.version)`);
  }

  /** How many sat at the table, by sector, whoever left early included; the largest first. */
  attendance(roundtableId: string): Promise<{ sector: Sector; people: number }[]> {
    return this.reader.rows(sql<{ sector: Sector; people: number }>`
      select sector, count(*)::int as people from attendance where roundtable_id = ${roundtableId} and banned_at is null
      group by sector order by count(*) desc, sector`);
  }
}
