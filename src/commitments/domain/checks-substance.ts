import { answer, eachMilestone, found, nothing, type Check, type CheckSubject } from './check.js';
import {
  AFFECTED,
  CHANGE,
  CONTINUING,
  FIGURE,
  HEDGED,
  INTERNAL_REPORT,
  keyTerms,
  LACK,
  MODEST,
  NEWNESS,
  says,
  sentencesOf,
  similarity,
  SOURCE,
  TO_THE_PUBLIC,
} from './check-words.js';
import { MILESTONES, type SheetField } from './sheet-template.js';
import { isPlaceholder, wordCount } from './sheet.js';

const written = (subject: CheckSubject, role: Parameters<typeof answer>[1]) => {
  const given = answer(subject, role);
  return given && !isPlaceholder(given.text) ? given : null;
};

/** P1: the problem says who is affected, or has a figure or a source. Source: guidance of the template of 2022. */
export const problemHasPeople: Check = (subject) => {
  const problem = written(subject, 'problem');
  return problem && !says(problem.text, AFFECTED) && !says(problem.text, FIGURE) && !says(problem.text, SOURCE)
    ? found('P1', 'W', '', problem.key)
    : nothing;
};

/** P2: the causes are not the problem said again, nor only the lack of the solution. Source: the same guidance, "root causes". */
export const causesAreCauses: Check = (subject) => {
  const [problem, causes] = [written(subject, 'problem'), written(subject, 'causes')];
  if (!causes) return nothing;
  if (problem && similarity(problem.text, causes.text) > 0.8) return found('P2', 'W', 'repeats', causes.key);
  const sentences = sentencesOf(causes.text);
  return sentences.length === 1 && says(sentences[0]!.replace(/^[\s•●▪*-]+/, ''), LACK)
    ? found('P2', 'W', 'lack', causes.key)
    : nothing;
};

/** P3: the solution shares some key term with the causes. */
export const solutionMeetsCauses: Check = (subject) => {
  const [causes, solution] = [written(subject, 'causes'), written(subject, 'solution')];
  if (!causes || !solution) return nothing;
  const terms = keyTerms(causes.text);
  return [...keyTerms(solution.text)].some((term) => terms.has(term)) ? nothing : found('P3', 'W', '', solution.key);
};

/** P4: the results tell a change and not only products. Source: guidance, "changes in knowledge, behaviour, systems and practices". */
export const resultsAreChanges: Check = (subject) => {
  const results = written(subject, 'results');
  return results && !says(results.text, CHANGE) ? found('P4', 'W', '', results.key) : nothing;
};

/** P5: a figure to start from. */
export const baselineGiven: Check = (subject) => {
  const texts = (['problem', 'done', 'results'] as const).map((role) => written(subject, role)).filter((given) => given !== null);
  return texts.length > 0 && !texts.some(({ text }) => says(text, FIGURE)) ? found('P5', 'N', '', texts[0]!.key) : nothing;
};

const VALUES = ['transparency', 'accountability', 'participation'] as const;
const ARGUED_WORDS = 15;

const valueFields = ({ template }: CheckSubject): SheetField[] => template.fields.filter((field) => field.kind === 'value');

/** V1: one of the three values is claimed and argued in at least 15 words. Source: IRM, open government lens. */
export const valueArgued: Check = (subject) => {
  const given = VALUES.map((role) => answer(subject, role)).filter((found) => found !== null);
  const argued = given.some(({ key, text }) => claimed(subject, key) && !isPlaceholder(text) && wordCount(text) >= ARGUED_WORDS);
  return given[0] && !argued ? found('V1', 'E', '', given[0].key, { words: ARGUED_WORDS }) : nothing;
};

/** Where values are ticked a claim is a tick, elsewhere an answer. */
const claimed = ({ sheet, template }: CheckSubject, key: string): boolean =>
  template.fields.find((field) => field.key === key)?.kind !== 'value' || sheet.values[key]?.ticked === true;

/** V2: technology counts only beside one of the three values. Source: the same lens. */
export const notTechnologyAlone: Check = (subject) => {
  const ticked = valueFields(subject).filter((field) => subject.sheet.values[field.key]?.ticked);
  return ticked.length > 0 && ticked.every((field) => field.role === 'technology')
    ? found('V2', 'W', '', ticked[0]!.key)
    : nothing;
};

/** V3: a tick has its reason, and a reason its tick. */
export const ticksHaveReasons: Check = (subject) =>
  valueFields(subject).flatMap(({ key }) => {
    const value = subject.sheet.values[key];
    const hasText = !isPlaceholder(value?.text ?? '');
    if (value?.ticked && !hasText) return found('V3', 'W', 'no-reason', key);
    return hasText && !value?.ticked ? found('V3', 'W', 'no-tick', key) : nothing;
  });

/** V4: accountability is to the public, not only inside the administration. Source: OGP's value "public accountability". */
export const answersToPublic: Check = (subject) => {
  const accountability = written(subject, 'accountability');
  if (!accountability || !says(accountability.text, INTERNAL_REPORT)) return nothing;
  return says(accountability.text, TO_THE_PUBLIC) ? nothing : found('V4', 'W', '', accountability.key);
};

/** L1: a verb that promises nothing, in a sentence of the solution without a figure or date, or at the head of a milestone. */
export const notHedged: Check = (subject) => {
  const solution = written(subject, 'solution');
  const sentence = solution && sentencesOf(solution.text).find((text) => says(text, HEDGED) && !says(text, FIGURE));
  return [
    ...(solution && sentence ? found('L1', 'W', '', solution.key, { text: sentence.slice(0, 120) }) : []),
    ...eachMilestone(subject, ({ id, title }) =>
      says(title, HEDGED) ? found('L1', 'W', '', id, { text: title.slice(0, 120) }) : nothing,
    ),
  ];
};

/** L2: what goes on says what is new. Source: IRM, potential for results "unclear": continues existing practice. */
export const saysWhatIsNew: Check = (subject) => {
  const solution = written(subject, 'solution');
  return solution && says(solution.text, CONTINUING) && !says(solution.text, NEWNESS)
    ? found('L2', 'W', '', solution.key)
    : nothing;
};

/** L3: an acronym is spelled out once somewhere: in brackets after its words, or with its words in brackets after it. */
export const acronymsExpanded: Check = ({ sheet, template }) => {
  const texts = template.fields
    .filter((field) => field.kind === 'long-text')
    .map((field) => ({ key: field.key, text: sheet.values[field.key]?.text ?? '' }));
  const whole = texts.map(({ text }) => text).join('\n');
  const acronyms = [...new Set(whole.match(/(?<![\p{L}\d])\p{Lu}{3,6}(?![\p{L}\d])/gu) ?? [])];
  const unknown = acronyms.filter(
    (acronym) => !/^[IVXLC]+$/.test(acronym) && !new RegExp(`\\(${acronym}s?[^)]{0,20}\\)|${acronym}s? \\(`).test(whole),
  );
  const where = texts.find(({ text }) => unknown.some((acronym) => text.includes(acronym)));
  return where ? found('L3', 'W', '', where.key, { acronyms: unknown.slice(0, 6).join(', ') }) : nothing;
};

const LONG_SENTENCE = 45;

/** L4: sentences of at most 45 words read easily. */
export const sentencesShort: Check = ({ sheet, template }) =>
  template.fields.flatMap((field) => {
    if (field.kind !== 'long-text') return nothing;
    const long = sentencesOf(sheet.values[field.key]?.text ?? '').filter((sentence) => wordCount(sentence) > LONG_SENTENCE);
    return long.length > 0 ? found('L4', 'N', '', field.key, { count: long.length }) : nothing;
  });

/** L5: awareness, training, a pilot or a website as the only action: said, never as a fault. Source: IRM, "modest" pattern. */
export const notOnlyModest: Check = ({ sheet }) =>
  sheet.milestones.length > 0 && sheet.milestones.every((milestone) => says(milestone.title, MODEST))
    ? found('L5', 'N', '', MILESTONES)
    : nothing;

export const SUBSTANCE_CHECKS: readonly Check[] = [
  problemHasPeople,
  causesAreCauses,
  solutionMeetsCauses,
  resultsAreChanges,
  baselineGiven,
  valueArgued,
  notTechnologyAlone,
  ticksHaveReasons,
  answersToPublic,
  notHedged,
  saysWhatIsNew,
  acronymsExpanded,
  sentencesShort,
  notOnlyModest,
];
