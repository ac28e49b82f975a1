export * from './participants.policy.js';
export * from './sector.js';
export * from './participants.commands.js';
