export { RuleComments } from './rule-comments.service.js';
export { RulesModule } from './rules.module.js';
