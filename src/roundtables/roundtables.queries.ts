import { Injectable } from '@nestjs/common';
import { ANYBODY, BoardsService, compareKeys } from '../boards/index.js';
import type { Actor } from '../kernel/actor.js';
import { isId } from '../kernel/id.js';
import { localized, type Locale, type LocalizedText } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { publicNumber } from '../platform/database/sequence.js';
import { featuresOf, type StageKind } from '../process/domain/index.js';
import { PUBLIC_STATES } from '../proposals/domain/index.js';
import type { BoardKind, RoundtableFacts, RoundtableState } from './domain/index.js';

/** The facts of a table with this person's seat at it. */
export interface SeatFacts extends RoundtableFacts {
  readonly seat: { readonly id: string; readonly name: string; readonly sector: Sector } | null;
}

export interface RoundtableRow {
  id: string;
  slug: string;
  number: number;
  title: LocalizedText;
  summary: LocalizedText;
  themeId: string;
  themeName: LocalizedText;
  themePosition: number;
  code: string;
  state: RoundtableState;
  startsAt: Date;
  endsAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  allowsGuests: boolean;
  facilitatorId: string;
  facilitatorName: string;
  deputyIds: string[];
  people: number;
  proposals: number;
  /** The last published version of its minutes; 0 before. */
  minutes: number;
}

/** A proposal brought to a table, with the newest review of each area. */
export interface BroughtRow {
  proposalId: string;
  number: number;
  title: string;
  lang: Locale;
  authorName: string;
  sector: Sector;
  onBehalfOf: string | null;
  why: string | null;
  noteId: string;
  stateNoteId: string;
  /** Of the newest review. */
  areaName: LocalizedText | null;
  reasons: string | null;
  existing: string | null;
  reviews: { area: LocalizedText; verdict: string; reasons: string; existing: string | null; changes: string | null }[];
}

/** A chosen topic, as the sheet begins from it. */
export interface TopicRow {
  optionId: string;
  ballotId: string;
  roundtableId: string;
  title: string;
  boardId: string;
  noteIds: string[];
  /** Board 2, which filled the sheet. */
  sheetBoardId: string | null;
}

/** Where a board is read. */
interface BoardAddress {
  boardId: string;
  kind: BoardKind;
  process: string;
  roundtable: string;
  table: LocalizedText;
}

const STATE = sql<RoundtableState>`case when r.opened_at is null then 'scheduled' when r.closed_at is null then 'open' else 'closed' end`;

const ROW = sql`r.id, r.slug, r.number, r.title, r.summary, r.theme_id as "themeId", t.name as "themeName", t.position as "themePosition", r.code, ${STATE} as state,
  r.starts_at as "startsAt", r.ends_at as "endsAt", r.opened_at as "openedAt", r.closed_at as "closedAt", r.allows_guests as "allowsGuests",
  r.facilitator_id as "facilitatorId", f.name as "facilitatorName", r.deputy_ids as "deputyIds",
  (select count(*)::int from attendance a where a.roundtable_id = r.id and a.banned_at is null) as people,
  (select count(*)::int from roundtable_proposal rp where rp.roundtable_id = r.id) as proposals,
  coalesce((select m.version from minutes m where m.roundtable_id = r.id), 0) as minutes`;

const FROM = sql`roundtable r join theme t on t.id = r.theme_id join account f on f.id = r.facilitator_id`;

/** The read side of roundtables: lists, facts for permissions, and what the modules above ask. The room's state is in RoomQueries. */
@Injectable()
export class RoundtablesQueries {
  constructor(
    private readonly reader: Reader,
    private readonly boards: BoardsService,
    private readonly config: Config,
  ) {}

  /** The facts for policies, with this actor's seat; one query. */
  async factsOf(
    by: { id: string } | { code: string } | { board: string } | { process: string; slug: string },
    actor: Actor,
  ): Promise<SeatFacts | null> {
    const row = await this.reader.first(sql<FactsRow>`
      select r.id as "roundtableId", r.slug as "roundtableSlug", r.code, ${STATE} as state, r.allows_guests as "allowsGuests",
        r.facilitator_id as "facilitatorId", r.deputy_ids as "deputyIds", p.id as "processId", p.slug, p.published_at is not null as "isPublic",
        coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'openedAt', s.opened_at, 'closedAt', s.closed_at)) from stage s where s.process_id = p.id), '[]'::jsonb) as stages,
        (select jsonb_build_object('id', a.id, 'name', a.display_name, 'sector', a.sector, 'banned', a.banned_at is not null, 'left', a.left_at is not null)
          from attendance a where a.roundtable_id = r.id and a.participant_key = ${actor.id ?? ''}) as seat
      from roundtable r join process p on p.id = r.process_id where ${condition(by)}`);
    if (!row) return null;
    const { stages, seat, facilitatorId, deputyIds, ...rest } = row;
    const isSeated = seat !== null && !seat.banned && !seat.left;
    return {
      ...rest,
      teamIds: [facilitatorId, ...deputyIds],
      features: featuresOf(
        stages.map(({ kind, openedAt, closedAt }) => ({ kind, openedAt: momentOf(openedAt), closedAt: momentOf(closedAt) })),
      ),
      attendance: seat?.banned ? 'banned' : isSeated ? 'seated' : null,
      seat: isSeated ? { id: seat.id, name: seat.name, sector: seat.sector } : null,
    };
  }

  /** The tables of a process, the next ones first. */
  list(processId: string): Promise<RoundtableRow[]> {
    return this.reader.rows(
      sql<RoundtableRow>`select ${ROW} from ${FROM} where r.process_id = ${processId} order by r.closed_at nulls first, r.starts_at, r.number`,
    );
  }

  byId(id: string): Promise<RoundtableRow | null> {
    return this.reader.first(sql<RoundtableRow>`select ${ROW} from ${FROM} where r.id = ${id}`);
  }

  /** Proposals on the table that everybody may read, in the order in which they are presented. */
  broughtTo(roundtableId: string): Promise<BroughtRow[]> {
    return this.reader.rows(sql<BroughtRow>`
      select p.id as "proposalId", p.number, p.title, p.lang, p.author_name as "authorName", p.sector, p.on_behalf_of as "onBehalfOf", rp.why,
        rp.note_id as "noteId", rp.state_note_id as "stateNoteId", newest.area as "areaName", newest.reasons, newest.existing, coalesce(reviews.all, '[]'::jsonb) as reviews
      from roundtable_proposal rp join proposal p on p.id = rp.proposal_id
      left join lateral (select a.name as area, v.reasons, v.existing from feasibility_review v join area a on a.id = v.area_id
        where v.proposal_id = p.id order by v.at desc, v.id desc limit 1) newest on true
      left join lateral (select jsonb_agg(jsonb_build_object('area', a.name, 'verdict', v.verdict, 'reasons', v.reasons, 'existing', v.existing, 'changes', v.changes) order by a.position) as all
        from (select distinct on (area_id) * from feasibility_review where proposal_id = p.id order by area_id, at desc, id desc) v join area a on a.id = v.area_id) reviews on true
      where rp.roundtable_id = ${roundtableId} and p.state = any(${[...PUBLIC_STATES]}::text[]) order by rp.position`);
  }

  /** The boards on which a proposal may lie: of every table that it was brought to. */
  boardsWith(proposalId: string): Promise<{ boardId: string; roundtableId: string }[]> {
    return this.reader.rows(sql<{ boardId: string; roundtableId: string }>`
      select s.board_id as "boardId", s.roundtable_id as "roundtableId" from roundtable_proposal rp
      join agenda_step s on s.roundtable_id = rp.roundtable_id
      where rp.proposal_id = ${proposalId} and s.board_id is not null order by s.board_id`);
  }

  /** Whether moderation has taken a proposal out of sight. */
  async isHidden(proposalId: string): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from proposal where id = ${proposalId} and state = 'hidden'`)) !== null;
  }

  /** The boards of a table in the order of their steps; none before it opened. */
  boardsOf(roundtableId: string): Promise<{ id: string; kind: BoardKind; title: LocalizedText; isCurrent: boolean }[]> {
    return this.reader.rows(sql<{ id: string; kind: BoardKind; title: LocalizedText; isCurrent: boolean }>`
      select s.board_id as id, s.board_kind as kind, s.title, s.id is not distinct from r.step_id as "isCurrent"
      from agenda_step s join roundtable r on r.id = s.roundtable_id where r.id = ${roundtableId} and s.board_id is not null order by s.position`);
  }

  /** What tables of a process chose, for the sheets; one per table that has chosen. */
  topics(processId: string): Promise<TopicRow[]> {
    return this.reader.rows(sql<TopicRow>`
      select distinct on (b.roundtable_id) o.id as "optionId", b.id as "ballotId", b.roundtable_id as "roundtableId", o.title, o.board_id as "boardId", o.note_ids as "noteIds",
        (select s.board_id from agenda_step s where s.roundtable_id = b.roundtable_id and s.board_kind = 'sheet' order by s.position limit 1) as "sheetBoardId"
      from ballot b join roundtable r on r.id = b.roundtable_id
      join ballot_option o on o.ballot_id = b.id and o.id::text = coalesce(b.decided_option_id::text, b.count->'ending'->>'option')
      where r.process_id = ${processId} and b.closed_at is not null
      order by b.roundtable_id, b.closed_at desc`);
  }

  /** Options of ballots, for the trace: how topics are called and where they were chosen. */
  topicsByIds(optionIds: readonly string[]): Promise<{ id: string; title: string; process: string; roundtable: string }[]> {
    return this.reader.rows(sql<{ id: string; title: string; process: string; roundtable: string }>`
      select o.id, o.title, p.slug as process, r.slug as roundtable
      from ballot_option o join ballot b on b.id = o.ballot_id join roundtable r on r.id = b.roundtable_id join process p on p.id = r.process_id
      where o.id = any(${[...optionIds]}::uuid[]) and b.closed_at is not null`);
  }

  /** Where boards are read, by board id. */
  boardPlaces(boardIds: readonly string[]): Promise<BoardAddress[]> {
    return this.reader.rows(sql<BoardAddress>`
      select s.board_id as "boardId", s.board_kind as kind, p.slug as process, r.slug as roundtable, r.title as "table"
      from agenda_step s join roundtable r on r.id = s.roundtable_id join process p on p.id = r.process_id
      where s.board_id = any(${boardIds.filter(isId)}::uuid[])`);
  }

  /** Accounts of those who took part, for whom a draft is shared. Guests left no address. */
  async accountsOf(roundtableId: string): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select account_id as id from attendance where roundtable_id = ${roundtableId} and account_id is not null and banned_at is null order by joined_at, id`);
    return rows.map(({ id }) => id);
  }

  /** What a process's own records say of its tables: how many were held, and how many took part, by sector. */
  async figures(
    processId: string,
  ): Promise<{ publicMeetings: number; people: number; participants: { sector: Sector; count: number }[] }> {
    const row = await this.reader.first(sql<{
      publicMeetings: number;
      people: number;
      participants: { sector: Sector; count: number }[];
    }>`
      with seated as (select a.* from attendance a join roundtable r on r.id = a.roundtable_id where r.process_id = ${processId} and r.opened_at is not null and a.banned_at is null)
      select (select count(*)::int from roundtable where process_id = ${processId} and opened_at is not null) as "publicMeetings",
        (select count(distinct participant_key)::int from seated) as people,
        coalesce((select jsonb_agg(jsonb_build_object('sector', sector, 'count', n) order by n desc, sector)
          from (select sector, count(distinct participant_key)::int as n from seated group by sector) by_sector), '[]'::jsonb) as participants`);
    return row ?? { publicMeetings: 0, people: 0, participants: [] };
  }

  /** Notes as the public may read them, for a sheet's trace, each by a number that no other of them has; `ids` are subjects' (`<boardId>:<noteId>`). Hidden and erased ones are left out. Not inside a use case. */
  async citedNotes(ids: readonly string[], locale: Locale): Promise<CitedNote[]> {
    const byBoard = Map.groupBy(
      ids.map((id) => id.split(':')),
      ([boardId]) => boardId ?? '',
    );
    const places = await this.placesOf([...byBoard.keys()].filter(isId));
    const nameOf = boardNames(places, locale);
    const boards = await Promise.all(places.map((place) => this.boards.board(place.boardId, ANYBODY)));
    const found: CitedNote[] = [];
    for (const [index, place] of places.entries()) {
      const board = boards[index];
      if (!board) continue;
      const numbered = Object.values(board.notes).sort((a, b) => compareKeys(a.at, b.at) || compareKeys(a.id, b.id));
      for (const [, noteId = ''] of byBoard.get(place.boardId) ?? []) {
        const note = Object.hasOwn(board.notes, noteId) ? board.notes[noteId] : undefined;
        if (!note || note.veiled || note.redacted || note.hidden) continue;
        found.push({
          id: `${place.boardId}:${noteId}`,
          number: `${publicNumber('N', numbered.indexOf(note) + 1)} (${nameOf(place)})`,
          text: note.milestone ? [note.text, note.milestone.output].filter(Boolean).join('\n') : note.text,
          lang: this.config.DEFAULT_LOCALE,
          author: note.authorName,
          place: placeText(place, locale),
          proposals: note.proposalId ? [note.proposalId] : [],
        });
      }
    }
    return found;
  }

  private async placesOf(boardIds: readonly string[]): Promise<BoardPlace[]> {
    if (boardIds.length === 0) return [];
    return this.reader.rows(sql<BoardPlace>`
      select s.board_id as "boardId", s.title, r.title as "roundtableTitle" from agenda_step s join roundtable r on r.id = s.roundtable_id
      where s.board_id = any(${[...boardIds]}::uuid[]) order by r.number, s.position`);
  }
}

/** Where a board stands: the step of the agenda, and the roundtable. */
interface BoardPlace {
  readonly boardId: string;
  readonly title: LocalizedText;
  readonly roundtableTitle: LocalizedText;
}

const placeText = ({ roundtableTitle, title }: BoardPlace, locale: Locale): string =>
  [localized(roundtableTitle, locale), localized(title, locale)].join(', ');

/** What tells these boards apart: "Board 1" of "Board 1: the situation", with the roundtable where several have a board of that name. */
function boardNames(places: readonly BoardPlace[], locale: Locale): (place: BoardPlace) => string {
  const shortOf = ({ title }: BoardPlace): string => localized(title, locale).split(/\s*:/)[0] ?? '';
  return (place) =>
    places.some((each) => each !== place && shortOf(each) === shortOf(place)) ? placeText(place, locale) : shortOf(place);
}

/** A note as a trace shows it. */
export interface CitedNote {
  readonly id: string;
  /** `N-012 (Board 2)`: the twelfth note of its board, by the time it was laid down; every board counts its own. */
  readonly number: string;
  readonly text: string;
  readonly lang: Locale;
  readonly author: string | null;
  /** Roundtable and board. */
  readonly place: string;
  readonly proposals: readonly string[];
}

interface FactsRow {
  roundtableId: string;
  roundtableSlug: string;
  code: string;
  state: RoundtableState;
  allowsGuests: boolean;
  facilitatorId: string;
  deputyIds: string[];
  processId: string;
  slug: string;
  isPublic: boolean;
  stages: { kind: StageKind; openedAt: string | null; closedAt: string | null }[];
  seat: { id: string; name: string; sector: Sector; banned: boolean; left: boolean } | null;
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function condition(by: { id: string } | { code: string } | { board: string } | { process: string; slug: string }) {
  if ('id' in by) return sql`r.id = ${by.id}`;
  if ('code' in by) return sql`r.code = ${by.code}`;
  if ('board' in by) return sql`r.id = (select roundtable_id from agenda_step where board_id = ${by.board} limit 1)`;
  return sql`r.slug = ${by.slug} and p.slug = ${by.process}`;
}
