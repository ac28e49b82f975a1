import './happenings.js';

export { AppealLink } from './appeal-link.js';
export { DecisionAnswers } from './decision-answers.js';
export { ModerationModule } from './moderation.module.js';
export { ModerationPolicy } from './policy.service.js';
export { ModerationQueries } from './moderation.queries.js';
export { decisionFields, reportFields } from './words.js';
export { ModerationService } from './moderation.service.js';
