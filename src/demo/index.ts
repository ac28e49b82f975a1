export { greeting } from './greeting.js';
export { findSample, type Sample } from './sample.js';
export { isUntouched, tellSample } from './tell.js';
