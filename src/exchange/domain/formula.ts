/** What a spreadsheet would run as a formula, as csv-stringify's `escape_formulas` sees it, and what is disarmed already: one more apostrophe keeps the two apart. */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet runs: an apostrophe before it where it begins like a formula. `armed` gives back exactly what it was. */
export const disarmed = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A text as it was before it was disarmed. */
export const armed = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
