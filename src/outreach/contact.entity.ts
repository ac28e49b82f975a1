import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Organisation } from '../participants/index.js';
import { Process } from '../process/index.js';
import type { Mapping } from './domain/index.js';

const ContactSchema = defineEntity({
  name: 'Contact',
  tableName: 'contact',
  uniques: [{ properties: ['process', 'email'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    organisation: () => p.manyToOne(Organisation).ref().index(),
    name: p.string().length(120),
    /** Never public; lower case. */
    email: p.string().length(254),
    /** Where they said that they may be written to, and when: without it nobody is in the base. */
    consentOrigin: p.string().length(200),
    consentOn: p.date(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Somebody who may be written to on behalf of an organisation. Taking them out leaves nothing but a hash that says not to write. */
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);

const ContactImportSchema = defineEntity({
  name: 'ContactImport',
  tableName: 'contact_import',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    /** The table as it came; emptied when it is done or given up. */
    content: p.text(),
    mapping: p.json<Mapping>(),
    createdAt: p.datetime(),
    doneAt: p.datetime().strictNullable(),
  },
});

/** A table of contacts on its way into the base: looked at first, done once. */
export class ContactImport extends ContactImportSchema.class {}
ContactImportSchema.setClass(ContactImport);
