import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { cleanText, emailAddress, line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { day } from '../../process/domain/index.js';
import { CONSENT_MAX, CONTACT_NAME_MAX, KNOWS_MAX, ORGANISATION_MAX } from './contact-import.js';
import { CONTACT_FIELDS, type Mapping } from './contact-words.js';
import { MessageTextsInput } from './merge-fields.js';

const several = (value: unknown): unknown => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]);
const languages = z.preprocess(several, z.array(z.enum(LOCALES)).max(LOCALES.length));
const themeIds = z.preprocess(several, z.array(z.uuid()).max(100));

const contact = {
  name: line(CONTACT_NAME_MAX),
  email: emailAddress,
  consentOrigin: line(CONSENT_MAX),
  consentOn: day,
};

/** A contact of an organisation that is there, or of a new one. */
export const AddContact = z.object({
  organisation: line(ORGANISATION_MAX),
  sector: z.enum(SECTORS, { error: 'choose' }),
  languages,
  themeIds,
  knows: optional(line(KNOWS_MAX)),
  ...contact,
});
export type AddContact = z.output<typeof AddContact>;

export const EditContact = z.object({ ...contact });
export type EditContact = z.output<typeof EditContact>;

export const DescribeOrganisation = z.object({
  sector: z.enum(SECTORS, { error: 'choose' }),
  languages,
  themeIds,
  knows: optional(line(KNOWS_MAX)),
});
export type DescribeOrganisation = z.output<typeof DescribeOrganisation>;

/** Characters of a table that is pasted. */
export const TABLE_MAX = 900_000;

/** Not cleaned as other texts are: its lines and tabs are what makes it a table. */
export const StartImport = z.object({
  table: z
    .string({ error: 'required' })
    .transform((text) => text.replaceAll('\u0000', '').toWellFormed())
    .pipe(z.string().regex(/\S/, { error: 'required' }).max(TABLE_MAX, { error: 'too-long' })),
});
export type StartImport = z.output<typeof StartImport>;

const column = z.preprocess(
  (value) => (value === '' || value === undefined ? null : Number(value)),
  z.number().int().min(0).max(500).nullable(),
);

/** For each field the number of its column; '' for none. */
export const MapColumns = z
  .object(Object.fromEntries(CONTACT_FIELDS.map((field) => [field, column])))
  .transform((chosen): Mapping => Object.fromEntries(Object.entries(chosen).filter(([, index]) => index !== null)) as Mapping);

const wholeNumber = (least: number, most: number) =>
  z
    .string({ error: 'required' })
    .regex(/^\d{1,3}$/, { error: 'not-a-number' })
    .transform(Number)
    .pipe(z.number().min(least, { error: 'not-a-number' }).max(most, { error: 'not-a-number' }));

const batch = {
  themeId: optional(z.uuid({ error: 'choose' })),
  deadline: day,
  mostReminders: wholeNumber(0, 5),
  reminderDays: wholeNumber(1, 60),
};

/** Chooses who is written to; the message is written next. */
export const ComposeBatch = z.object({
  organisations: z.preprocess(several, z.array(z.uuid()).min(1, { error: 'choose-organisations' }).max(5000)),
  themeId: batch.themeId,
});
export type ComposeBatch = z.output<typeof ComposeBatch>;

export const WriteBatch = z.object({ ...batch, texts: MessageTextsInput });
export type WriteBatch = z.output<typeof WriteBatch>;

export const TestBatch = z.object({ locale: z.enum(LOCALES, { error: 'choose' }) });
export const DeclineInvitation = z.object({ note: optional(prose(1000)) });

/** Which organisations a list shows. Anything that is no filter is as if it were not there. */
export const FindOrganisations = z.object({
  q: z
    .string()
    .catch('')
    .default('')
    .transform((text) => cleanText(text).slice(0, 120)),
  theme: z.uuid().nullable().catch(null).default(null),
  sector: z.enum(SECTORS).nullable().catch(null).default(null),
  language: z.enum(LOCALES).nullable().catch(null).default(null),
  never: z.literal('yes').nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type FindOrganisations = z.output<typeof FindOrganisations>;
