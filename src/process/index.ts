export { callProse, zoneName, type CallProse } from './call.page.js';
export { CallQueries, type RulesRow } from './call.queries.js';
export { CallService } from './call.service.js';
export { Area, Process, Stage, Theme } from './process.entity.js';
export { NewsService } from './news.service.js';
export { ProcessModule } from './process.module.js';
export {
  ProcessQueries,
  type AreaRow,
  type ProcessOutline,
  type ProcessRow,
  type StageRow,
  type ThemeRow,
} from './process.queries.js';
export { ProcessService } from './process.service.js';
export { processJourney } from './process-journey.js';
