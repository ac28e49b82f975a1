/** The forms that anybody may send, and how much of each looks like people. */
export const GUARDED_FORMS = {
  proposal: { perHour: 10, canBeHeld: true, needsTime: true },
  comment: { perHour: 20, canBeHeld: true, needsTime: true },
  report: { perHour: 20, canBeHeld: true, needsTime: true },
  appeal: { perHour: 10, canBeHeld: true, needsTime: false },
  'co-author': { perHour: 20, canBeHeld: false, needsTime: false },
  follow: { perHour: 60, canBeHeld: false, needsTime: false },
  'sign-in': { perHour: 20, canBeHeld: false, needsTime: false },
} as const satisfies Record<string, GuardedFormRules>;
export type GuardedForm = keyof typeof GUARDED_FORMS;

export interface GuardedFormRules {
  /** How many one person, or whoever holds one private link, sends in an hour without being asked for anything. */
  readonly perHour: number;
  /** Whether it can wait for a person to see it: the way for those without JavaScript once the budget is spent. */
  readonly canBeHeld: boolean;
  /** Whether sending it faster than people read counts against it. */
  readonly needsTime: boolean;
}

/** Whole libraries, schools and neighbourhoods stand behind one address: only far beyond what people do does it count. Per form and hour. */
export const ADDRESS_CEILING = 1_000;
export const WINDOW_MS = 3600 * 1000;

/** The hour that a moment belongs to. */
export const windowOf = (at: Date): Date => new Date(Math.floor(at.getTime() / WINDOW_MS) * WINDOW_MS);

/** The day whose key hides who it was; after it nobody can tell any more. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The network that an address belongs to: a whole IPv6 /64 is one subscriber. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? address;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
