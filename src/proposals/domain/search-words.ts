/** What was typed into a search box, as the search takes it. */
export interface SearchWords {
  /** For PostgreSQL's web search: words, "phrases", -without. */
  readonly whole: string;
  /** The last word may be the beginning of one that is still being typed: what stands before it, and it. Null when it may not. */
  readonly unfinished: { readonly before: string; readonly beginning: string } | null;
}

/** Shorter beginnings are the beginnings of everything. */
const SHORTEST = 3;
const LAST_WORD = /(^|[\s.,;:()/])([\p{L}\p{M}\p{N}]+)$/u;

export function searchWords(typed: string): SearchWords {
  const found = LAST_WORD.exec(typed);
  const beginning = found?.[2] ?? '';
  const isInPhrase = (typed.match(/"/g)?.length ?? 0) % 2 === 1;
  if ([...beginning].length < SHORTEST || isInPhrase) return { whole: typed, unfinished: null };
  return { whole: typed, unfinished: { before: typed.slice(0, -beginning.length).trim(), beginning } };
}
