export { TraceLink } from './trace-link.entity.js';
export { TraceModule } from './trace.module.js';
export { TraceQueries } from './trace.queries.js';
export { TraceService } from './trace.service.js';
