import { stringify } from 'csv-stringify/sync';
import { boardRows, readingOrder, type Board, type Note, type Title } from '../../boards/index.js';
import { localized } from '../../kernel/localized.js';
import type { Translate } from '../../platform/i18n/translate.js';
import type { Block, ListLine, Outline } from './outline.js';

/** A board with where it comes from. The board is already what its reader may see. */
export interface BoardDossier {
  readonly board: Board;
  readonly title: string;
  readonly table: string;
  readonly process: string;
  readonly platformName: string;
  readonly url: string;
  readonly heldOn: Date;
}

/** The board as a document: a heading for each section, a list of its notes in their reading order, stacks under their titles. */
export function boardOutline(dossier: BoardDossier, t: Translate): Outline {
  const { board, title, table, process, platformName, url, heldOn } = dossier;
  const own = (text: string) => [{ text, lang: t.tag }];
  return {
    title: `${title}, ${table}`,
    lang: t.tag,
    author: platformName,
    subject: process,
    date: heldOn.toISOString().slice(0, 10),
    blocks: [
      { kind: 'heading', level: 1, text: `${title}, ${table}` },
      {
        kind: 'facts',
        rows: [
          { label: t('exports.document.process'), values: own(process) },
          { label: t('exports.board.held'), values: own(t.date(heldOn, 'moment')) },
          { label: t('exports.document.address'), values: own(url), href: url },
        ],
      },
      ...readingOrder(board).flatMap((column): Block[] => [
        { kind: 'heading', level: 2, text: column.section ? inWords(column.section.title, t) : t('exports.board.inbox') },
        ...(column.section?.guidance ? [{ kind: 'remark' as const, text: inWords(column.section.guidance, t) }] : []),
        ...(column.count === 0 ? [{ kind: 'remark' as const, text: t('exports.board.empty') }] : []),
        ...column.stacks.flatMap((stack): Block[] => [
          ...(stack.notes.length > 1
            ? [{ kind: 'heading' as const, level: 3 as const, text: stack.title ?? stack.head.text.split('\n')[0] ?? '' }]
            : []),
          { kind: 'list', lines: stack.notes.map((note) => noteLine(note, t)) },
        ]),
      ]),
    ],
  };
}

function noteLine(note: Note, t: Translate): ListLine {
  const said = note.hidden
    ? t('exports.board.hidden', { reason: note.hidden.reason })
    : [note.text, note.milestone?.output, note.milestone?.when, note.milestone?.who].filter(Boolean).join(' · ');
  const by = [note.authorName, note.sector ? t(`roundtables.sector.${note.sector}`) : null].filter(Boolean).join(', ');
  const dots = note.dots.total > 0 ? t('exports.board.dots', { count: note.dots.total }) : null;
  const about = [by, dots].filter(Boolean).join(' · ');
  return {
    lead: t(`roundtables.kind.${note.kind}`),
    href: null,
    words: [{ text: said, lang: t.tag }, ...(about ? [{ text: about, lang: t.tag }] : [])],
  };
}

const COLUMNS = [
  'id', 'section', 'section_title', 'position', 'stack', 'stack_title', 'kind', 'text', 'milestone_output', 'milestone_when', 'milestone_who',
  'proposal', 'author', 'sector', 'hidden', 'dots', 'reactions', 'at', 'edited_at',
] as const; // prettier-ignore

/** One line for each note, in reading order: UTF-8 with a byte order mark, formulas disarmed. */
export function boardCsv({ board }: BoardDossier, t: Translate): string {
  const lines = boardRows(board).map((row) => [
    row.id, row.section, row.sectionTitle ? inWords(row.sectionTitle, t) : '', row.position, row.stack, row.stackTitle, row.kind, row.text,
    row.milestone?.output, row.milestone?.when, row.milestone?.who, row.proposalId, row.authorName, row.sector, row.hiddenReason, row.dots,
    row.reactions, row.at, row.editedAt,
  ].map((cell) => cell ?? '')); // prettier-ignore
  return stringify([[...COLUMNS], ...lines], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

const inWords = (title: Title, t: Translate): string => (typeof title === 'string' ? title : localized(title, t.locale));
