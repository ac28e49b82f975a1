import { z } from 'zod';
import { emailAddress, line, optional } from '../../kernel/text.js';
import { localizedProse } from './process.commands.js';

export const CALL_TEXT_MAX = 4000;
export const RULES_MAX = 20_000;
export const RULES_NOTE_MAX = 300;
export const CONTACT_MAX = 200;

/** What the page of a call says, edited until the call ends. */
export const EditCall = z.object({
  asks: localizedProse(CALL_TEXT_MAX),
  purpose: localizedProse(CALL_TEXT_MAX),
  contact: optional(line(CONTACT_MAX)),
  contactEmail: optional(emailAddress),
});
export type EditCall = z.output<typeof EditCall>;

/** A version of what binds: fixed once it is published. `note` says what changed since the version before. */
export const PublishRules = z.object({
  terms: localizedProse(CALL_TEXT_MAX),
  rules: localizedProse(RULES_MAX),
  note: optional(line(RULES_NOTE_MAX)),
});
export type PublishRules = z.output<typeof PublishRules>;
