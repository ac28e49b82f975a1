import type { Check, CheckContext, CheckLevel, Finding } from './check.js';
import { COMPLETENESS_CHECKS } from './checks-completeness.js';
import { MILESTONE_CHECKS } from './checks-milestones.js';
import { SUBSTANCE_CHECKS } from './checks-substance.js';
import { TRACE_CHECKS } from './checks-trace.js';
import type { SheetTemplate } from './sheet-template.js';
import type { SheetDocument } from './sheet.js';

const CHECKS: readonly Check[] = [...COMPLETENESS_CHECKS, ...MILESTONE_CHECKS, ...SUBSTANCE_CHECKS, ...TRACE_CHECKS];

const ORDER: readonly CheckLevel[] = ['E', 'W', 'N'];

/**
 * Everything the checks have to say about a sheet, what blocks publication first. They speak of completeness and of what
 * can be verified; they never score ambition: measured on 489 reviewed sheets, no such count tells it.
 */
export function checkSheet(sheet: SheetDocument, template: SheetTemplate, context: CheckContext = {}): Finding[] {
  const findings = CHECKS.flatMap((check) => check({ sheet, template, context }));
  return ORDER.flatMap((level) => findings.filter((finding) => finding.level === level));
}

/** Only what blocks publication. */
export const blocking = (findings: readonly Finding[]): Finding[] => findings.filter((finding) => finding.level === 'E');
