import { found, nothing, type Check } from './check.js';

const SHORTEST_ROUND_DAYS = 10;
const MOST_LOCAL_COMMITMENTS = 5;

/** T1: it comes from a proposal or a note, or says where else from. Source: Standard 4, reasoned response. */
export const hasOrigin: Check = ({ context: { origins } }) =>
  origins && origins.proposals + origins.notes === 0 && !origins.declared?.trim() ? found('T1', 'E', '', null) : nothing;

/** T2: every proposal of the theme has a decision with its reason. Source: Standard 4, requirement 4.1. */
export const proposalsAnswered: Check = ({ context: { proposalsWithoutResponse: count = 0 } }) =>
  count > 0 ? found('T2', 'E', '', null, { count }) : nothing;

/** T3: the draft was open to comment for ten days, and every comment has its answer. Source: practice of ten to thirty-one days. */
export const commentsAnswered: Check = ({ context: { commentRound: round } }) => [
  ...(round && round.daysOpen < SHORTEST_ROUND_DAYS ? found('T3', 'W', 'short', null, { days: round.daysOpen }) : []),
  ...(round && round.unanswered > 0 ? found('T3', 'W', 'unanswered', null, { count: round.unanswered }) : []),
];

/** T4: a text changed after the comment round says why. */
export const lateChangesExplained: Check = ({ context: { changedAfterRound = [] } }) =>
  changedAfterRound.flatMap(({ key, explained }) => (explained ? nothing : found('T4', 'W', '', key)));

/** T5: a local plan has at most five commitments. Source: OGP Local. */
export const planIsShort: Check = ({ template, context: { commitmentsInPlan: count = 0 } }) =>
  template.key.startsWith('ogp-local') && count > MOST_LOCAL_COMMITMENTS
    ? found('T5', 'W', '', null, { count, limit: MOST_LOCAL_COMMITMENTS })
    : nothing;

/** T6: somebody outside government endorses the plan. Source: OGP Local, requirement 1.4. */
export const endorsed: Check = ({ context: { endorsements } }) => (endorsements === 0 ? found('T6', 'E', '', null) : nothing);

/** T7: the lead institution sat at a table of the theme. */
export const leadSatAtTable: Check = ({ context: { leadAttended } }) =>
  leadAttended === false ? found('T7', 'W', '', null) : nothing;

export const TRACE_CHECKS: readonly Check[] = [
  hasOrigin,
  proposalsAnswered,
  commentsAnswered,
  lateChangesExplained,
  planIsShort,
  endorsed,
  leadSatAtTable,
];
