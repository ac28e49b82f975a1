import { fold } from './date-words.js';
import { eachMilestone, found, nothing, type Check, type Finding } from './check.js';
import { DELIVERABLE, FIGURE, OPENING, says } from './check-words.js';
import { lastDay } from './fuzzy-date.js';
import { fieldByRole, MILESTONES } from './sheet-template.js';
import { dateOf, isPlaceholder } from './sheet.js';

/** M1: at least one milestone; real sheets have two to nine. */
export const milestonesCounted: Check = ({ sheet }) => {
  const count = sheet.milestones.filter((milestone) => milestone.title.trim()).length;
  if (count === 0) return found('M1', 'E', 'none', MILESTONES);
  return count < 2 || count > 9 ? found('M1', 'W', 'number', MILESTONES, { count }) : nothing;
};

/** M2: each milestone says what can be seen at its end. Source: the template of 2022, "Expected Outputs". */
export const outputsGiven: Check = (subject) =>
  eachMilestone(subject, (milestone, number) =>
    isPlaceholder(milestone.output) ? found('M2', 'E', '', milestone.id, { number }) : nothing,
  );

/** M3: each has a completion date with at least a year. One of a quarter, a half or a year is kept as written and warned about. */
export const datesGiven: Check = (subject) =>
  eachMilestone(subject, (milestone, number) => {
    const due = milestone.due;
    if (!due || due.original === '') return found('M3', 'E', 'none', milestone.id, { number });
    if (!due.precision) return found('M3', 'E', 'unreadable', milestone.id, { number, text: due.original });
    if (due.ambiguous) return found('M3', 'W', 'ambiguous', milestone.id, { number, text: due.original });
    return due.precision === 'day' || due.precision === 'month'
      ? nothing
      : found('M3', 'W', 'coarse', milestone.id, { number, text: due.original });
  });

/** M4: each ends within the commitment's period, and not all on one date (a real sheet had all of them in "2025"). */
export const datesWithinPeriod: Check = (subject) => {
  const { sheet, template } = subject;
  const [start, end] = [fieldByRole(template, 'start'), fieldByRole(template, 'end')];
  const from = start && dateOf(sheet, start.key, { as: 'start' })?.iso;
  const until = end && dateOf(sheet, end.key, { as: 'due' });
  const to = until ? lastDay(until) : null;
  const outside = eachMilestone(subject, (milestone, number) => {
    const [first, last] = [milestone.due?.iso, milestone.due && lastDay(milestone.due)];
    const isOutside = (from && last && last < from) || (to && first && first > to);
    return isOutside ? found('M4', 'E', 'outside', milestone.id, { number, text: milestone.due?.original ?? '' }) : nothing;
  });
  const dates = sheet.milestones.map((milestone) => milestone.due?.iso).filter(Boolean);
  const same = dates.length > 1 && dates.length === sheet.milestones.length && new Set(dates).size === 1;
  return [...outside, ...(same ? found('M4', 'W', 'same', MILESTONES) : [])];
};

/** M5: the last milestone ends before the plan does. */
export const endsWithPlan: Check = ({ sheet, context }) => {
  const last = sheet.milestones
    .flatMap((milestone) => (milestone.due?.iso ? [{ id: milestone.id, first: milestone.due.iso }] : []))
    .sort((a, b) => (a.first < b.first ? 1 : -1))[0];
  return last && context.planPeriod && last.first > context.planPeriod.end ? found('M5', 'W', '', last.id) : nothing;
};

/** M6: an output can be counted or seen: it has a figure or names a thing. Source: IRM, "objectively verifiable activities". */
export const outputsVerifiable: Check = (subject) =>
  eachMilestone(subject, ({ id, output }, number) =>
    isPlaceholder(output) || says(output, FIGURE) || says(output, DELIVERABLE) ? nothing : found('M6', 'W', '', id, { number }),
  );

/** M7: the output is more than the milestone said again. */
export const outputsDiffer: Check = (subject) =>
  eachMilestone(subject, ({ id, title, output }, number) =>
    title.trim() && fold(title) === fold(output) ? found('M7', 'W', '', id, { number }) : nothing,
  );

/** M8: somebody answers for each milestone. */
export const milestonesHaveLead: Check = (subject) =>
  eachMilestone(subject, ({ id, lead }, number) => (isPlaceholder(lead) ? found('M8', 'W', '', id, { number }) : nothing));

/** M9: some milestone publishes, takes part or follows up. */
export const somethingOpens: Check = ({ sheet }) =>
  sheet.milestones.length > 0 && !sheet.milestones.some((m) => says(`${m.title} ${m.output} ${m.description}`, OPENING))
    ? found('M9', 'W', '', MILESTONES)
    : nothing;

/** M10: no milestone twice, by its words or by its number (a real sheet has two called "Hito 7"). */
export const milestonesDistinct: Check = (subject) => {
  const seen = new Map<string, number>();
  return eachMilestone(subject, ({ id, title }, number): Finding[] => {
    const words = fold(title);
    const label = /^(?:hito|milestone|jalon)\s*\d+/.exec(words)?.[0];
    const earlier = seen.get(words) ?? (label ? seen.get(label) : undefined);
    if (words) seen.set(words, number);
    if (label) seen.set(label, number);
    return words && earlier !== undefined ? found('M10', 'W', '', id, { number, earlier }) : nothing;
  });
};

export const MILESTONE_CHECKS: readonly Check[] = [
  milestonesCounted,
  outputsGiven,
  datesGiven,
  datesWithinPeriod,
  endsWithPlan,
  outputsVerifiable,
  outputsDiffer,
  milestonesHaveLead,
  somethingOpens,
  milestonesDistinct,
];
