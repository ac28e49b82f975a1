export * from './call.js';
export * from './call-questions.js';
export * from './ogp-timing.js';
export * from './process.commands.js';
export * from './process.policy.js';
export * from './stage.js';
export * from './template.js';
export * from './paths.js';
