import { z } from 'zod';
import { STAGE_KINDS, type StagePlan } from './stage.js';

const texts = z.object({ es: z.string(), en: z.string(), fr: z.string() });

/** A way to set a process up: its stages, with their usual distances in days from the first day. A data file under `process/templates`. */
export const ProcessTemplate = z.object({
  key: z.string(),
  name: texts,
  description: texts,
  stages: z.array(
    z.object({
      kind: z.enum(STAGE_KINDS),
      name: texts,
      startsAfterDays: z.number().int().min(0),
      lastsDays: z.number().int().min(1),
    }),
  ),
  /** Days between publishing the timeline and the start of the call. OGP Participation and Co-creation Standard 3.1: at least two weeks. */
  noticeDays: z.number().int(),
  /** What the page of the call says and which rules are proposed, until the coordinators write their own. */
  call: z.object({ asks: texts, purpose: texts, terms: texts, rules: texts }),
});
export type ProcessTemplate = z.output<typeof ProcessTemplate>;

const DAY_MS = 24 * 3600 * 1000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The stages that a template proposes when the process starts on `firstDay`. */
export const proposedStages = (template: ProcessTemplate, firstDay: string): StagePlan[] =>
  template.stages.map((stage) => ({
    kind: stage.kind,
    name: stage.name,
    startsOn: addDays(firstDay, stage.startsAfterDays),
    endsOn: addDays(firstDay, stage.startsAfterDays + stage.lastsDays - 1),
  }));

/** Whether the call starts too soon after its announcement (OGP Standard 3.1): the first day on which it may start, or null when all is well. */
export function earliestCall(template: ProcessTemplate, stages: readonly StagePlan[], announcedOn: string): string | null {
  const call = stages.find((stage) => stage.kind === 'call');
  const earliest = addDays(announcedOn, template.noticeDays);
  return call && call.startsOn < earliest ? earliest : null;
}
