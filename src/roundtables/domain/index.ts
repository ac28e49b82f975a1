/** The pure heart of roundtables: everything the server, the browser and the modules above may use of it. */
export * from './agenda.js';
export * from './ballot.js';
export * from './ballot-words.js';
export * from './bundle.js';
export * from './minutes.js';
export * from './paths.js';
export * from './room-code.js';
export * from './room-protocol.js';
export * from './roundtables.commands.js';
export * from './roundtables.policy.js';
export * from './sections.js';
export { answerNumber, CONSENT_ANSWERS, needsReason, type ConsentAnswer } from './tally/consent.js';
export { TALLY_METHODS, type Detail, type TallyMethod } from './tally/methods.js';
export { tallyBySector, type SectorTally } from './tally/sectors.js';
export type { Choices, Tally } from './tally/votes.js';
