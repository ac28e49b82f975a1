export * from './moderation.commands.js';
export * from './moderation.policy.js';
export * from './paths.js';
export * from './rules.js';
