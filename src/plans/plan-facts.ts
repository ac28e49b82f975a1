import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { FactsModel } from '../platform/web/components.js';
import { entriesOf, type PlanFactKey } from './domain/index.js';
import { PLAN_TEMPLATE } from './plan-template.js';
import type { PlanRow, PublicationRow } from './plans.queries.js';

/** The head of a plan's OGP page, in the reader's words; what is not known is left out. */
export function planFactTexts(t: Translate, plan: PlanRow, published: PublicationRow): Partial<Record<PlanFactKey, string>> {
  const lead = published.answers.answers['lead_institutions'];
  const texts: Partial<Record<PlanFactKey, string | null>> = {
    plan: localized(plan.name, t.locale),
    submission_year: plan.submittedOn?.slice(0, 4),
    end: plan.endsOn ? t.date(plan.endsOn, 'month') : null,
    lead_institution: lead ? t.list(entriesOf(lead)) : null,
    duration:
      plan.startsOn && plan.endsOn
        ? t('plans.facts.duration', { from: t.date(plan.startsOn, 'month'), to: t.date(plan.endsOn, 'month') })
        : null,
    submitted_on: plan.submittedOn ? t.date(plan.submittedOn, 'day') : null,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as Partial<Record<PlanFactKey, string>>;
}

export function planFacts(t: Translate, plan: PlanRow, published: PublicationRow): FactsModel {
  const texts = planFactTexts(t, plan, published);
  return {
    rows: PLAN_TEMPLATE.facts.items.flatMap(({ key, label }) => {
      const text = texts[key];
      return text ? [{ term: label[t.locale], text, href: null }] : [];
    }),
  };
}
