export * from './contact-import.js';
export * from './contact-words.js';
export * from './invitation-state.js';
export * from './merge-fields.js';
export * from './outreach.commands.js';
export * from './outreach.policy.js';
export * from './paths.js';
export * from './small-cells.js';
