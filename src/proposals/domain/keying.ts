import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { emailAddress, line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { answersShape, day, type CallQuestion } from '../../process/domain/index.js';
import { NAME_MAX, NEIGHBOURHOOD_MAX, ORGANISATION_MAX, PART_MAX, TITLE_MAX } from './proposals.commands.js';

/** How a proposal came: sent on the site, received in another way and keyed in by the team, or official: made by an area of the government itself. */
export const CHANNELS = ['web', 'paper', 'telephone', 'meeting', 'post', 'official'] as const;
export type Channel = (typeof CHANNELS)[number];
export const KEYED_CHANNELS = CHANNELS.filter((each) => each !== 'web');

/** Characters of a telephone number or another way to reach somebody, as given. */
export const CONTACT_MAX = 120;

const ticked = z
  .literal('on')
  .optional()
  .transform((tick) => tick === 'on');

/**
 * A proposal that somebody else keys in. Name and contact are taken only as given and only with consent: without it they are refused, so that
 * nothing is kept that nobody agreed to. `today`: the last day on which it can have been received.
 */
export const keyInProposal = (rules: { questions: readonly CallQuestion[]; termsInForce: number | null; today: string }) =>
  z
    .object({
      channel: z.enum(KEYED_CHANNELS, { error: 'choose' }),
      receivedOn: day.refine((text) => text <= rules.today, { error: 'not-yet-received' }),
      themeId: z.uuid({ error: 'choose' }),
      lang: z.enum(LOCALES, { error: 'choose' }),
      title: line(TITLE_MAX),
      problem: prose(PART_MAX),
      idea: optional(prose(PART_MAX)),
      benefit: optional(prose(PART_MAX)),
      authorName: optional(line(NAME_MAX)),
      namePublic: ticked,
      sector: z.enum(SECTORS, { error: 'choose' }),
      onBehalfOf: optional(line(ORGANISATION_MAX)),
      neighbourhood: optional(line(NEIGHBOURHOOD_MAX)),
      authorEmail: optional(emailAddress),
      contact: optional(line(CONTACT_MAX)),
      mayContact: ticked,
      accepts: rules.termsInForce === null ? z.unknown().optional() : z.literal('on', { error: 'must-accept-keyed' }),
    })
    .check(({ value, issues }) => {
      if (value.authorName && !value.namePublic)
        issues.push({ code: 'custom', message: 'needs-consent', input: value, path: ['namePublic'] });
      if ((value.authorEmail || value.contact) && !value.mayContact)
        issues.push({ code: 'custom', message: 'needs-consent', input: value, path: ['mayContact'] });
      if (value.channel === 'official' && value.sector !== 'public')
        issues.push({ code: 'custom', message: 'official-is-public', input: value, path: ['sector'] });
      if (value.sector !== 'residents' && value.onBehalfOf === null)
        issues.push({ code: 'custom', message: 'organisation-needed', input: value, path: ['onBehalfOf'] });
    })
    .and(z.object(answersShape(rules.questions)));
export type KeyInProposal = z.output<ReturnType<typeof keyInProposal>>;
