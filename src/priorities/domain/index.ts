export * from './paths.js';
export * from './priorities.commands.js';
export * from './priorities.policy.js';
export * from './scoring.js';
