export * from './plan-template.js';
export * from './plan-answers.js';
export * from './publication-gate.js';
export * from './dossier.js';
export * from './plans.commands.js';
export * from './plans.policy.js';
