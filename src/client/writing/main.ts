/** Comforts of the forms in which a proposal is written: files sent while one goes on writing, and a map to point at. The forms work without. */
import { sendFiles } from './files.js';
import { pickPlaces } from './place.js';

sendFiles();
pickPlaces();
