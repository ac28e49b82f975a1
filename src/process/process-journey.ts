import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import { journey, type JourneyModel } from '../platform/web/components.js';
import { stageState, type StageState } from './domain/index.js';
import type { StageRow } from './process.queries.js';

const STEP_STATES: Record<StageState, 'done' | 'now' | 'next'> = { closed: 'done', open: 'now', scheduled: 'next' };

/** The whole way of a process as a line, with its real dates. */
export function processJourney(t: Translate, stages: readonly StageRow[]): JourneyModel {
  return journey(
    t('process.journey.label'),
    stages.map((stage) => {
      const state = STEP_STATES[stageState(stage)];
      return {
        state,
        stateText: t(`process.journey.${state}`),
        name: localized(stage.name, t.locale),
        when: stageDates(t, stage),
        href: null,
        hrefText: null,
      };
    }),
  );
}

/** The announced days of a stage. */
export const stageDates = (t: Translate, stage: Pick<StageRow, 'startsOn' | 'endsOn'>): string =>
  t.days(stage.startsOn, stage.endsOn);
