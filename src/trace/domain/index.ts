export * from './graph.js';
export * from './picture.js';
