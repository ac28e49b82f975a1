import type { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

export interface Globals {
  readonly afterAll: typeof afterAll;
  readonly afterEach: typeof afterEach;
  readonly beforeAll: typeof beforeAll;
  readonly beforeEach: typeof beforeEach;
  readonly describe: typeof describe;
  readonly expect: typeof expect;
  readonly it: typeof it;
}

let now: Globals | null = null;

/** The functions of jest for the spec file that runs. */
export function current(): Globals {
  if (!now) throw new Error('The functions of jest are there only while a spec file runs');
  return now;
}

export function setCurrent(globals: Globals): void {
  now = globals;
}
