import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Locale } from '../kernel/localized.js';
import type { Role } from '../kernel/role.js';
import { Area, Process } from '../process/index.js';
import type { Sector } from './domain/index.js';

const RoleGrantSchema = defineEntity({
  name: 'RoleGrant',
  tableName: 'role_grant',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    account: () => p.manyToOne(Account).ref(),
    role: p.string().length(20).$type<Role>(),
    /** For reviewers: the one area they answer for. */
    area: () => p.manyToOne(Area).ref().nullable(),
    grantedAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
  },
});

/** A role held by an account in one process. */
export class RoleGrant extends RoleGrantSchema.class {}
RoleGrantSchema.setClass(RoleGrant);

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    name: p.string().length(200),
    sector: p.string().length(20).$type<Sector>(),
    /** The languages it reads, the preferred one first. */
    languages: p.json<readonly Locale[]>().defaultRaw(`'[]'`),
    /** The themes it knows about, by their ids. */
    themeIds: p.json<readonly string[]>().defaultRaw(`'[]'`),
    /** What it knows, in words. */
    knows: p.string().length(600).strictNullable(),
  },
  uniques: [{ properties: ['process', 'name'] }],
});

/** A group for which participants speak; counted in the plan's figures. */
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** SHA-256 of the secret in the link. */
    tokenHash: p.string().length(64).unique(),
    email: p.string().length(254),
    name: p.string().length(120),
    role: p.string().length(20).$type<Role>(),
    area: () => p.manyToOne(Area).ref().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

/** A named, expiring way in: the reviewer's personal link. Using it still takes a code sent to its address. */
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation);
