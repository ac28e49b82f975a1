import type { Translate } from '../../platform/i18n/translate.js';
import { outlineDocx } from './outline-docx.js';
import { outlineMarkdown } from './outline-markdown.js';
import { outlinePdf } from './outline-pdf.js';
import { planOutline } from './plan-outline.js';
import type { PlanExport } from '../../plans/domain/index.js';

/** The whole plan, its sections and every sheet, as Markdown in the language of `t`. */
export const planMarkdown = (plan: PlanExport, t: Translate): string => outlineMarkdown(planOutline(plan, t));

/** The whole plan as a Word file. */
export const planDocx = (plan: PlanExport, t: Translate): Promise<Uint8Array> => outlineDocx(planOutline(plan, t));

/** The whole plan as a tagged PDF. */
export const planPdf = (plan: PlanExport, t: Translate): Uint8Array => outlinePdf(planOutline(plan, t));
