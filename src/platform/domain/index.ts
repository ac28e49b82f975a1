export * from './budgets.js';
export * from './csv-table.js';
export * from './files.js';
export * from './suspicion.js';
export * from './work.js';
