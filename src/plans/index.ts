export { Dossiers, publishedSheet } from './dossiers.js';
export { planFactTexts } from './plan-facts.js';
export { ActionPlan, Publication } from './plan.entity.js';
export { PLAN_TEMPLATE } from './plan-template.js';
export { PlansModule } from './plans.module.js';
export { PlansQueries, type PlanRow, type PublicationRow } from './plans.queries.js';
export { PlansService } from './plans.service.js';
