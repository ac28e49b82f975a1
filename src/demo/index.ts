export { greeting } from './greeting.js';
export { findSample, type Sample } from './sample.js';
export { ensureSample, tellSample } from './tell.js';
