export { PrioritiesModule } from './priorities.module.js';
export { PrioritiesQueries } from './priorities.queries.js';
export { PrioritiesService } from './priorities.service.js';
