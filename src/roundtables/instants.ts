/** Moments as `<input type=datetime-local>` has them, and instants, in the instance's time zone. */

/** `2026-03-02T14:30` in that zone. */
export function localMomentOf(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The instant of a local moment. Of two (clocks set back), the earlier; of none (clocks set forward), the one an hour on. */
export function instantOf(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}:00Z`);
  const offsetAt = (ms: number): number => Date.parse(`${localMomentOf(new Date(ms), timeZone)}:00Z`) - ms;
  const candidates = [asUtc - offsetAt(asUtc - 86_400_000), asUtc - offsetAt(asUtc + 86_400_000)].sort((a, b) => a - b);
  const found = candidates.find((ms) => localMomentOf(new Date(ms), timeZone) === local) ?? candidates[1] ?? asUtc;
  return new Date(found);
}
