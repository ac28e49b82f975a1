import type { Locale, LocalizedText } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { InvitationAnswer, InvitationFacts, MessageTexts } from './domain/index.js';

export interface OrganisationRow {
  id: string;
  name: string;
  sector: Sector;
  languages: readonly Locale[];
  themeIds: readonly string[];
  knows: string | null;
  contacts: number;
  /** How often it was invited, and when last. */
  invited: number;
  invitedAt: Date | null;
}

export interface ContactRow {
  id: string;
  organisationId: string;
  organisation: string;
  name: string;
  email: string;
  consentOrigin: string;
  consentOn: string;
  /** Its last letter came back. */
  hasBounced: boolean;
}

export interface BatchRow {
  id: string;
  themeId: string | null;
  themeName: LocalizedText | null;
  deadline: string;
  texts: MessageTexts;
  organisationIds: readonly string[];
  mostReminders: number;
  reminderDays: number;
  createdAt: Date;
  sentAt: Date | null;
}

/** An invitation with what is known of its letters. */
export interface InvitationRow extends InvitationFacts {
  id: string;
  batchId: string;
  sentAt: Date;
  themeName: LocalizedText | null;
  organisationId: string;
  organisation: string;
  sector: Sector;
  letterId: string;
  letters: number;
  locale: Locale;
  /** What the mail server said, where it did not take it. */
  error: string | null;
  answer: InvitationAnswer | null;
  note: string | null;
  proposal: number | null;
  contactName: string | null;
  email: string | null;
  consentOrigin: string | null;
  consentOn: string | null;
}

/** How many different organisations were reached in one group. */
export interface ReachRow {
  key: string;
  invited: number;
  answered: number;
  tookPart: number;
}
