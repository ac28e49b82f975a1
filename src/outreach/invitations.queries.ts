import { Injectable } from '@nestjs/common';
import type { Locale, LocalizedText } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { InvitationAnswer } from './domain/index.js';
import type { InvitationRow, ReachRow } from './outreach-rows.js';

/** What an organisation's personal link tells about it. */
export interface InvitedRow {
  invitationId: string;
  processId: string;
  organisation: string;
  sector: Sector;
  contactName: string | null;
  email: string | null;
  locale: Locale;
  deadline: string;
  themeId: string | null;
  themeName: LocalizedText | null;
  processName: LocalizedText;
  answer: InvitationAnswer | null;
}

/** Organisations of a process somebody of which sat at one of its tables: said so at the door, or is one of its contacts. */
const seated = (processId: string) => sql`
  select distinct o.id from organisation o
  join roundtable r on r.process_id = o.process_id
  join attendance a on a.roundtable_id = r.id and a.banned_at is null
  where o.process_id = ${processId} and (lower(a.organisation) = lower(o.name) or exists (
    select 1 from contact c join account ac on ac.email = c.email where c.organisation_id = o.id and ac.id = a.account_id))`;

/** The read side of invitations: how far each has come, and how far all of them reached. */
@Injectable()
export class InvitationsQueries {
  constructor(private readonly reader: Reader) {}

  /** Those of a batch, of an organisation, or all of the process. */
  invitations(processId: string, of: { batchId?: string; organisationId?: string } = {}): Promise<InvitationRow[]> {
    return this.reader.rows(sql<InvitationRow>`
      with seated as (${seated(processId)})
      select i.id, b.id as "batchId", b.sent_at as "sentAt", t.name as "themeName", o.id as "organisationId", o.name as organisation,
        o.sector, l.id as "letterId", l.locale, l.at as "lastLetterAt", l.bounced_at as "bouncedAt", m.state as letter, m.error,
        n.letters::int, n.reminders::int, i.opened_at as "openedAt", i.answered_at as "answeredAt", i.answer, i.note,
        p.number as proposal, s.id is not null as "tookPart", c.name as "contactName", c.email, c.consent_origin as "consentOrigin",
        to_char(c.consent_on, 'YYYY-MM-DD') as "consentOn"
      from organisation_invitation i join invitation_batch b on b.id = i.batch_id join organisation o on o.id = i.organisation_id
      join lateral (select * from invitation_letter where invitation_id = i.id order by at desc, id desc limit 1) l on true
      join lateral (
        select count(*) as letters, count(*) filter (where kind = 'reminder') as reminders
        from invitation_letter where invitation_id = i.id) n on true
      left join outgoing_mail m on m.key = 'outreach/letter/' || l.id
      left join contact c on c.id = l.contact_id left join theme t on t.id = b.theme_id
      left join proposal p on p.id = i.proposal_id left join seated s on s.id = o.id
      where b.process_id = ${processId}
        ${of.batchId === undefined ? sql`` : sql`and b.id::text = ${of.batchId}`}
        ${of.organisationId === undefined ? sql`` : sql`and o.id::text = ${of.organisationId}`}
      order by b.sent_at desc, mesa_unaccent(lower(o.name)), i.id`);
  }

  /** The invitation of a letter's link. */
  invited(secretHash: string): Promise<InvitedRow | null> {
    return this.reader.first(sql<InvitedRow>`
      select i.id as "invitationId", b.process_id as "processId", o.name as organisation, o.sector, c.name as "contactName", c.email,
        l.locale, to_char(b.deadline, 'YYYY-MM-DD') as deadline, b.theme_id as "themeId", t.name as "themeName", p.name as "processName",
        i.answer
      from invitation_letter l join organisation_invitation i on i.id = l.invitation_id join invitation_batch b on b.id = i.batch_id
      join organisation o on o.id = i.organisation_id join process p on p.id = b.process_id
      left join contact c on c.id = l.contact_id left join theme t on t.id = b.theme_id
      where l.secret_hash = ${secretHash}`);
  }

  /** Different organisations that were invited, by sector and by theme ('' where a batch was about no theme), and in all (key 'all'). */
  async reach(processId: string): Promise<{ sectors: ReachRow[]; themes: ReachRow[]; all: ReachRow }> {
    const rows = await this.reader.rows(sql<ReachRow & { by: 'sector' | 'theme' | 'all' }>`
      with seated as (${seated(processId)}), reached as (
        select o.id, o.sector, coalesce(b.theme_id::text, '') as theme, i.answered_at is not null as answered, s.id is not null as took_part
        from organisation_invitation i join invitation_batch b on b.id = i.batch_id join organisation o on o.id = i.organisation_id
        left join seated s on s.id = o.id where b.process_id = ${processId})
      select case when grouping(sector) = 0 then 'sector' when grouping(theme) = 0 then 'theme' else 'all' end as by,
        coalesce(sector, theme, 'all') as key, count(distinct id)::int as invited,
        count(distinct id) filter (where answered)::int as answered, count(distinct id) filter (where took_part)::int as "tookPart"
      from reached group by grouping sets ((sector), (theme), ()) order by 1, 2`);
    const group = (by: string): ReachRow[] =>
      rows.filter((row) => row.by === by).map(({ key, invited, answered, tookPart }) => ({ key, invited, answered, tookPart }));
    return {
      sectors: group('sector'),
      themes: group('theme'),
      all: group('all')[0] ?? { key: 'all', invited: 0, answered: 0, tookPart: 0 },
    };
  }

  /** How many invitations each sent batch had, by its id. */
  async sizes(processId: string): Promise<Map<string, number>> {
    const rows = await this.reader.rows(sql<{ id: string; count: number }>`
      select b.id, count(*)::int as count from invitation_batch b join organisation_invitation i on i.batch_id = b.id
      where b.process_id = ${processId} group by b.id`);
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
