import type { Translate } from '../../platform/i18n/translate.js';
import { outlineDocx } from './outline-docx.js';
import { outlineMarkdown } from './outline-markdown.js';
import { outlinePdf } from './outline-pdf.js';
import type { SheetExport } from '../../plans/domain/index.js';
import { sheetOutline } from './sheet-outline.js';

/** One sheet as Markdown, in the language of `t`. */
export const sheetMarkdown = (sheet: SheetExport, t: Translate): string => outlineMarkdown(sheetOutline(sheet, t));

/** One sheet as a Word file. */
export const sheetDocx = (sheet: SheetExport, t: Translate): Promise<Uint8Array> => outlineDocx(sheetOutline(sheet, t));

/** One sheet as a tagged PDF. */
export const sheetPdf = (sheet: SheetExport, t: Translate): Uint8Array => outlinePdf(sheetOutline(sheet, t));
