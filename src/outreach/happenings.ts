import type { InvitationAnswer } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  /** What happens in outreach. Ids and counts: no address ever. */
  interface EventMap {
    'outreach.contacts-imported': { importId: string; added: number; merged: number; leftOut: number };
    'outreach.contact-added': { contactId: string };
    'outreach.contact-changed': { contactId: string };
    'outreach.contact-removed': { contactId: string };
    'outreach.batch-sent': { batchId: string; invitations: number };
    'outreach.reminders-sent': { batchId: string; letters: number };
    'outreach.letter-resent': { invitationId: string; letterId: string };
    'outreach.bounce-noted': { letterId: string; hasBounced: boolean };
    'outreach.invitation-answered': { invitationId: string; answer: InvitationAnswer };
  }
}
