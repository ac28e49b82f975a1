import type { MigrationObject } from '@mikro-orm/core';
import { Extensions } from './20261124T0000-extensions.js';
import { Initial } from './20261124T0000-initial.js';
import { AppendOnlyRecord } from './20261124T0001-append-only-record.js';
import { AppendOnlyAnswers } from './20261124T0002-append-only-answers.js';
import { MergesAndSplits } from './20261126T0100-merges-and-splits.js';
import { HiddenEndorsements } from './20261126T0101-hidden-endorsements.js';
import { FollowingAndComments } from './20261126T0102-following-and-comments.js';
import { Moderation } from './20261126T0200-moderation.js';
import { ListsOfProposals } from './20261126T0300-lists-of-proposals.js';
import { MailThatCanBeRefused } from './20261126T0400-mail-that-can-be-refused.js';
import { Outreach } from './20261126T0401-outreach.js';
import { TheCall } from './20261126T0500-the-call.js';
import { CallQuestions } from './20261126T0501-call-questions.js';
import { ReviewWork } from './20261126T0700-review-work.js';
import { JointAnswers } from './20261126T0701-joint-answers.js';
import { OwnDrafts } from './20261126T0800-own-drafts.js';
import { CoAuthors } from './20261126T0801-co-authors.js';
import { FilesOfProposals } from './20261126T0900-files-of-proposals.js';
import { PlacesOnTheMap } from './20261126T0901-places-on-the-map.js';
import { Digests } from './20261126T0802-digests.js';
import { Exchange } from './20261126T1000-exchange.js';
import { AnswersOfAnImport } from './20261126T1001-answers-of-an-import.js';
import { Prioritisation } from './20261126T1100-prioritisation.js';
import { KeyingAndReach } from './20261126T1101-keying-and-reach.js';
import { OwnStates } from './20261126T1102-own-states.js';
import { BallotRules } from './20261126T1200-ballot-rules.js';
import { CoAuthorsInSight } from './20261126T1201-co-authors-in-sight.js';
import { ImportsThatStop } from './20261126T1202-imports-that-stop.js';
import { ActsOfTheTeam } from './20261126T1203-acts-of-the-team.js';
import { Minutes } from './20261126T1204-minutes.js';

/**
 * The one history of the database, in order. `npm run migration:create <name>` writes a new one from the entities and adds it here; read
 * it, name it well. What entities cannot say (triggers, text search configurations) is written by hand, in a file of its own.
 */
export const MIGRATIONS: readonly MigrationObject[] = [
  { name: '20261124T0000-extensions', class: Extensions },
  { name: '20261124T0000-initial', class: Initial },
  { name: '20261124T0001-append-only-record', class: AppendOnlyRecord },
  { name: '20261124T0002-append-only-answers', class: AppendOnlyAnswers },
  { name: '20261126T0100-merges-and-splits', class: MergesAndSplits },
  { name: '20261126T0101-hidden-endorsements', class: HiddenEndorsements },
  { name: '20261126T0102-following-and-comments', class: FollowingAndComments },
  { name: '20261126T0200-moderation', class: Moderation },
  { name: '20261126T0300-lists-of-proposals', class: ListsOfProposals },
  { name: '20261126T0400-mail-that-can-be-refused', class: MailThatCanBeRefused },
  { name: '20261126T0401-outreach', class: Outreach },
  { name: '20261126T0500-the-call', class: TheCall },
  { name: '20261126T0501-call-questions', class: CallQuestions },
  { name: '20261126T0700-review-work', class: ReviewWork },
  { name: '20261126T0701-joint-answers', class: JointAnswers },
  { name: '20261126T0800-own-drafts', class: OwnDrafts },
  { name: '20261126T0801-co-authors', class: CoAuthors },
  { name: '20261126T0802-digests', class: Digests },
  { name: '20261126T0900-files-of-proposals', class: FilesOfProposals },
  { name: '20261126T0901-places-on-the-map', class: PlacesOnTheMap },
  { name: '20261126T1000-exchange', class: Exchange },
  { name: '20261126T1001-answers-of-an-import', class: AnswersOfAnImport },
  { name: '20261126T1100-prioritisation', class: Prioritisation },
  { name: '20261126T1101-keying-and-reach', class: KeyingAndReach },
  { name: '20261126T1102-own-states', class: OwnStates },
  { name: '20261126T1200-ballot-rules', class: BallotRules },
  { name: '20261126T1201-co-authors-in-sight', class: CoAuthorsInSight },
  { name: '20261126T1202-imports-that-stop', class: ImportsThatStop },
  { name: '20261126T1203-acts-of-the-team', class: ActsOfTheTeam },
  { name: '20261126T1204-minutes', class: Minutes },
];
