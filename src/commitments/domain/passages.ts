/** The passages of a text that comments quote, found again in the text as it now stands. */

export interface Quoted {
  readonly quote: string | null;
}

/** A stretch of text. `about`: the comments that begin to speak of it here; empty for text nobody quoted. */
export interface Passage<C> {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly about: readonly C[];
}

/** White space in a quote matches any white space: line ends are lost when people select or type a passage. */
const pattern = (quote: string): RegExp =>
  new RegExp(
    quote
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('\\s+'),
    'u',
  );

/**
 * Cuts a text at its quoted passages, in order. A quote that overlaps an earlier one or that the text no longer has marks nothing; its comment
 * still stands beside the field. The parts put together are the text.
 */
export function passages<C extends Quoted>(text: string, comments: readonly C[]): Passage<C>[] {
  const found: { from: number; to: number; about: C[] }[] = [];
  for (const comment of comments) {
    const match = comment.quote?.trim() ? pattern(comment.quote).exec(text) : null;
    if (!match) continue;
    const [from, to] = [match.index, match.index + match[0].length];
    const same = found.find((other) => other.from === from && other.to === to);
    if (same) same.about.push(comment);
    else if (!found.some((other) => from < other.to && other.from < to)) found.push({ from, to, about: [comment] });
  }
  found.sort((a, b) => a.from - b.from);
  let at = 0;
  const parts = found.flatMap(({ from, to, about }): Passage<C>[] => {
    const before = text.slice(at, from);
    at = to;
    return [
      ...(before ? [{ text: before, isQuoted: false, about: [] }] : []),
      { text: text.slice(from, to), isQuoted: true, about },
    ];
  });
  const rest = text.slice(at);
  return rest ? [...parts, { text: rest, isQuoted: false, about: [] }] : parts;
}

/** Whether the text has the passage, however its lines are broken. */
export const hasPassage = (text: string, quote: string): boolean => pattern(quote).test(text);
