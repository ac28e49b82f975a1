import { Injectable } from '@nestjs/common';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { receiptOf, voterKeyOf } from './ballot-keys.js';
import {
  BUNDLE_VERSION,
  CONSENT_ANSWERS,
  type BallotBundle,
  type BallotRules,
  type Choices,
  type Count,
  type Paper,
  type Reasons,
  type RoomBallot,
  type RoomMe,
  type RoomResult,
  type SectorTally,
} from './domain/index.js';

type BallotRow = Omit<RoomBallot, 'declaredAt' | 'openedAt' | 'closedAt' | 'endsAt' | 'result' | 'state'> & {
  declaredAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  count: Count | null;
  papers: Paper[] | null;
  sectors: SectorTally[] | null;
  decidedOptionId: string | null;
  decisionReason: string | null;
  decidedBy: string | null;
};

const MINUTE_MS = 60_000;

/** Reading ballots. Before the closing nothing here tells how anybody voted, but to that person. */
@Injectable()
export class BallotQueries {
  constructor(private readonly reader: Reader) {}

  /** In the order in which they were declared. */
  async ofRoom(roundtableId: string): Promise<RoomBallot[]> {
    const rows = await this.reader.rows(sql<BallotRow>`
      select b.id, b.step_id as "stepId", b.round, b.question, b.method, b.budget, b.per_option as "perOption", b.quorum, b.tie_rule as "tieRule",
        b.electorate as rule, b.closing_rule as "closingRule", b.minutes, b.secrecy,
        b.declared_at as "declaredAt", b.opened_at as "openedAt", b.closed_at as "closedAt", b.count, b.sectors,
        case when b.method = 'consent' then b.papers end as papers,
        b.decided_option_id as "decidedOptionId", b.decision_reason as "decisionReason", b.decided_by as "decidedBy",
        (select count(*)::int from vote v where v.ballot_id = b.id) as votes,
        (select count(*)::int from attendance a where a.roundtable_id = b.roundtable_id and a.banned_at is null
          and (b.electorate = 'seated' or b.opened_at is null or a.joined_at <= b.opened_at)) as electorate,
        (select jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title, 'boardId', o.board_id, 'noteIds', o.note_ids) order by o.position) from ballot_option o where o.ballot_id = b.id) as options
      from ballot b join agenda_step s on s.id = b.step_id where b.roundtable_id = ${roundtableId} order by s.position, b.round`);
    return rows.map((row) => {
      const { count, papers, sectors, decidedOptionId, decisionReason, decidedBy, declaredAt, openedAt, closedAt, ...ballot } =
        row;
      const isOpen = openedAt !== null && closedAt === null;
      return {
        ...ballot,
        votes: count?.votes ?? ballot.votes,
        electorate: count?.electorate ?? ballot.electorate,
        state: openedAt === null ? 'declared' : isOpen ? 'open' : 'closed',
        declaredAt: declaredAt.toISOString(),
        openedAt: openedAt?.toISOString() ?? null,
        closedAt: closedAt?.toISOString() ?? null,
        endsAt: isOpen && row.minutes !== null ? new Date(openedAt.getTime() + row.minutes * MINUTE_MS).toISOString() : null,
        result: count && {
          tally: count.tally,
          detail: count.detail,
          abstentions: count.abstentions,
          ending: count.ending,
          sectors: sectors ?? [],
          reasons: reasonsOf(papers ?? []),
          decision: decidedOptionId ? { option: decidedOptionId, reason: decisionReason ?? '', by: decidedBy ?? '' } : null,
        },
      };
    });
  }

  /** The vote of this person in the ballot that is open; null where there is none. */
  async ownVote(open: { id: string; secret: string } | null, attendanceId: string): Promise<RoomMe['vote']> {
    if (!open) return null;
    const voterKey = voterKeyOf(open.secret, attendanceId);
    const vote = await this.reader.first(
      sql<{ choices: Choices; reasons: Reasons }>`select choices, reasons from vote where voter_key = ${voterKey}`,
    );
    return vote ? { ballotId: open.id, ...vote, receipt: receiptOf(voterKey) } : null;
  }

  /** A closed ballot for whoever wants to count again. Refuses with `ballot-not-closed`. */
  async bundle(roundtableId: string, ballotId: string): Promise<BallotBundle> {
    const row = await this.reader.first(sql<
      BallotRules & {
        question: string;
        papers: Paper[] | null;
        receipts: string[] | null;
        count: Count | null;
        options: BallotBundle['options'];
      }
    >`
      select b.question, b.method, b.budget, b.per_option as "perOption", b.quorum, b.tie_rule as "tieRule", b.papers, b.receipts, b.count,
        (select jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title) order by o.position) from ballot_option o where o.ballot_id = b.id) as options
      from ballot b where b.id = ${ballotId} and b.roundtable_id = ${roundtableId}`);
    if (!row) throw notFound();
    const { question, papers, receipts, count, options, ...rules } = row;
    if (!count || !papers || !receipts) throw new RefusedError({ code: 'ballot-not-closed' });
    return {
      format: 'mesa-abierta/ballot',
      version: BUNDLE_VERSION,
      question,
      rules,
      options,
      electorate: count.electorate,
      papers,
      receipts,
      count,
    };
  }
}

/** Papers are in an order of their own, so their reasons are too. */
const reasonsOf = (papers: readonly Paper[]): RoomResult['reasons'] =>
  papers.flatMap(({ choices, reasons, by }) =>
    Object.entries(reasons ?? {}).flatMap(([option, text]) => {
      const answer = CONSENT_ANSWERS[(choices[option] ?? 0) - 1];
      return answer ? [{ option, answer, text, by: by ?? null }] : [];
    }),
  );
