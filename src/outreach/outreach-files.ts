import { localized } from '../kernel/localized.js';
import { csvFile, type CsvCell } from '../platform/web/csv.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Download } from '../platform/web/reply.js';
import { stateOf, type ShownReach } from './domain/index.js';
import type { InvitationRow } from './outreach-rows.js';

const COLUMNS = [
  'organisation',
  'sector',
  'theme',
  'contact',
  'email',
  'consent_origin',
  'consent_date',
  'language',
  'state',
  'sent_at',
  'letters',
  'last_letter_at',
  'mail_server',
  'opened_at',
  'answered_at',
  'answer',
  'note',
  'proposal',
  'took_part',
];

/** Every invitation with everything that is known of it. */
export function invitationsCsv(x: Exchange, slug: string, invitations: readonly InvitationRow[]): Download {
  const rows = invitations.map((each): CsvCell[] => [
    each.organisation,
    each.sector,
    localized(each.themeName, x.locale),
    each.contactName,
    each.email,
    each.consentOrigin,
    each.consentOn,
    each.locale,
    stateOf(each),
    each.sentAt.toISOString(),
    each.letters,
    each.lastLetterAt.toISOString(),
    each.error,
    each.openedAt?.toISOString() ?? null,
    each.answeredAt?.toISOString() ?? null,
    each.answer,
    each.note,
    each.proposal,
    each.tookPart ? 'yes' : 'no',
  ]);
  return csvFile(`${slug}-invitations.csv`, COLUMNS, rows);
}

/** The public counts; what is left out for being small is an empty cell. */
export function reachCsv(
  slug: string,
  groups: readonly { by: string; name: string; reach: Omit<ShownReach, 'key'> }[],
): Download {
  const rows = groups.map(({ by, name, reach }): CsvCell[] => [by, name, reach.invited, reach.answered, reach.tookPart]);
  return csvFile(`${slug}-outreach.csv`, ['by', 'group', 'invited', 'answered', 'took_part'], rows);
}
