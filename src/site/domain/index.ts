export * from './invitation.js';
export * from './term.js';
