import { Injectable } from '@nestjs/common';
import type { Standing } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { LocalizedText } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { BallotQueries } from './ballot.queries.js';
import {
  ROOM_VERSION,
  faceOf,
  joinPath,
  type RoomBallot,
  type RoomMe,
  type RoomPerson,
  type RoomQuestion,
  type RoomSnapshot,
  type RoomState,
  type RoomStep,
  type RoomTopic,
  type RoomTurn,
} from './domain/index.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

interface TableRow {
  id: string;
  slug: string;
  title: LocalizedText;
  theme: LocalizedText;
  themePosition: number;
  processSlug: string;
  processName: LocalizedText;
  code: string;
  startsAt: Date;
  endsAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  conductorId: string | null;
  stepId: string | null;
  stepStartedAt: Date | null;
  timerEndsAt: Date | null;
  timerRemainingMs: number | null;
  version: number;
  team: { id: string; name: string }[];
}

type StepRow = Omit<RoomStep, 'startedAt' | 'endedAt' | 'board'> & {
  startedAt: Date | null;
  endedAt: Date | null;
  boardId: string | null;
  boardKind: 'situation' | 'sheet' | null;
};
type TurnRow = Omit<RoomTurn, 'raisedAt' | 'givenAt'> & { raisedAt: Date; givenAt: Date | null };
type QuestionRow = Omit<RoomQuestion, 'askedAt' | 'answeredAt' | 'by'> & {
  askedAt: Date;
  answeredAt: Date | null;
  byName: string;
  bySector: Sector;
};

/** A room as it stands, in seven queries whatever is in it, and what it is to one person. */
@Injectable()
export class RoomQueries {
  constructor(
    private readonly reader: Reader,
    private readonly tables: RoundtablesQueries,
    private readonly ballots: BallotQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The state as this face may see it; null when there is no such table. */
  async state(roundtableId: string, face: RoomMe['face']): Promise<RoomState | null> {
    const [table, agenda, people, turns, questions, ballots, brought] = await this.reader.together(() =>
      Promise.all([
        this.table(roundtableId),
        this.agenda(roundtableId),
        this.people(roundtableId),
        this.turns(roundtableId),
        this.questions(roundtableId),
        this.ballots.ofRoom(roundtableId),
        this.tables.broughtTo(roundtableId),
      ]),
    );
    if (!table) return null;
    const isStaff = face === 'facilitator';
    return {
      v: ROOM_VERSION,
      version: table.version,
      serverNow: this.clock.now().toISOString(),
      roundtable: this.roundtable(table),
      agenda,
      step:
        table.stepId && table.stepStartedAt
          ? {
              id: table.stepId,
              startedAt: table.stepStartedAt.toISOString(),
              timer: { endsAt: iso(table.timerEndsAt), remainingMs: table.timerRemainingMs },
            }
          : null,
      people: isStaff ? people : people.filter(({ banned }) => !banned).map((person) => ({ ...person, needs: [] })),
      floor: {
        speaking: turns.filter(({ givenAt }) => givenAt !== null),
        waiting: turns.filter(({ givenAt }) => givenAt === null),
      },
      questions: isStaff ? questions : questions.filter(({ state }) => state !== 'hidden'),
      ballots,
      topic: topicOf(ballots),
      proposals: brought.map((row) => ({
        id: row.proposalId,
        number: proposalNumber(row.number),
        title: row.title,
        lang: row.lang,
        href: proposalPath(table.processSlug, row.number),
        by: row.onBehalfOf ?? row.authorName,
        sector: row.sector,
        why: row.why,
        reviews: row.reviews,
      })),
    };
  }

  /** What the room is to this person; null when they are not in it. */
  async me(facts: SeatFacts, who: Standing): Promise<RoomMe | null> {
    const face = faceOf(who, facts);
    if (face === null) return null;
    const seat = facts.seat;
    const own = seat ? await this.own(facts.roundtableId, seat.id) : null;
    return {
      face,
      attendanceId: seat?.id ?? null,
      boardActorId: seat?.id ?? who.actor.id,
      name: seat?.name ?? who.actor.name,
      sector: seat?.sector ?? null,
      turnId: own?.turnId ?? null,
      supported: own?.supported ?? [],
      vote: own ? await this.ballots.ownVote(own.open, own.attendanceId) : null,
    };
  }

  /** Both; null when there is no such room or this person is not in it. */
  async snapshot(facts: SeatFacts, who: Standing): Promise<RoomSnapshot | null> {
    const me = await this.me(facts, who);
    const state = me && (await this.state(facts.roundtableId, me.face));
    return me && state ? { state, me } : null;
  }

  private roundtable(table: TableRow): RoomState['roundtable'] {
    const { id, slug, title, theme, code, openedAt, closedAt, team } = table;
    return {
      id,
      slug,
      title,
      theme,
      themeSlot: (table.themePosition % 6) + 1,
      process: { slug: table.processSlug, name: table.processName },
      code,
      joinUrl: `${this.config.PUBLIC_URL}${joinPath(code)}`,
      state: openedAt === null ? 'scheduled' : closedAt === null ? 'open' : 'closed',
      startsAt: table.startsAt.toISOString(),
      endsAt: table.endsAt.toISOString(),
      openedAt: iso(openedAt),
      closedAt: iso(closedAt),
      conductor: team.find((person) => person.id === table.conductorId) ?? null,
      team,
    };
  }

  private table(id: string): Promise<TableRow | null> {
    return this.reader.first(sql<TableRow>`
      select r.id, r.slug, r.title, t.name as theme, t.position as "themePosition", p.slug as "processSlug", p.name as "processName", r.code,
        r.starts_at as "startsAt", r.ends_at as "endsAt", r.opened_at as "openedAt", r.closed_at as "closedAt", r.conductor_id as "conductorId",
        r.step_id as "stepId", r.step_started_at as "stepStartedAt", r.timer_ends_at as "timerEndsAt", r.timer_remaining_ms as "timerRemainingMs", r.version,
        (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.id = r.facilitator_id desc, a.name) from account a
          where a.id = r.facilitator_id or jsonb_exists(r.deputy_ids, a.id::text) or a.id = r.conductor_id) as team
      from roundtable r join theme t on t.id = r.theme_id join process p on p.id = r.process_id where r.id = ${id}`);
  }

  private async agenda(id: string): Promise<RoomStep[]> {
    const rows = await this.reader.rows(sql<StepRow>`
      select s.id, s.position, s.kind, s.title, s.minutes, s.started_at as "startedAt", s.ended_at as "endedAt", s.board_id as "boardId", s.board_kind as "boardKind",
        (select b.id from ballot b where b.step_id = s.id order by b.round desc limit 1) as "ballotId"
      from agenda_step s where s.roundtable_id = ${id} order by s.position`);
    return rows.map(({ boardId, boardKind, startedAt, endedAt, ...step }) => ({
      ...step,
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
      board: boardKind === null ? null : { id: boardId, kind: boardKind },
    }));
  }

  private people(id: string): Promise<RoomPerson[]> {
    return this.reader.rows(sql<RoomPerson>`
      select id, display_name as name, sector, organisation, presence, needs, banned_at is not null as banned from attendance
      where roundtable_id = ${id} and (left_at is null or banned_at is not null) order by joined_at, id`);
  }

  private async turns(id: string): Promise<RoomTurn[]> {
    const rows = await this.reader.rows(sql<TurnRow>`
      select s.id, s.attendance_id as person, a.display_name as name, a.sector, s.raised_at as "raisedAt", s.given_at as "givenAt"
      from speaking_turn s join attendance a on a.id = s.attendance_id
      where s.roundtable_id = ${id} and s.ended_at is null and a.banned_at is null order by s.raised_at, s.id`);
    return rows.map((row) => ({ ...row, raisedAt: row.raisedAt.toISOString(), givenAt: iso(row.givenAt) }));
  }

  private async questions(id: string): Promise<RoomQuestion[]> {
    const rows = await this.reader.rows(sql<QuestionRow>`
      select q.id, q.text, a.display_name as "byName", a.sector as "bySector", q.asked_at as "askedAt", q.answered_at as "answeredAt", q.answer, q.hidden_reason as "hiddenReason",
        case when q.hidden_at is not null then 'hidden' when q.answered_at is not null then 'answered' else 'open' end as state, count(s.attendance_id)::int as supports
      from question q join attendance a on a.id = q.attendance_id left join question_support s on s.question_id = q.id
      where q.roundtable_id = ${id} group by q.id, a.id
      order by (q.hidden_at is not null), (q.answered_at is not null), count(s.attendance_id) desc, q.asked_at, q.id`);
    return rows.map(({ byName, bySector, askedAt, answeredAt, ...row }) => ({
      ...row,
      by: { name: byName, sector: bySector },
      askedAt: askedAt.toISOString(),
      answeredAt: iso(answeredAt),
    }));
  }

  private own(roundtableId: string, attendanceId: string) {
    return this.reader.first(sql<{
      attendanceId: string;
      turnId: string | null;
      supported: string[];
      open: { id: string; secret: string } | null;
    }>`
      select ${attendanceId} as "attendanceId",
        (select id from speaking_turn where roundtable_id = ${roundtableId} and attendance_id = ${attendanceId} and ended_at is null limit 1) as "turnId",
        coalesce((select jsonb_agg(question_id) from question_support where attendance_id = ${attendanceId}), '[]'::jsonb) as supported,
        (select jsonb_build_object('id', id, 'secret', secret) from ballot where roundtable_id = ${roundtableId} and secret is not null limit 1) as open`);
  }
}

/** What the last ballot that ended in a choice chose. */
function topicOf(ballots: readonly RoomBallot[]): RoomTopic | null {
  for (const ballot of ballots.toReversed()) {
    const chosen =
      ballot.result?.decision?.option ?? (ballot.result?.ending.kind === 'chosen' ? ballot.result.ending.option : null);
    const option = ballot.options.find(({ id }) => id === chosen);
    if (option)
      return { ballotId: ballot.id, optionId: option.id, title: option.title, boardId: option.boardId, noteIds: option.noteIds };
  }
  return null;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
