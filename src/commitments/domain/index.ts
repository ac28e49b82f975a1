export * from './fuzzy-date.js';
export * from './sheet-template.js';
export * from './sheet.js';
export * from './sheet-edits.js';
export * from './sheet-changes.js';
export * from './full-text.js';
export * from './database-row.js';
export type { CheckContext, CheckLevel, Finding } from './check.js';
export * from './checks.js';
