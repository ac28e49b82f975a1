import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../support/app.js';
import { ActingWorld, type Sent } from './acting-world.js';
import type { OfferedForm } from './forms-of-the-world.js';

const LATER = 'is offered at another moment than the furnished table has reached: test/features and test/browser walk there';
const AFTER_ANOTHER = 'is on a page that only the answer to another form leads to, within one visit';
const BY_CODE = 'takes a code or link out of a mail of the same visit: signing-in.spec.ts';
/** Routes whose forms this crawl does not come to, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /sign-out': 'ends the session that everything else here is done with: signing-in.spec.ts',
  'POST /sign-in/code': BY_CODE,
  'POST /sign-in/link': BY_CODE,
  'POST /sign-in/sample': 'is there where the sample is: the-sample-cycle.spec.ts',
  'POST /staff/processes/:process/reviews/table/preview': 'shows and changes nothing: reviewing-many-at-once.spec.ts',
  'POST /staff/processes/:process/reviews/table': AFTER_ANOTHER,
  'POST /staff/processes/:process/reviews/publication': 'needs drafts that are complete: reviewing-many-at-once.spec.ts',
  'POST /staff/processes/:process/reviews/:number/redirect':
    'needs a review that nobody has given: answering-with-several-areas.spec.ts',
  'POST /processes/:process/proposals/new/sending': 'follows on the other steps: submitting-a-proposal.spec.ts presses it twice',
  'POST /staff/processes/:process/proposals/merges': AFTER_ANOTHER,
  'POST /staff/processes/:process/priorities/shortlists/:theme/responses':
    'follows a published shortlist: choosing-what-comes-first.spec.ts',
  'POST /staff/processes/:process/outreach/batches/:batch/reminders': 'is offered days later: inviting-organisations.spec.ts',
  'POST /staff/processes/:process/outreach/imports/:import/confirmation': AFTER_ANOTHER,
  'POST /staff/processes/:process/exchange/imports/:import/start': AFTER_ANOTHER,
  'POST /staff/processes/:process/exchange/imports/:import/undoing': AFTER_ANOTHER,
  'POST /staff/processes/:process/exchange/imports/:import/resumption': 'is offered where a job has failed for good',
  'POST /staff/processes/:process/proposals/acts/:act/undoing':
    'is offered for minutes to who did it: sorting-two-hundred.spec.ts',
  'POST /staff/processes/:process/roundtables/:roundtable/minutes': LATER,
  'POST /staff/processes/:process/roundtables/:roundtable/minutes/publication': LATER,
  'POST /staff/processes/:process/moderation/:kind/:subject/release': 'is offered for ten minutes to who took a case',
  'POST /staff/processes/:process/moderation/:kind/:subject/appeal': 'is for who did not hide it: reporting-and-hiding.spec.ts',
  'POST /rooms/:room/questions/:question/support/removal': LATER,
  'POST /rooms/:room/ballots': LATER,
  'POST /rooms/:room/ballots/:ballot/vote': LATER,
  'POST /rooms/:room/ballots/:ballot/opening': LATER,
  'POST /rooms/:room/ballots/:ballot/closing': LATER,
  'POST /rooms/:room/ballots/:ballot/decision': LATER,
  'POST /rooms/:room/ballots/:ballot/second-round': LATER,
  'POST /rooms/:room/timer/resumption': LATER,
  'POST /rooms/:room/notes': LATER,
  'POST /rooms/:room/closing': LATER,
};

/** Goes a step on each time: sent in every round. */
const AGAIN = /steps\/next$/;
/** Takes away what other forms need: sent after them, and not in the first round. */
const ENDS =
  /withdrawal|removal|revocation|\/ending$|departure|closing|publication|finalisation|sign-out|undoing|refusal|unsubscribe|bounce|\/ban|\/opening$|splitting|selection|objections|hiding/;
const ROUNDS = 6;
const TRIES = 3;

const told = ({ statuses, places, rows, said }: Sent): string => JSON.stringify({ statuses, places, rows, said });

let once: ActingWorld;
let impatient: ActingWorld;

beforeAll(async () => {
  once = await ActingWorld.over(await startApp(), false);
  impatient = await ActingWorld.over(await startApp(), true);
}, 240_000);
afterAll(async () => {
  await once.app.close();
  await impatient.app.close();
});

describe('every form', () => {
  it('sent twice at once and again by the back button does what it does once', async () => {
    const done = new Set<string>();
    const refused = new Map<string, string>();
    const wrong: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [first, second] = [await once.offered(), await impatient.offered()];
      const tries = new Map<string, number>();
      const before = done.size;
      const isEnd = ([, { route }]: [string, OfferedForm]): boolean => ENDS.test(route);
      const inTurn = [...first].filter((each) => !isEnd(each)).concat(round > 0 ? [...first].filter(isEnd) : []);
      for (const [key, form] of inTurn) {
        const same = second.get(key);
        if (!same || form.route === 'POST /sign-out' || (done.has(form.kind) && !AGAIN.test(form.route))) continue;
        if ((tries.get(form.kind) ?? 0) >= TRIES) continue;
        tries.set(form.kind, (tries.get(form.kind) ?? 0) + 1);
        const [one, three] = [await once.send(form), await impatient.send(same)];
        if (one.statuses[0] === 303) done.add(form.kind);
        else refused.set(form.route, `${one.statuses[0]} ${one.said}`);
        // Who may do it no more after it was done is told so by the second press; it did nothing.
        const places = new Set(three.places.filter((_, at) => three.statuses[at] === 303));
        const isAlike =
          three.statuses[0] === one.statuses[0] && places.size <= 1 && three.statuses.every((status) => status < 500);
        if (!isAlike || JSON.stringify(one.rows) !== JSON.stringify(three.rows))
          wrong.push(`${key}: ${told(one)}, but pressed thrice ${told(three)}`);
      }
      process.stderr.write(`round ${round}: ${first.size} forms, ${done.size - before} new\n`);
      if (done.size === before) break;
    }
    expect(wrong).toEqual([]);
    const routes = new Set([...done].map((kind) => kind.split(' [')[0] ?? ''));
    const left = once.routes.all('POST').filter((route) => !routes.has(route) && !(route in ELSEWHERE));
    expect(left.map((route) => `${route}: ${refused.get(route) ?? 'offered nowhere'}`)).toEqual([]);
  }, 1_500_000);
});
