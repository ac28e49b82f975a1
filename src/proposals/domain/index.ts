export * from './feasibility.js';
export * from './find-proposals.js';
export * from './proposal-state.js';
export * from './proposals.commands.js';
export * from './proposals.policy.js';
export * from './paths.js';
export * from './reminders.js';
