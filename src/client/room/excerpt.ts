import type { Note } from '../../boards/domain/index.js';

/** The beginning of what a note says, to name it by; a milestone is named by what it produces. */
export const excerpt = (note: Note, length = 60): string => {
  const text = note.milestone?.output || note.text;
  return text.length > length ? `${text.slice(0, length).trimEnd()}…` : text;
};
