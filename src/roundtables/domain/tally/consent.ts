import { forEachOption, leaders, type Choices, type Tally } from './votes.js';

/** The answers of a consent round, by the number that stands for each. 0, or none, is an abstention. */
export const CONSENT_ANSWERS = ['agree', 'concern', 'aside', 'object'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];
export const answerNumber = (answer: ConsentAnswer): number => CONSENT_ANSWERS.indexOf(answer) + 1;

/** A concern and an objection are only worth as much as their reason: both need one. */
export const needsReason = (given: number): boolean => given === answerNumber('concern') || given === answerNumber('object');

export type Answers = Readonly<Record<string, Readonly<Record<ConsentAnswer, number>>>>;

export const answersOf = (options: readonly string[], votes: readonly Choices[]): Answers =>
  forEachOption(
    options,
    (option) =>
      Object.fromEntries(
        CONSENT_ANSWERS.map((answer) => [answer, votes.filter((vote) => vote[option] === answerNumber(answer)).length]),
      ) as Record<ConsentAnswer, number>,
  );

/**
 * Consent: an option passes when somebody carries it (agrees, with or without a concern) and nobody objects; among several that pass, the one most
 * people carry. G. Endenburg, "Sociocracy: The Organization of Decision-Making", 1998; the four answers as in Seeds for Change, "Consensus Decision Making".
 */
export const tallyConsent = (options: readonly string[], votes: readonly Choices[]): Tally => {
  const answers = answersOf(options, votes);
  return forEachOption(options, (option) => (answers[option]?.agree ?? 0) + (answers[option]?.concern ?? 0));
};

export function consentWinners(options: readonly string[], votes: readonly Choices[]): string[] {
  const [answers, carried] = [answersOf(options, votes), tallyConsent(options, votes)];
  const passing = options.filter((option) => answers[option]?.object === 0 && (carried[option] ?? 0) > 0);
  return passing.length === 0 ? [] : leaders(passing, carried);
}
