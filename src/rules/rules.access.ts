import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localized, type Locale } from '../kernel/localized.js';
import { AccessRules } from '../platform/access/access.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Translator } from '../platform/i18n/translator.js';
import { SubjectRegistry, type SubjectView } from '../platform/subjects/subject-registry.js';
import { rulesPath } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { mayRules, type RulesAction, type RulesFacts } from './domain/index.js';

/** Registers who may do what with the rules of a process, and how facets call them. */
@Injectable()
export class RulesAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly subjects: SubjectRegistry,
    private readonly processes: ProcessQueries,
    private readonly translator: Translator,
    private readonly reader: Reader,
  ) {}

  onModuleInit(): void {
    for (const action of ['rules.view', 'rules.comment'] satisfies RulesAction[]) {
      this.rules.register<RulesFacts>(action, {
        facts: (params) => this.facts(params['process'] ?? ''),
        may: (who, facts) => mayRules(who, action, facts),
      });
    }
    this.subjects.register('rules', (ids, locale) => this.describe(ids, locale));
  }

  private async facts(slug: string): Promise<RulesFacts | null> {
    const facts = await this.processes.facts({ slug });
    if (!facts) return null;
    const row = await this.reader.first(sql<Pick<RulesFacts, 'version' | 'hasCallBegun'>>`
      select (select max(version) from call_rules where process_id = ${facts.processId}) as version,
        exists (select from stage where process_id = ${facts.processId} and kind = 'call' and opened_at is not null) as "hasCallBegun"`);
    return { ...facts, version: row?.version ?? null, hasCallBegun: row?.hasCallBegun ?? false };
  }

  /** Rules are known by the id of their process: what is said of them is said of all their versions. */
  private async describe(ids: readonly string[], locale: Locale): Promise<ReadonlyMap<string, SubjectView>> {
    const rows = await this.reader.rows(sql<Pick<ProcessRow, 'id' | 'slug' | 'name'>>`
      select id, slug, name from process where id::text = any(${[...ids]}::text[]) and published_at is not null
        and exists (select from call_rules r where r.process_id = process.id)`);
    const t = this.translator.in(locale);
    return new Map(
      rows.map(({ id, slug, name }) => [
        id,
        { title: t('rules.title-of', { process: localized(name, locale) }), href: rulesPath(slug), lang: null },
      ]),
    );
  }
}
