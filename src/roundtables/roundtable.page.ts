import type { Board } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FactsModel, JourneyModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import { journey } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { ballotResult, type ResultModel } from './ballot.page.js';
import {
  joinPath,
  minutesPath,
  plannedStarts,
  roomPath,
  staffMinutesPath,
  roundtablePath,
  shownRoomCode,
  type RoomState,
  type RoundtableState,
} from './domain/index.js';
import { noteList, type NoteListModel } from './note-list.js';
import { stepStates } from './page-words.js';
import type { RoundtableRow } from './roundtables.queries.js';
import { proposalModels, type TableProposalModel } from './table-proposals.js';

export interface TablesPage {
  title: string;
  lead: string;
  tables: { href: string; title: string; theme: ThemeMarkModel; when: string; about: string; state: TagModel }[];
  empty: EmptyStateModel | null;
}

export interface TablePage {
  theme: ThemeMarkModel;
  state: TagModel;
  title: string;
  lead: string;
  facts: FactsModel;
  enter: { text: string; href: string; about: string } | null;
  run: { text: string; href: string } | null;
  files: { text: string; href: string; icon: string }[];
  qr: { src: string; label: string } | null;
  agendaTitle: string;
  agenda: JourneyModel;
  proposalsTitle: string;
  proposals: TableProposalModel[];
  proposalsEmpty: string | null;
  topicTitle: string;
  topic: string | null;
  result: ResultModel | null;
  boardsTitle: string;
  boards: { text: string; href: string }[];
  questionsTitle: string;
  questions: { text: string; who: string; answer: string | null }[];
}

export interface TableBoardPage {
  title: string;
  lead: string;
  back: { text: string; href: string };
  /** The same board as it grew, and as files. */
  replay: { text: string; href: string };
  filesTitle: string;
  files: { text: string; href: string }[];
  list: NoteListModel;
}

const TONES: Record<RoundtableState, TagModel['tone']> = { scheduled: 'neutral', open: 'sun', closed: 'accent' };

export const tableState = (x: Exchange, state: RoundtableState): TagModel => ({
  text: x.t(`roundtables.state.${state}`),
  tone: TONES[state],
  icon: null,
});

const whenOf = (x: Exchange, { startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string }): string =>
  x.t('roundtables.when', { day: x.t.date(startsAt, 'day'), from: x.t.date(startsAt, 'time'), to: x.t.date(endsAt, 'time') });

export function tablesPage(x: Exchange, process: string, tables: readonly RoundtableRow[]): TablesPage {
  const { t } = x;
  return {
    title: t('roundtables.index.title'),
    lead: t('roundtables.index.lead'),
    tables: tables.map((table) => ({
      href: roundtablePath(process, table.slug),
      title: localized(table.title, t.locale),
      theme: { text: localized(table.themeName, t.locale), href: null, slot: (table.themePosition % 6) + 1 },
      when: whenOf(x, table),
      about: t('roundtables.index.about', { proposals: table.proposals, people: table.people }),
      state: tableState(x, table.state),
    })),
    empty:
      tables.length === 0
        ? { title: t('roundtables.index.empty-title'), text: t('roundtables.index.empty'), action: null }
        : null,
  };
}

export function tablePage(x: Exchange, table: RoundtableRow, state: RoomState, facilitates: boolean): TablePage {
  const { t } = x;
  const process = state.roundtable.process.slug;
  const isClosed = table.state === 'closed';
  const chosen = state.ballots.findLast(({ result }) => result !== null) ?? null;
  const path = (...rest: string[]): string => roundtablePath(process, table.slug, ...rest);
  return {
    theme: { text: localized(table.themeName, t.locale), href: null, slot: (table.themePosition % 6) + 1 },
    state: tableState(x, table.state),
    title: localized(table.title, t.locale),
    lead: localized(table.summary, t.locale),
    facts: {
      rows: [
        { term: t('roundtables.show.when'), text: whenOf(x, table), href: null },
        { term: t('roundtables.show.facilitator'), text: table.facilitatorName, href: null },
        ...(isClosed
          ? [
              {
                term: t('roundtables.show.took-part'),
                text: t('roundtables.ring.word-full', { count: table.people }),
                href: null,
              },
            ]
          : [
              { term: t('roundtables.join.code'), text: shownRoomCode(table.code), href: null },
              {
                term: t('roundtables.show.who'),
                text: t(table.allowsGuests ? 'roundtables.show.anybody' : 'roundtables.show.accounts'),
                href: null,
              },
            ]),
      ],
    },
    enter: isClosed
      ? null
      : {
          text: t('roundtables.show.enter'),
          href: joinPath(table.code),
          about: t(table.state === 'open' ? 'roundtables.show.is-open' : 'roundtables.show.opens'),
        },
    run: facilitates ? runLink(x, process, table) : null,
    files: isClosed ? [] : [{ text: t('roundtables.show.calendar'), href: path('calendar.ics'), icon: 'calendar-plus' }],
    qr: isClosed ? null : { src: path('qr.svg'), label: t('roundtables.join.qr') },
    agendaTitle: t('roundtables.agenda.title'),
    agenda: agendaJourney(x, state),
    proposalsTitle: t('roundtables.show.proposals'),
    proposals: proposalModels(t, state.proposals),
    proposalsEmpty: state.proposals.length === 0 ? t('roundtables.show.no-proposals') : null,
    topicTitle: t('roundtables.show.topic'),
    topic: state.topic?.title ?? null,
    result: chosen ? ballotResult(t, table.id, chosen) : null,
    boardsTitle: t('roundtables.show.boards'),
    boards: isClosed
      ? [
          ...(table.minutes > 0 ? [{ text: t('roundtables.minutes.link'), href: minutesPath(process, table.slug) }] : []),
          ...state.agenda.flatMap(({ board, title }) =>
            board?.id ? [{ text: localized(title, t.locale), href: path('boards', board.kind) }] : [],
          ),
        ]
      : [],
    questionsTitle: t('roundtables.questions.title'),
    questions: isClosed
      ? state.questions.map((question) => ({
          text: question.text,
          who: t('roundtables.questions.who', {
            name: question.by.name,
            sector: t(`roundtables.sector.${question.by.sector}`),
            count: question.supports,
          }),
          answer: question.answer ?? (question.state === 'answered' ? t('roundtables.questions.answered') : null),
        }))
      : [],
  };
}

/** What those who run a table do next: run it, or write down what came of it. */
export const runLink = (x: Exchange, process: string, table: RoundtableRow): { text: string; href: string } =>
  table.state === 'closed'
    ? { text: x.t('roundtables.minutes.staff-link'), href: staffMinutesPath(process, table.slug) }
    : { text: x.t('roundtables.staff.run'), href: roomPath(table.id, 'console') };

/** The agenda as the line that people learned to read elsewhere. */
function agendaJourney(x: Exchange, state: RoomState): JourneyModel {
  const { t } = x;
  const starts = plannedStarts(state.agenda, new Date(state.roundtable.startsAt));
  return journey(
    t('roundtables.agenda.title'),
    stepStates(state).map(({ step, state: at }, index) => ({
      state: at,
      stateText: t.date(step.startedAt ?? starts[index] ?? state.roundtable.startsAt, 'time'),
      name: localized(step.title, t.locale),
      when: t('roundtables.step.minutes', { count: step.minutes }),
      href: null,
      hrefText: null,
    })),
    { down: true },
  );
}

const BOARD_FORMATS = ['pdf', 'docx', 'md', 'csv', 'json'] as const;

export function tableBoardPage(
  x: Exchange,
  table: RoundtableRow,
  process: string,
  { kind, title }: { kind: string; title: string },
  board: Board,
): TableBoardPage {
  const list = noteList(x.t, board);
  const path = roundtablePath(process, table.slug, 'boards', kind);
  return {
    title,
    lead: x.t('roundtables.board.lead', { table: localized(table.title, x.locale), count: list.count }),
    back: { text: localized(table.title, x.locale), href: roundtablePath(process, table.slug) },
    replay: { text: x.t('roundtables.board.replay'), href: `${path}/replay` },
    filesTitle: x.t('roundtables.board.files'),
    files: BOARD_FORMATS.map((format) => ({ text: x.t(`roundtables.board.file-${format}`), href: `${path}/export.${format}` })),
    list,
  };
}
