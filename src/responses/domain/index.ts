export * from './disposition.js';
export * from './responses.commands.js';
export * from './responses.policy.js';
