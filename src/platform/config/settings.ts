import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const yesOrNo = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');

const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`);

const timeZone = z.string().refine(isTimeZone, { error: 'must be a time zone name such as America/Argentina/Buenos_Aires' });

/**
 * Every setting of the product, read from the environment under exactly these names. `.env.example` is written from this table
 * (`npm run config:example`), the meta text is its comment.
 */
export const Settings = z.object({
  NODE_ENV: oneOf(['production', 'development', 'test']).default('development').meta({
    description: 'production refuses to start without secrets, a mail server and a public address; development makes its own.',
  }),
  HOST: text(255).default('127.0.0.1').meta({ description: 'Address to listen on; 0.0.0.0 in a container.' }),
  PORT: wholeNumber(0, 65535).default(3000).meta({ description: 'Port to listen on; 0 takes any free one.' }),
  PUBLIC_URL: url('http:', 'https:')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .meta({
      description: 'The address people type, without a final slash. Required in production.',
      example: 'https://mesa.example.org',
    }),
  DATABASE_URL: url('postgres:', 'postgresql:').optional().meta({
    description:
      'PostgreSQL 15 or newer. Without it an embedded database under VAR_DIR is used, for trying out and small groups.',
    example: 'postgres://mesa_app:password@localhost:5432/mesa',
  }),
  DATABASE_MIGRATION_URL: url('postgres:', 'postgresql:').optional().meta({
    description: 'The role that may change tables, for npm run migrate. Without it DATABASE_URL is used.',
    example: 'postgres://mesa_migrator:password@localhost:5432/mesa',
  }),
  DATABASE_POOL: wholeNumber(1, 200).default(10).meta({ description: 'Most connections to DATABASE_URL of one process.' }),
  REDIS_URL: url('redis:', 'rediss:').optional().meta({
    description: 'Needed only when several processes serve the same live rooms.',
    example: 'redis://localhost:6379',
  }),
  VAR_DIR: text(1024)
    .default('var')
    .meta({ description: 'Folder for what the instance keeps: embedded database, files, development secret.' }),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional().meta({
    description:
      'At least 32 random characters; sign-in and form keys are derived from it. Required in production. Make one: openssl rand -base64 48',
    example: 'replace-me-with-the-output-of-openssl-rand',
  }),
  SMTP_URL: url('smtp:', 'smtps:').optional().meta({
    description: 'Mail server. Required in production; in development mail stays in the outbox, readable at /_mailbox.',
    example: 'smtps://user:password@mail.example.org',
  }),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/,
      'must be an e-mail address, with or without a name: Mesa <mesa@example.org>',
    )
    .default('Mesa Abierta <mesa@localhost>')
    .meta({ description: 'Sender of all mail.' }),
  MAIL_PER_MINUTE: wholeNumber(0, 100_000).default(300).meta({
    description:
      'Most mails a minute, over all processes; 0 is no limit. A tenth is kept for mails that somebody waits for, such as codes.',
  }),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta({ description: 'How much is logged.' }),
  SITE_NAME: text(80).default('Mesa Abierta').meta({ description: 'Name in the header, in mails and documents.' }),
  SITE_PLACE: z.string().trim().max(120, 'must have at most 120 characters').default('').meta({
    description: 'Place or body that runs the instance; shown beside the name when given.',
  }),
  TIME_ZONE: timeZone
    .default('America/Argentina/Buenos_Aires')
    .meta({ description: 'Time zone of deadlines where a process names none.' }),
  DEFAULT_LOCALE: oneOf(LOCALES).default('es').meta({ description: 'Language for those whose browser asks for none we have.' }),
  TRUST_PROXY: wholeNumber(0, 10)
    .default(0)
    .meta({ description: 'How many proxies of your own stand in front; 0 believes no forwarded address.' }),
  FILE_MEGABYTES: wholeNumber(1, 50)
    .default(10)
    .meta({ description: 'The largest file that people may add to a proposal, in megabytes.' }),
  FILES_PER_PROPOSAL: wholeNumber(0, 20)
    .default(5)
    .meta({ description: 'How many images and documents a proposal may have; 0 takes none.' }),
  MAP_TILES_URL: url('https:', 'http:')
    .refine((text) => ['{z}', '{x}', '{y}'].every((part) => decodeURI(text).includes(part)), 'must contain {z}, {x} and {y}')
    .optional()
    .meta({
      description:
        'Address of a tile server of your own, in the usual web map scheme: maps then show its pictures, and browsers of readers ask it for them. Without it maps are drawn from the outline that a process sets, and nobody else is asked.',
      example: 'https://tiles.example.org/{z}/{x}/{y}.png',
    }),
  MAP_CREDIT: z.string().trim().max(200, 'must have at most 200 characters').default('').meta({
    description: 'Whose map the tiles are, as their licence wants it said.',
  }),
  KEEP_PAGES: yesOrNo.optional().meta({
    description:
      'Keep public pages as long as nothing happens, instead of making them anew for each visitor; at most some 32 MB. True but in tests.',
    example: 'false',
  }),
  SAMPLE: yesOrNo.optional().meta({
    description:
      'Fill an empty database with the sample cycle. By default true in development, false in tests; production refuses true.',
    example: 'false',
  }),
});

/** The variables as they were set, parsed; what depends on the mode is decided in `Config`. */
export type Settings = z.infer<typeof Settings>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
