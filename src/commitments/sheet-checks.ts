import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { PUBLIC_STATES } from '../proposals/domain/index.js';
import { calendarDay, daysBetween } from './calendar-day.js';
import {
  checkSheet,
  institutionsIn,
  sheetChanges,
  textByRole,
  type CheckContext,
  type Finding,
  type SheetDocument,
} from './domain/index.js';
import { sheetTemplate } from './sheet-templates.js';

/** What the checks need of a sheet. */
export interface CheckedSheet {
  readonly id: string;
  readonly processId: string;
  readonly templateKey: string;
  readonly document: SheetDocument;
  readonly themeId: string | null;
  readonly roundtableId: string | null;
  readonly declaredOrigin: string | null;
  readonly round: { readonly openedAt: Date; readonly closedAt: Date | null } | null;
  readonly comments: number;
  readonly answered: number;
}

interface Known {
  otherTitles: string[];
  proposals: number;
  notes: number;
  nonPublicBodies: string[];
  proposalsWithoutResponse: number;
  seated: string[];
  /** The newest version and, once a round is over, the one that was open to comment. */
  newest: SheetDocument | null;
  commented: SheetDocument | null;
}

/** Runs the quality checks over a sheet with everything the platform's own records know about it. */
@Injectable()
export class SheetChecks {
  constructor(
    private readonly reader: Reader,
    private readonly config: Config,
  ) {}

  /** What the checks say; `more` is what only the plan knows (its period, its endorsements). */
  async findings(sheet: CheckedSheet, more: CheckContext = {}): Promise<Finding[]> {
    const context = await this.context(sheet);
    return checkSheet(sheet.document, sheetTemplate(sheet.templateKey), { ...context, ...more });
  }

  /** One query. */
  async context(sheet: CheckedSheet): Promise<CheckContext> {
    const known = await this.known(sheet);
    const { round } = sheet;
    return {
      otherTitles: known.otherTitles,
      nonPublicBodies: known.nonPublicBodies,
      origins: {
        proposals: known.proposals,
        notes: known.notes,
        ...(sheet.declaredOrigin ? { declared: sheet.declaredOrigin } : {}),
      },
      proposalsWithoutResponse: known.proposalsWithoutResponse,
      ...(round?.closedAt
        ? {
            commentRound: {
              daysOpen: this.daysOpen(round.openedAt, round.closedAt),
              unanswered: sheet.comments - sheet.answered,
            },
          }
        : {}),
      changedAfterRound: round?.closedAt ? changedAfter(sheet, known) : [],
      commitmentsInPlan: known.otherTitles.length + 1,
      ...this.leadAttended(sheet, known),
    };
  }

  private async known(sheet: CheckedSheet): Promise<Known> {
    const own = `${sheet.id}:`;
    const found = await this.reader.first(sql<Known>`
      select
        coalesce((select jsonb_agg(title order by number) from commitment_sheet where process_id = ${sheet.processId} and id <> ${sheet.id}), '[]'::jsonb) as "otherTitles",
        (select count(distinct from_id) from trace_link where from_kind = 'proposal' and starts_with(to_id, ${own}) and to_kind in ('sheet-field', 'milestone')) as proposals,
        (select count(distinct from_id) from trace_link where from_kind in ('note', 'topic') and starts_with(to_id, ${own}) and to_kind in ('sheet-field', 'milestone')) as notes,
        coalesce((select jsonb_agg(name) from organisation where process_id = ${sheet.processId} and sector <> 'public'), '[]'::jsonb) as "nonPublicBodies",
        (select count(*) from proposal p where p.process_id = ${sheet.processId} and p.theme_id = ${sheet.themeId}::uuid and p.state = any(${[...PUBLIC_STATES]}::text[])
          and not exists (select 1 from response r where r.subject_kind = 'proposal' and r.subject_id = p.id::text)) as "proposalsWithoutResponse",
        coalesce((select jsonb_agg(distinct organisation) from attendance where roundtable_id = ${sheet.roundtableId}::uuid and organisation is not null and banned_at is null),
          '[]'::jsonb) as seated,
        (select document from sheet_version where sheet_id = ${sheet.id} order by number desc limit 1) as newest,
        (select v.document from comment_round r join sheet_version v on v.sheet_id = r.sheet_id and v.number = r.version
          where r.sheet_id = ${sheet.id} and r.closed_at is not null order by r.opened_at desc limit 1) as commented`);
    if (!found) throw new Error('A query without a table gives a row');
    return found;
  }

  /** Calendar days, the first and the last among them. */
  private daysOpen(openedAt: Date, closedAt: Date): number {
    const day = (at: Date) => calendarDay(at, this.config.TIME_ZONE);
    return daysBetween(day(openedAt), day(closedAt)) + 1;
  }

  /** Names are compared as people write them: the lead counts as seated when somebody's organisation is named like it or within it. */
  private leadAttended(sheet: CheckedSheet, known: Known): Pick<CheckContext, 'leadAttended'> {
    const lead = institutionsIn(textByRole(sheet.document, sheetTemplate(sheet.templateKey), 'lead')).map(plain);
    if (lead.length === 0 || known.seated.length === 0) return {};
    const seated = known.seated.map(plain);
    return { leadAttended: lead.some((name) => seated.some((other) => name.includes(other) || other.includes(name))) };
  }
}

/** Lower case without accents. */
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A change counts as explained once a version with its reason was shared: what differs from the newest version is not. */
function changedAfter(sheet: CheckedSheet, known: Known): NonNullable<CheckContext['changedAfterRound']> {
  if (!known.commented) return [];
  const template = sheetTemplate(sheet.templateKey);
  const { newest } = known;
  const unexplained = new Set(newest ? sheetChanges(newest, sheet.document, template).fields.map(({ key }) => key) : []);
  return sheetChanges(known.commented, sheet.document, template).fields.map(({ key }) => ({
    key,
    explained: !unexplained.has(key),
  }));
}
