import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { line, optional } from '../../kernel/text.js';
import { FILE_FORMATS } from './data-file.js';
import { SourceName } from './import-plan.js';
import { IMPORT_FIELDS, IMPORT_KINDS, MAPPED_FIELDS } from './table.js';

/** Brings a file: where it is from, and what its rows are; as its columns say when nothing is chosen. */
export const BringFile = z.object({ sourceName: SourceName, kind: optional(z.enum(IMPORT_KINDS)), file: line(1000) });
export type BringFile = z.output<typeof BringFile>;

const chosen = z.string().max(300).catch('').default('');

/**
 * What each column and each value means. `columns` by field; `values` by mapped field and the place of the value in the column's list, which
 * hold for the column that was shown.
 */
export const MapImport = z.object({
  columns: z.partialRecord(z.enum(IMPORT_FIELDS), chosen).default({}),
  values: z
    .partialRecord(
      z.enum(MAPPED_FIELDS),
      z.preprocess((value) => ({ ...(value as object | undefined) }), z.record(z.string(), chosen)),
    )
    .default({}),
  themeId: optional(z.uuid()),
  areaId: optional(z.uuid()),
  lang: optional(z.enum(LOCALES)),
});
export type MapImport = z.output<typeof MapImport>;

const ticked = z.preprocess((value) => value === 'on' || value === true, z.boolean());

/** Makes a file for the team. */
export const MakeFile = z.object({ format: z.enum(FILE_FORMATS, { error: 'choose' }), hasMark: ticked });
export type MakeFile = z.output<typeof MakeFile>;
