export * from './outline.js';
export * from './sheet-outline.js';
export * from './plan-outline.js';
export * from './sheet-files.js';
export * from './plan-files.js';
export * from './sheet-json.js';
export * from './plan-json.js';
export * from './commitments-csv.js';
