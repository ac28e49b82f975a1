export * from './plan-template.js';
export * from './plan-answers.js';
export * from './publication-gate.js';
