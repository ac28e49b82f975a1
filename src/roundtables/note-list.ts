import { readingOrder, type Board, type Column, type Note, type Stack, type Title } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';
import { initials, KIND_ICONS, KIND_SLOTS, kindText, sectorText } from './page-words.js';

/** A board read as a list: the same notes as on its surface, in their one reading order. */
export interface NoteListModel {
  sections: SectionModel[];
  count: number;
}

export interface SectionModel {
  /** Of the element, for links within the page. */
  id: string;
  key: string;
  title: string;
  guidance: string | null;
  count: number;
  countText: string;
  stacks: { title: string | null; about: string | null; notes: ListedNote[] }[];
  empty: string | null;
}

export interface ListedNote {
  id: string;
  kind: string;
  kindText: string;
  icon: string;
  slot: number;
  text: string;
  /** Of a milestone: when and who. */
  milestone: string | null;
  by: { initials: string; name: string; sector: string; sectorText: string } | null;
  dots: { number: string; text: string } | null;
  /** In place of the words: hidden, or written privately. */
  veil: string | null;
}

export function noteList(t: Translate, board: Board): NoteListModel {
  const columns = readingOrder(board);
  return { sections: columns.map((column) => section(t, column)), count: columns.reduce((sum, { count }) => sum + count, 0) };
}

export const titleIn = (t: Translate, title: Title | null): string =>
  title === null ? '' : typeof title === 'string' ? title : localized(title, t.locale);

function section(t: Translate, { key, section: found, stacks, count }: Column): SectionModel {
  return {
    id: `s-${key}`,
    key,
    title: found ? titleIn(t, found.title) : t('roundtables.board.inbox'),
    guidance: found?.guidance ? titleIn(t, found.guidance) : null,
    count,
    countText: t('roundtables.board.notes', { count }),
    stacks: together(stacks.map((stack) => stackModel(t, stack))),
    empty: count === 0 ? t('roundtables.board.empty-section') : null,
  };
}

/** Single notes that follow one another are one list. */
function together(stacks: SectionModel['stacks']): SectionModel['stacks'] {
  const lists: SectionModel['stacks'] = [];
  for (const stack of stacks) {
    const last = lists.at(-1);
    if (last && last.title === null && stack.title === null) last.notes.push(...stack.notes);
    else lists.push(stack);
  }
  return lists;
}

function stackModel(t: Translate, { head, title, notes }: Stack): SectionModel['stacks'][number] {
  const isStack = notes.length > 1;
  const dots = notes.reduce((sum, note) => sum + note.dots.total, 0);
  return {
    title: isStack ? (title ?? head.text) : null,
    about: isStack ? t('roundtables.board.stack', { count: notes.length, dots }) : null,
    notes: notes.map((note) => listed(t, note)),
  };
}

function listed(t: Translate, note: Note): ListedNote {
  const { milestone, authorName, dots } = note;
  const sector = isSector(note.sector) ? note.sector : null;
  return {
    id: `n-${note.id}`,
    kind: note.kind,
    kindText: kindText(t, note.kind),
    icon: KIND_ICONS[note.kind],
    slot: KIND_SLOTS[note.kind],
    text: [note.text, milestone?.output].filter(Boolean).join('\n'),
    milestone: milestone ? [milestone.when, milestone.who].filter(Boolean).join(' · ') || null : null,
    by: authorName
      ? {
          initials: initials(authorName),
          name: authorName,
          sector: sector ?? 'residents',
          sectorText: sector ? sectorText(t, sector) : '',
        }
      : null,
    dots: dots.total > 0 ? { number: String(dots.total), text: t('roundtables.board.dots', { count: dots.total }) } : null,
    veil: note.hidden
      ? t('roundtables.board.hidden', { reason: note.hidden.reason })
      : note.veiled
        ? t('roundtables.board.veiled')
        : null,
  };
}

const isSector = (text: string | null): text is Sector =>
  text !== null && ['residents', 'civil-society', 'academia', 'private', 'public'].includes(text);
