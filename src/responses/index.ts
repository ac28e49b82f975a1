export { Contributions, type OwedIn, type StepCoverage } from './contributions.js';
export { Response } from './response.entity.js';
export { ResponsesModule } from './responses.module.js';
export { ResponsesQueries, type Coverage, type ResponseRow } from './responses.queries.js';
export { ResponsesService } from './responses.service.js';
export { dispositionTag } from './disposition-tag.js';
export { ledgerPath } from './responses.page.js';
