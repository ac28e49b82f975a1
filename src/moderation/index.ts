import './happenings.js';

export { AppealLink } from './appeal-link.js';
export { ModerationModule } from './moderation.module.js';
export { ModerationPolicy } from './policy.service.js';
export { ModerationQueries } from './moderation.queries.js';
export { decisionFields } from './words.js';
export { ModerationService } from './moderation.service.js';
