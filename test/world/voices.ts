import { CommentProof, ProposalCommentsService } from '../../src/proposals/index.js';
import { FollowingService, FollowProof } from '../../src/following/index.js';
import { VISITOR } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { Suppressions } from '../../src/platform/mail/suppressions.js';
import type { TestApp } from '../support/app.js';

/** A comment and a follow of somebody without an account, by their private links. */
export interface FurnishedVoices {
  readonly comment: string;
  readonly commentSecret: string;
  readonly follow: string;
  readonly followSecret: string;
  /** What a link carries by which its reader says how often they are told. */
  readonly rhythm: string;
}

export async function furnishVoices(app: TestApp, processId: string, proposalId: string): Promise<FurnishedVoices> {
  await app.nest
    .get(ProposalCommentsService)
    .writeByMail(
      { processId, proposalId },
      { body: 'Falta la plaza.', replyTo: null, stance: 'for', name: 'Lucía Oyarzún', email: 'lucia@example.org' },
      'es',
      VISITOR,
      { isSuspicious: false },
    );
  await app.nest
    .get(FollowingService)
    .ask(processId, { kind: 'proposal', id: proposalId }, { email: 'lucia@example.org', rhythm: 'daily' }, 'es');
  const first = async (table: 'comment' | 'follow'): Promise<string> =>
    (
      await app.db.reader.first(sql<{ id: string }>`
        select id from ${sql.table(table)} where process_id = ${processId} and subject_id = ${proposalId} order by id limit 1`)
    )?.id ?? '';
  const [comment, follow] = [await first('comment'), await first('follow')];
  return {
    comment,
    commentSecret: app.nest.get(CommentProof).of(comment),
    follow,
    rhythm: app.nest.get(Suppressions).tokenFor('lucia@example.org', 'digest'),
    followSecret: app.nest.get(FollowProof).of(follow),
  };
}
