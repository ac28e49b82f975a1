import type { Ring } from '../kernel/geo.js';
import type { Locale, LocalizedText } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { QuestionAnswer } from '../process/domain/index.js';
import type { AttachmentRow, Channel, OwnStateRow, ProposalState, ReviewProposal, ReviewSoFar, Verdict } from './domain/index.js';

/** A proposal as lists show it. */
export interface ProposalRow {
  id: string;
  number: number;
  title: string;
  /** The beginning of the text. */
  excerpt: string;
  lang: Locale;
  state: ProposalState;
  themeId: string;
  themeName: LocalizedText;
  themePosition: number;
  authorName: string;
  sector: Sector;
  onBehalfOf: string | null;
  neighbourhood: string | null;
  /** Both or none. */
  latitude: number | null;
  longitude: number | null;
  /** How many stand behind it; null while its process hides that. */
  endorsements: number | null;
  comments: number;
  submittedAt: Date;
  /** What the process calls the part of its state that it is in. */
  ownState: OwnStateRow | null;
  channel: Channel;
  /** The day on which it was received, where the team keyed it in. */
  receivedOn: string | null;
  /** Those that are public. */
  answers: QuestionAnswer[];
  areaNames: LocalizedText[];
}

/** A proposal as its page shows it. */
export interface ProposalDetail extends Omit<ProposalRow, 'excerpt' | 'areaNames'> {
  body: string;
  /** Names of those who sign with its author. */
  coAuthors: string[];
  publishedAt: Date | null;
  tabledAt: Date | null;
  emailConfirmedAt: Date | null;
  termsVersion: number | null;
  termsAcceptedAt: Date | null;
  assignments: AssignmentRow[];
  reviews: ReviewRow[];
  /** The areas that sent it on, the first first. */
  redirects: RedirectRow[];
  /** What a coordinator decided where areas disagreed, the newest first. */
  rulings: RulingRow[];
  /** Own states that it was given or lost, the newest first. */
  markings: { name: LocalizedText | null; reason: string; decidedBy: string; at: string }[];
  versions: VersionRow[];
  /** Where it was published first; null for what was proposed here. */
  source: SourceRow | null;
  /** Public images and documents: its own, and those of what goes on in it. */
  attachments: (AttachmentRow & { readonly number: number })[];
  /** What its map draws beside the point. */
  outline: readonly Ring[] | null;
  /** Why it was hidden or withdrawn, where it was and a reason was given. */
  goneReason: string | null;
}

/** Rows inside a row come as JSON: their moments are ISO texts. */
export interface AssignmentRow {
  areaId: string;
  areaName: LocalizedText;
  dueOn: string;
  assignedAt: string;
  reviewedAt: string | null;
}

export interface ReviewRow extends ReviewProposal {
  id: string;
  areaId: string;
  areaName: LocalizedText;
  at: string;
}

export interface RedirectRow {
  fromArea: LocalizedText;
  toArea: LocalizedText;
  reason: string;
  askedAt: string;
  at: string;
}

export interface RulingRow {
  id: string;
  verdict: Verdict;
  reason: string;
  decidedBy: string;
  at: string;
}

/** Where an imported proposal comes from. */
export interface SourceRow {
  name: string;
  key: string | null;
  url: string | null;
  /** Counted there; never ours. */
  supports: number | null;
}

export interface VersionRow {
  version: number;
  title: string;
  body: string;
  note: string | null;
  at: string;
}

/** A proposal as a roundtable or a sheet takes it. */
export interface ProposalCard {
  id: string;
  number: number;
  title: string;
  body: string;
  lang: Locale;
  state: ProposalState;
  themeId: string;
  authorName: string;
  onBehalfOf: string | null;
  /** How many stand behind it; null while its process hides that. */
  endorsements: number | null;
}

/** A proposal as mails name it. */
export interface NamedProposal {
  id: string;
  number: number;
  /** Null when it was withdrawn. */
  title: string | null;
  processId: string;
  processSlug: string;
  processName: LocalizedText;
}

/** A proposal as the team sorts it out. */
export interface TriageRow {
  id: string;
  number: number;
  title: string;
  /** The beginning of its text. */
  excerpt: string;
  lang: Locale;
  state: ProposalState;
  themeName: LocalizedText;
  authorName: string;
  onBehalfOf: string | null;
  submittedAt: Date;
  termsVersion: number | null;
  channel: Channel;
  receivedOn: string | null;
  keyedByName: string | null;
  ownState: OwnStateRow | null;
  assignments: (AssignmentRow & { verdict: Verdict | null })[];
  redirects: Pick<RedirectRow, 'fromArea' | 'toArea' | 'reason' | 'at'>[];
}

/** A proposal that the team keyed in. For the team only. */
export interface KeyedRow {
  number: number;
  title: string;
  lang: Locale;
  channel: Channel;
  receivedOn: string | null;
  keyedByName: string | null;
}

/** What somebody answered to the questions of the call, private answers too. */
export interface AnswersRow {
  number: number;
  title: string;
  state: ProposalState;
  answers: QuestionAnswer[];
  /** Files that answer questions. */
  files: Pick<AttachmentRow, 'question' | 'about' | 'key' | 'type' | 'isPublic'>[];
}

/** A review that an area owes, with the titles that its reviewers may read anyway. For mails only. */
export interface OwedReviewRow {
  processId: string;
  proposalId: string;
  number: number;
  title: string;
  areaId: string;
  areaName: LocalizedText;
  dueOn: string;
  assignedAt: Date;
}

/** A proposal as it waits for a reviewer. */
export interface ReviewTask {
  number: number;
  title: string;
  lang: Locale;
  areaId: string;
  areaName: LocalizedText;
  dueOn: string;
  reviewedAt: Date | null;
  verdict: Verdict | null;
  draft: ReviewSoFar | null;
}
