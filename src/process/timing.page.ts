import type { TagModel } from '../platform/web/components.js';
import type { Translate } from '../platform/i18n/translate.js';
import { LEAST_CALL_DAYS, LEAST_COMMENT_DAYS, timingChecks, type TimingFacts, type TimingState } from './domain/index.js';

/** What the standards ask of a process's times: what holds, what is missing, by when, and who asks for it. */
export interface TimingModel {
  title: string;
  lead: string;
  checks: { title: string; about: string; source: string; by: string | null; state: TagModel }[];
}

const LOOKS: Record<TimingState, Pick<TagModel, 'tone' | 'icon'>> = {
  holds: { tone: 'ok', icon: 'check' },
  due: { tone: 'sun', icon: 'clock' },
  late: { tone: 'warn', icon: 'triangle-alert' },
  missing: { tone: 'warn', icon: 'triangle-alert' },
};

export function timingModel(t: Translate, facts: TimingFacts): TimingModel | null {
  const checks = timingChecks(facts);
  if (checks.length === 0) return null;
  return {
    title: t('process.timing.title'),
    lead: t('process.timing.lead', { done: checks.filter(({ state }) => state === 'holds').length, total: checks.length }),
    checks: checks.map(({ key, state, source, by }) => ({
      title: t(`process.timing.${key}`),
      about: t(`process.timing.${key}.about`, { call: LEAST_CALL_DAYS, comments: LEAST_COMMENT_DAYS, notice: facts.noticeDays }),
      source: source === 'practice' ? t('process.timing.practice') : t('process.timing.standard', { number: source }),
      by: by === null ? null : t('process.timing.by', { day: t.date(by, 'day') }),
      state: { text: t(`process.timing.state.${state}`), ...LOOKS[state] },
    })),
  };
}
