import { Account, SignInCode, SignInSession } from './accounts/account.entity.js';
import { CommentRound, CommitmentSheet, SheetVersion } from './commitments/commitment-sheet.entity.js';
import { Comment } from './comments/comment.entity.js';
import { Invitation, Organisation, RoleGrant } from './participants/participant.entity.js';
import { AtOnce } from './following/rhythm.entity.js';
import { Follow } from './following/follow.entity.js';
import type { EntityList } from './platform/database/database.js';
import { BoardEntry } from './boards/board-entry.entity.js';
import { BoardSnapshot } from './boards/board-snapshot.entity.js';
import { BoardHead } from './boards/board.entity.js';
import { Contact, ContactImport } from './outreach/contact.entity.js';
import { InvitationBatch, InvitationLetter, OrganisationInvitation } from './outreach/invitation-batch.entity.js';
import { DigestRun } from './notifications/digest-run.entity.js';
import { ActionPlan, Publication } from './plans/plan.entity.js';
import { PLATFORM_ENTITIES } from './platform/entities.js';
import { FormReceipt } from './platform/web/form-receipt.entity.js';
import { FormBudget, SolvedWork } from './platform/web/guard/form-guard.entity.js';
import { Call, CallRules } from './process/call.entity.js';
import { News } from './process/news.entity.js';
import { Area, Process, Stage, Theme } from './process/process.entity.js';
import { CoAuthor } from './proposals/co-author.entity.js';
import { Marking, OwnState } from './proposals/own-state.entity.js';
import { TeamAct } from './proposals/team-act.entity.js';
import { Attachment } from './proposals/attachment.entity.js';
import { Continuation, ContinuationPart, Objection } from './proposals/continuation.entity.js';
import { Prioritisation, PriorityScore, Shortlist, ShortlistDraft } from './priorities/prioritisation.entity.js';
import { FeasibilityReview } from './proposals/feasibility-review.entity.js';
import { Redirect, Ruling } from './proposals/joint-answer.entity.js';
import { AnswerTemplate, ReviewDraft, ReviewNote } from './proposals/review-work.entity.js';
import { Assignment, Endorsement, Proposal, ProposalDraft, ProposalVersion, Withdrawal } from './proposals/proposal.entity.js';
import { Appeal, Hiding, ModerationCase, ModerationSetting, Report } from './moderation/moderation.entity.js';
import { ProposalSource } from './proposals/proposal-source.entity.js';
import { DataFile, DataFilePiece } from './exchange/data-file.entity.js';
import { ProposalImport, ProposalImportRow } from './exchange/proposal-import.entity.js';
import { Response, ResponseRetraction } from './responses/response.entity.js';
import { TraceLink } from './trace/trace-link.entity.js';
import { Attendance, Question, QuestionSupport, SpeakingTurn } from './roundtables/attendance.entity.js';
import { Ballot, BallotOption, Vote } from './roundtables/ballot.entity.js';
import { Minutes, MinutesVersion } from './roundtables/minutes.entity.js';
import { AgendaStep, Roundtable, RoundtableProposal } from './roundtables/roundtable.entity.js';

/**
 * Every entity of the product: add yours here, from its own file (`./proposals/proposal.entity.js`), in the level order of the modules,
 * then run `npm run migration:initial`.
 */
export const ENTITIES: EntityList = [
  ...PLATFORM_ENTITIES,
  ...[FormReceipt, FormBudget, SolvedWork],
  ...[Account, SignInCode, SignInSession],
  ...[Process, Stage, Theme, Area, Call, CallRules, News],
  ...[RoleGrant, Organisation, Invitation],
  ...[Comment],
  ...[Report, Hiding, Appeal, ModerationCase, ModerationSetting],
  ...[Response, ResponseRetraction],
  ...[Follow, AtOnce],
  ...[TraceLink],
  ...[Proposal, ProposalVersion, ProposalDraft, Withdrawal, Endorsement, Assignment, FeasibilityReview],
  ...[CoAuthor],
  ...[ProposalSource],
  ...[Attachment],
  ...[Continuation, ContinuationPart, Objection, OwnState, Marking, TeamAct],
  ...[ReviewDraft, AnswerTemplate, ReviewNote, Redirect, Ruling],
  ...[Prioritisation, PriorityScore, Shortlist, ShortlistDraft],
  ...[BoardHead, BoardEntry, BoardSnapshot],
  ...[Roundtable, RoundtableProposal, AgendaStep, Minutes, MinutesVersion, Attendance, SpeakingTurn, Question, QuestionSupport],
  ...[Ballot, BallotOption, Vote],
  ...[Contact, ContactImport, InvitationBatch, OrganisationInvitation, InvitationLetter],
  ...[CommitmentSheet, SheetVersion, CommentRound],
  ...[ActionPlan, Publication],
  ...[ProposalImport, ProposalImportRow, DataFile, DataFilePiece],
  ...[DigestRun],
];
