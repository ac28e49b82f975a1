import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { LocalizedText } from '../kernel/localized.js';
import type { Role, RoleHeld } from '../kernel/role.js';
import { RoleSource } from '../platform/access/access.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Sector } from './domain/index.js';

export interface PersonRow {
  grantId: string;
  accountId: string;
  name: string;
  email: string;
  role: Role;
  areaName: LocalizedText | null;
}

export interface InvitationRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  areaName: LocalizedText | null;
  createdAt: Date;
  acceptedAt: Date | null;
}

/** Somebody who holds a role, as mails need them. */
export interface HolderRow {
  grantId: string;
  accountId: string;
  processId: string;
  areaId: string | null;
  name: string;
  email: string;
  locale: string;
}

/** Who comes by a personal link, and to which work. */
export interface PersonalRow extends InvitedRow {
  processSlug: string;
}

export interface InvitedRow {
  email: string;
  name: string;
  role: Role;
  processName: LocalizedText;
}

/** The read side of who takes part. */
@Injectable()
export class ParticipantsQueries extends RoleSource {
  constructor(private readonly reader: Reader) {
    super();
  }

  async rolesIn(processId: string, actor: Actor): Promise<RoleHeld[]> {
    if (actor.kind !== 'account') return [];
    const held = await this.reader.rows(sql<RoleHeld>`
      select role, area_id as "areaId" from role_grant
      where process_id = ${processId} and account_id = ${actor.id} and revoked_at is null`);
    // Whoever administers the instance can stand in for every point of contact.
    return actor.isAdministrator ? [...held, { role: 'coordinator', areaId: null }] : held;
  }

  /** Every role of an account, by process: what its own work is. */
  rolesOf(
    accountId: string,
  ): Promise<{ role: Role; areaId: string | null; processId: string; processSlug: string; processName: LocalizedText }[]> {
    return this.reader.rows(sql<{
      role: Role;
      areaId: string | null;
      processId: string;
      processSlug: string;
      processName: LocalizedText;
    }>`
      select g.role, g.area_id as "areaId", p.id as "processId", p.slug as "processSlug", p.name as "processName"
      from role_grant g join process p on p.id = g.process_id
      where g.account_id = ${accountId} and g.revoked_at is null order by p.created_at desc, g.role`);
  }

  people(processId: string): Promise<PersonRow[]> {
    return this.reader.rows(sql<PersonRow>`
      select g.id as "grantId", a.id as "accountId", a.name, a.email, g.role, r.name as "areaName"
      from role_grant g join account a on a.id = g.account_id left join area r on r.id = g.area_id
      where g.process_id = ${processId} and g.revoked_at is null order by g.role, a.name`);
  }

  invitations(processId: string): Promise<InvitationRow[]> {
    return this.reader.rows(sql<InvitationRow>`
      select i.id, i.name, i.email, i.role, r.name as "areaName", i.created_at as "createdAt", i.accepted_at as "acceptedAt"
      from invitation i left join area r on r.id = i.area_id
      where i.process_id = ${processId} and i.revoked_at is null order by i.created_at desc`);
  }

  /** Who holds a role in any process. For mails. */
  holders(role: Role): Promise<HolderRow[]> {
    return this.reader.rows(sql<HolderRow>`
      select g.id as "grantId", a.id as "accountId", g.process_id as "processId", g.area_id as "areaId", a.name, a.email, a.locale
      from role_grant g join account a on a.id = g.account_id
      where g.role = ${role} and g.revoked_at is null order by g.granted_at, g.id`);
  }

  /** The holder of a role that still stands. */
  holder(grantId: string): Promise<PersonalRow | null> {
    return this.reader.first(sql<PersonalRow>`
      select a.email, a.name, g.role, p.name as "processName", p.slug as "processSlug"
      from role_grant g join account a on a.id = g.account_id join process p on p.id = g.process_id
      where g.id = ${grantId} and g.revoked_at is null`);
  }

  /** The live invitation of a link. */
  invited(tokenHash: string, now: Date): Promise<InvitedRow | null> {
    return this.reader.first(sql<InvitedRow>`
      select i.email, i.name, i.role, p.name as "processName"
      from invitation i join process p on p.id = i.process_id
      where i.token_hash = ${tokenHash} and i.revoked_at is null and i.expires_at > ${now}`);
  }

  organisations(processId: string): Promise<{ id: string; name: string; sector: Sector }[]> {
    return this.reader.rows(sql<{ id: string; name: string; sector: Sector }>`
      select id, name, sector from organisation where process_id = ${processId} order by name`);
  }
}
