import { tallyApproval } from './approval.js';
import { answersOf, consentWinners, CONSENT_ANSWERS, tallyConsent, type Answers } from './consent.js';
import { tallyDots } from './dots.js';
import { tallySingle } from './plurality.js';
import { pairsOf, schulzeWinners, strongestPaths, tallyBorda, tallyFirsts, tallySchulze, type Pairs } from './ranked.js';
import { spread, tallyScore, type Spread } from './score.js';
import { leaders, type Choices, type Tally } from './votes.js';

export const TALLY_METHODS = ['dots', 'approval', 'single', 'score', 'borda', 'schulze', 'consent'] as const;
export type TallyMethod = (typeof TALLY_METHODS)[number];

/** What a count says beyond one number for each option. */
export type Detail =
  | ({ readonly kind: 'spread' } & Spread)
  | { readonly kind: 'pairs'; readonly pairs: Pairs; readonly paths: Pairs }
  | { readonly kind: 'answers'; readonly answers: Answers }
  | { readonly kind: 'firsts'; readonly firsts: Tally };

/** The numbers a vote may hold: at most `perOption` on one option and `budget` in all. */
export interface Limits {
  readonly budget: number;
  readonly perOption: number;
}

interface Method {
  /** The declared limits with the method's own put in. */
  limits(declared: Limits, options: number): Limits;
  tally(options: readonly string[], votes: readonly Choices[]): Tally;
  /** One winner, those that are tied, or none. */
  winners(options: readonly string[], votes: readonly Choices[]): readonly string[];
  detail(options: readonly string[], votes: readonly Choices[]): Detail | null;
  /** What can be added over groups of voters: the tally, or where that is no sum, the first choices. */
  backing(options: readonly string[], votes: readonly Choices[]): Tally;
}

type Count = Method['tally'];

const most =
  (tally: Count): Method['winners'] =>
  (options, votes) =>
    leaders(options, tally(options, votes));
const added = (tally: Count, limits: Method['limits'], detail: Method['detail'] = () => null): Method => ({
  limits,
  tally,
  winners: most(tally),
  detail,
  backing: tally,
});
const ranks: Method['limits'] = (_declared, options) => ({ budget: options * options, perOption: options });

export const METHODS: Readonly<Record<TallyMethod, Method>> = {
  dots: added(tallyDots, ({ budget, perOption }) => ({ budget, perOption: Math.min(perOption, budget) })),
  approval: added(tallyApproval, (_declared, options) => ({ budget: options, perOption: 1 })),
  single: added(tallySingle, () => ({ budget: 1, perOption: 1 })),
  score: added(
    tallyScore,
    ({ perOption }, options) => ({ budget: perOption * options, perOption }),
    (options, votes) => ({ kind: 'spread', ...spread(options, votes) }),
  ),
  borda: added(tallyBorda, ranks, (options, votes) => ({ kind: 'firsts', firsts: tallyFirsts(options, votes) })),
  schulze: {
    limits: ranks,
    tally: tallySchulze,
    winners: schulzeWinners,
    detail: (options, votes) => {
      const pairs = pairsOf(options, votes);
      return { kind: 'pairs', pairs, paths: strongestPaths(options, pairs) };
    },
    backing: tallyFirsts,
  },
  consent: {
    limits: (_declared, options) => ({ budget: options * CONSENT_ANSWERS.length, perOption: CONSENT_ANSWERS.length }),
    tally: tallyConsent,
    winners: consentWinners,
    detail: (options, votes) => ({ kind: 'answers', answers: answersOf(options, votes) }),
    backing: tallyConsent,
  },
};
