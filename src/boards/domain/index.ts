/** The pure heart of boards: everything the server, the browser and the modules above may use of it. */
export * from './actor.js';
export { advance, apply, draftOf, fold, type Draft } from './apply.js';
export * from './board.js';
export * from './commands.js';
export { decide, owns, type Decision, type Over } from './decide.js';
export { digest } from './digest.js';
export * from './events.js';
export * from './history.js';
export { inverseOf } from './inverse.js';
export { ORDER_KEY_MAX, compareKeys, evenKeys, isOrderKey, keyAt, keyBetween } from './order.js';
export { orderAt } from './placing.js';
export { ANYBODY, ANY_RECORDER, concerned, project, projectEntry, viewerOf, type Viewer } from './projection.js';
export * from './protocol.js';
export * from './reading-order.js';
export * from './refusals.js';
export * from './replica.js';
export * from './rows.js';
export * from './wire.js';
