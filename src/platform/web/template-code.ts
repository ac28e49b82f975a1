import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

// Run by Node itself too, in the build: only erasable TypeScript here.

/** The only helpers there are. A template that needs another one wants logic that belongs into its view model. */
const HELPERS = { if: true, unless: true, each: true, with: true, t: true, date: true, number: true, icon: true, asset: true };

/**
 * `strict` makes a missing field an error. `knownHelpersOnly` makes an unknown helper one. `preventIndent` keeps the indentation of a
 * partial's tag out of its output, which would otherwise grow the text in every textarea.
 */
const OPTIONS = {
  strict: true,
  knownHelpers: { ...HELPERS, lookup: false, log: false, helperMissing: false, blockHelperMissing: false },
  knownHelpersOnly: true,
  preventIndent: true,
};

/** What the build leaves in `dist` for the start: the code of each template, by the key of its text. */
export const TEMPLATE_CODE_FILE = 'views.json';

export const templateKey = (source: string): string => createHash('sha256').update(source).digest('base64url');

/** The template as code of JavaScript. Throws at a mistake in it. */
export const templateCode = (source: string): string => Handlebars.precompile(source, OPTIONS) as string;

/** All templates below a folder, in the order of their paths. */
export const templateFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => join(folder, name))
    .sort();
