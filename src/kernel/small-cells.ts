/** A figure under this could point at somebody. */
export const SMALLEST_SHOWN = 5;

export const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;
/** Small itself, or leaving a small rest of the whole it is a part of. */
export const tells = (count: number, whole: number): boolean => isSmall(count) || isSmall(whole - count);

/**
 * Adds to `hidden` what must stay untold so that nothing in it follows from the rest of a column whose total is known: at least two cells that come
 * to five (complementary suppression; L. Willenborg and T. de Waal, "Elements of Statistical Disclosure Control", 2001).
 */
export function hideTheRest<Key>(column: readonly { readonly key: Key; readonly count: number }[], hidden: Set<Key>): void {
  const counted = column.filter(({ count }) => count > 0).toSorted((a, b) => a.count - b.count);
  const isTelling = (): boolean => {
    const cells = counted.filter(({ key }) => hidden.has(key));
    return cells.length > 0 && (cells.length < 2 || cells.reduce((sum, { count }) => sum + count, 0) < SMALLEST_SHOWN);
  };
  for (const { key } of counted) {
    if (!isTelling()) return;
    hidden.add(key);
  }
}
