import { fold } from './date-words.js';
import { answer, found, nothing, type Check, type CheckSubject } from './check.js';
import { lastDay } from './fuzzy-date.js';
import { fieldByRole, type FieldRole } from './sheet-template.js';
import { dateOf, institutionsIn, isNotApplicable, isPlaceholder, wordCount } from './sheet.js';

const TITLE_CHARACTERS = 150;

/** C1: a name is there, short, and unlike the plan's others. Source: OGP's database, where names longer than 150 characters are rare. */
export const namedWell: Check = (subject) => {
  const title = answer(subject, 'title');
  if (!title) return nothing;
  if (isPlaceholder(title.text)) return found('C1', 'E', 'blank', title.key);
  const taken = subject.context.otherTitles?.some((other) => fold(other) === fold(title.text));
  return [
    ...(title.text.length > TITLE_CHARACTERS
      ? found('C1', 'E', 'long', title.key, { limit: TITLE_CHARACTERS, characters: title.text.length })
      : []),
    ...(taken ? found('C1', 'E', 'taken', title.key) : []),
  ];
};

/** C2: a brief description, of 10 to 160 words (90 in 100 real sheets have fewer than 161). */
export const describedBriefly: Check = (subject) => {
  const brief = answer(subject, 'brief');
  if (!brief) return nothing;
  if (isPlaceholder(brief.text)) return found('C2', 'E', 'blank', brief.key);
  const words = wordCount(brief.text);
  return words < 10 || words > 160 ? found('C2', 'W', 'length', brief.key, { words }) : nothing;
};

/** C3: at least one lead institution, and a public body among them. Source: two real sheets led by civil society alone were hard to hold to account. */
export const ledByPublicBody: Check = (subject) => {
  const lead = answer(subject, 'lead');
  if (!lead) return nothing;
  const names = isPlaceholder(lead.text) ? [] : institutionsIn(lead.text);
  if (names.length === 0) return found('C3', 'E', 'blank', lead.key);
  const known = new Set((subject.context.nonPublicBodies ?? []).map(fold));
  return names.every((name) => known.has(fold(name)) || /^(?:cso|osc)\b/.test(fold(name)))
    ? found('C3', 'W', 'not-public', lead.key)
    : nothing;
};

/** C4: somebody outside government supports it. Source: Participation and Co-creation Standards, 3 and 5. */
export const supportedOutsideGovernment: Check = (subject) => {
  const asked = (['supporting-civil-society', 'supporting-others'] as const)
    .map((role) => answer(subject, role))
    .filter((found) => found !== null);
  const named =
    asked.some(({ text }) => !isPlaceholder(text)) ||
    subject.sheet.milestones.some((m) => m.supporting.civilSociety.trim() || m.supporting.others.trim());
  return asked[0] && !named ? found('C4', 'W', '', asked[0].key) : nothing;
};

/** C5: the period has a start before its end, inside the plan's period; later than the plan's end only warns, as real plans do it. */
export const periodMakesSense: Check = (subject) => {
  const [start, end] = [fieldByRole(subject.template, 'start'), fieldByRole(subject.template, 'end')];
  if (!start || !end) return nothing;
  const from = dateOf(subject.sheet, start.key, { as: 'start' })?.iso ?? null;
  const until = dateOf(subject.sheet, end.key, { as: 'due' });
  const to = until && lastDay(until);
  if (!from || !to)
    return [...(from ? [] : found('C5', 'E', 'no-start', start.key)), ...(to ? [] : found('C5', 'E', 'no-end', end.key))];
  if (from >= to) return found('C5', 'E', 'order', end.key);
  const plan = subject.context.planPeriod;
  if (!plan) return nothing;
  const outside = to < plan.start || from > plan.end;
  if (outside) return found('C5', 'E', 'outside-plan', start.key);
  return [
    ...(from < plan.start ? found('C5', 'E', 'before-plan', start.key) : []),
    ...(to > plan.end ? found('C5', 'W', 'after-plan', end.key) : []),
  ];
};

const ESSENTIAL: readonly FieldRole[] = ['problem', 'causes', 'solution', 'results'];

/** C6: problem, causes, solution and results say something; a placeholder is nothing. Source: real rows holding only "See action plan". */
export const essentialsAnswered: Check = (subject) =>
  ESSENTIAL.flatMap((role) => {
    const given = answer(subject, role);
    return given && isPlaceholder(given.text)
      ? found('C6', 'E', given.text ? 'placeholder' : 'blank', given.key, { text: given.text.slice(0, 40) })
      : nothing;
  });

/** C7: what was done before takes at least ten words. Only warns: that nothing was done is a legitimate answer. */
export const pastTold: Check = (subject) => {
  const done = answer(subject, 'done');
  return done && wordCount(done.text) < 10 ? found('C7', 'W', '', done.key) : nothing;
};

/** C8: not all of transparency, accountability and participation are blank or N/A; one that does not apply is only remarked. */
export const analysisAnswered: Check = (subject) => {
  const analysis = (['transparency', 'accountability', 'participation'] as const)
    .map((role) => ({ role, field: fieldByRole(subject.template, role) }))
    .flatMap(({ field }) => (field?.kind === 'long-text' ? [{ key: field.key, text: textAt(subject, field.key) }] : []));
  if (analysis.length === 0) return nothing;
  if (analysis.every(({ text }) => isPlaceholder(text))) return found('C8', 'E', 'none', analysis[0]!.key);
  return analysis.flatMap(({ key, text }) => (isNotApplicable(text) ? found('C8', 'N', 'not-applicable', key) : nothing));
};

const textAt = ({ sheet }: CheckSubject, key: string): string => sheet.values[key]?.text.trim() ?? '';

export const COMPLETENESS_CHECKS: readonly Check[] = [
  namedWell,
  describedBriefly,
  ledByPublicBody,
  supportedOutsideGovernment,
  periodMakesSense,
  essentialsAnswered,
  pastTold,
  analysisAnswered,
];
