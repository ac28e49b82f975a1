import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Translate } from '../platform/i18n/translate.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import type { Missing, PlanAnswers, PlanFigures } from './domain/index.js';

export interface PlanRow {
  id: string;
  name: LocalizedText;
  startsOn: string | null;
  endsOn: string | null;
  submittedOn: string | null;
  answers: PlanAnswers;
  version: number;
}

export interface PublicationRow {
  version: number;
  answers: PlanAnswers;
  sheetIds: string[];
  overridden: Missing[] | null;
  reason: string | null;
  publishedAt: Date;
}

/** The read side of plans. */
@Injectable()
export class PlansQueries {
  constructor(
    private readonly reader: Reader,
    private readonly participants: ParticipantsQueries,
    private readonly roundtables: RoundtablesQueries,
  ) {}

  ofProcess(processId: string): Promise<PlanRow | null> {
    return this.reader.first(sql<PlanRow>`
      select id, name, to_char(starts_on, 'YYYY-MM-DD') as "startsOn", to_char(ends_on, 'YYYY-MM-DD') as "endsOn",
        to_char(submitted_on, 'YYYY-MM-DD') as "submittedOn", answers, version
      from action_plan where process_id = ${processId}`);
  }

  /** The newest publication of a process's plan. */
  published(processId: string): Promise<PublicationRow | null> {
    return this.reader.first(sql<PublicationRow>`
      select b.version, b.answers, b.sheet_ids as "sheetIds", b.overridden, b.reason, b.published_at as "publishedAt"
      from publication b join action_plan a on a.id = b.plan_id
      where a.process_id = ${processId} order by b.version desc limit 1`);
  }

  /** What the platform's own records answer: who took part, how many groups, how many public meetings. A figure of nothing is left out. */
  async figures(processId: string, t: Translate): Promise<PlanFigures> {
    const [organisations, { publicMeetings, participants }] = await Promise.all([
      this.participants.organisations(processId),
      this.roundtables.figures(processId),
    ]);
    const words = (text: string) => ({ text, lang: t.tag });
    const sectors = participants
      .filter((sector) => sector.count > 0)
      .map(({ sector, count }) => t(`plans.sector.${sector satisfies Sector}`, { count }));
    return {
      ...(sectors.length > 0 ? { 'participants-by-sector': words(t.list(sectors)) } : {}),
      ...(organisations.length > 0 ? { groups: words(String(organisations.length)) } : {}),
      ...(publicMeetings > 0 ? { 'public-meetings': words(String(publicMeetings)) } : {}),
    };
  }
}
