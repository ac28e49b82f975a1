import { z } from 'zod';
import { ROLES } from '../../kernel/role.js';
import { emailAddress, line, optional } from '../../kernel/text.js';

/** An invitation lives 60 days: long enough for a review period, short enough to forget. */
export const INVITATION_LIFE_MS = 60 * 24 * 3600 * 1000;

/** Invites a person into a role; a reviewer must have an area. Codes: `required`, `area-needed`. */
export const InvitePerson = z
  .object({
    name: line(120),
    email: emailAddress,
    role: z.enum(ROLES, { error: 'choose' }),
    areaId: optional(z.uuid({ error: 'choose' })),
  })
  .refine((person) => person.role !== 'reviewer' || person.areaId !== null, { error: 'area-needed', path: ['areaId'] });
export type InvitePerson = z.output<typeof InvitePerson>;

export const RevokeRole = z.object({ grantId: z.uuid() });
