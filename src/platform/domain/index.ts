export * from './budgets.js';
export * from './suspicion.js';
export * from './work.js';
