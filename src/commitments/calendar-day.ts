/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export const calendarDay = (at: Date, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

const DAY_MS = 24 * 3600 * 1000;

/** Days from one calendar day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
