import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../platform/database/reader.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import type { FindOrganisations } from './domain/index.js';
import type { BatchRow, ContactRow, OrganisationRow } from './outreach-rows.js';

export const PAGE_SIZE = 50;

const BATCH = sql`
  select b.id, b.theme_id as "themeId", t.name as "themeName", to_char(b.deadline, 'YYYY-MM-DD') as deadline, b.texts,
    b.organisation_ids as "organisationIds", b.most_reminders as "mostReminders", b.reminder_days as "reminderDays",
    b.created_at as "createdAt", b.sent_at as "sentAt"
  from invitation_batch b left join theme t on t.id = b.theme_id`;

/** The read side of the contact base. What it gives has addresses: for coordinators alone. */
@Injectable()
export class OutreachQueries {
  constructor(
    private readonly reader: Reader,
    private readonly suppressions: Suppressions,
  ) {}

  /** Organisations by filter, by name; a page of them, or all of them for a choice. */
  organisations(processId: string, find: FindOrganisations, all = false): Promise<OrganisationRow[]> {
    const [limit, offset] = all ? [5000, 0] : [PAGE_SIZE, (find.page - 1) * PAGE_SIZE];
    return this.reader.rows(sql<OrganisationRow>`
      select o.id, o.name, o.sector, o.languages, o.theme_ids as "themeIds", o.knows, coalesce(c.count, 0)::int as contacts,
        coalesce(i.count, 0)::int as invited, i.last as "invitedAt"
      from organisation o
      left join (select organisation_id, count(*) from contact where process_id = ${processId} group by organisation_id) c
        on c.organisation_id = o.id
      left join (
        select oi.organisation_id, count(*), max(b.sent_at) as last from organisation_invitation oi
        join invitation_batch b on b.id = oi.batch_id where b.process_id = ${processId} group by oi.organisation_id) i
        on i.organisation_id = o.id
      where ${this.matches(processId, find)} order by mesa_unaccent(lower(o.name)), o.id limit ${limit} offset ${offset}`);
  }

  async countOrganisations(processId: string, find: FindOrganisations): Promise<number> {
    const row = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from organisation o where ${this.matches(processId, find)}`);
    return row?.count ?? 0;
  }

  private matches(processId: string, find: FindOrganisations) {
    const words = `%${find.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const all = [
      sql`o.process_id = ${processId}`,
      ...(find.q
        ? [
            sql`(mesa_unaccent(lower(o.name)) like mesa_unaccent(lower(${words}))
            or mesa_unaccent(lower(coalesce(o.knows, ''))) like mesa_unaccent(lower(${words})))`,
          ]
        : []),
      ...(find.theme ? [sql`o.theme_ids ? ${find.theme}`] : []),
      ...(find.sector ? [sql`o.sector = ${find.sector}`] : []),
      ...(find.language ? [sql`o.languages ? ${find.language}`] : []),
      ...(find.never ? [sql`not exists (select 1 from organisation_invitation oi where oi.organisation_id = o.id)`] : []),
    ];
    return sql.join(all, sql` and `);
  }

  organisation(processId: string, id: string): Promise<OrganisationRow | null> {
    return this.reader.first(sql<OrganisationRow>`
      select o.id, o.name, o.sector, o.languages, o.theme_ids as "themeIds", o.knows,
        (select count(*) from contact where organisation_id = o.id)::int as contacts,
        (select count(*) from organisation_invitation where organisation_id = o.id)::int as invited, null as "invitedAt"
      from organisation o where o.process_id = ${processId} and o.id::text = ${id}`);
  }

  /** Those of the process, or of some organisations of it; those who agreed last come first. */
  contacts(processId: string, organisationIds: readonly string[] | null = null): Promise<ContactRow[]> {
    const some = organisationIds ? sql`and c.organisation_id::text = any(${sql.val([...organisationIds])}::text[])` : sql``;
    return this.reader.rows(sql<ContactRow>`
      select c.id, c.organisation_id as "organisationId", o.name as organisation, c.name, c.email,
        c.consent_origin as "consentOrigin", to_char(c.consent_on, 'YYYY-MM-DD') as "consentOn",
        coalesce(l.bounced_at is not null or m.state = 'refused', false) as "hasBounced"
      from contact c join organisation o on o.id = c.organisation_id
      left join lateral (
        select id, bounced_at from invitation_letter where contact_id = c.id order by at desc, id desc limit 1) l on true
      left join outgoing_mail m on m.key = 'outreach/letter/' || l.id
      where c.process_id = ${processId} ${some} order by c.consent_on desc, c.id`);
  }

  async contact(processId: string, id: string): Promise<ContactRow | null> {
    return (await this.contacts(processId)).find((contact) => contact.id === id) ?? null;
  }

  /** For each organisation the contact that a letter goes to: who agreed last, has not refused, and whose mail does not come back. */
  async writable(processId: string, organisationIds: readonly string[]): Promise<Map<string, ContactRow>> {
    const contacts = (await this.contacts(processId, organisationIds)).filter((contact) => !contact.hasBounced);
    const refused = await this.suppressions.among(
      contacts.map(({ email }) => email),
      'outreach',
    );
    const chosen = new Map<string, ContactRow>();
    for (const contact of contacts)
      if (!refused.has(contact.email) && !chosen.has(contact.organisationId)) chosen.set(contact.organisationId, contact);
    return chosen;
  }

  /** Newest first. */
  batches(processId: string): Promise<BatchRow[]> {
    return this.reader.rows(sql<BatchRow>`${BATCH} where b.process_id = ${processId} order by b.created_at desc, b.id desc`);
  }

  batch(processId: string, id: string): Promise<BatchRow | null> {
    return this.reader.first(sql<BatchRow>`${BATCH} where b.process_id = ${processId} and b.id::text = ${id}`);
  }

  async counts(processId: string): Promise<{ organisations: number; contacts: number }> {
    const row = await this.reader.first(sql<{ organisations: number; contacts: number }>`
      select (select count(*) from organisation where process_id = ${processId}) as organisations,
        (select count(*) from contact where process_id = ${processId}) as contacts`);
    return row ?? { organisations: 0, contacts: 0 };
  }
}
