import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessRules } from '../platform/access/access.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { Contributions } from '../responses/index.js';
import { maySheet, maySheets, SHEET_ACTIONS, SHEETS_ACTIONS, type SheetFacts } from './domain/index.js';
import { SheetSubjects } from './sheet-subjects.js';
import { SheetsQueries } from './sheets.queries.js';

/** Registers who may do what with sheets, how facets call them, and that every comment on a draft is owed an answer. */
@Injectable()
export class CommitmentsAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly subjects: SubjectRegistry,
    private readonly contributions: Contributions,
    private readonly processes: ProcessQueries,
    private readonly sheets: SheetsQueries,
    private readonly views: SheetSubjects,
  ) {}

  onModuleInit(): void {
    for (const action of SHEETS_ACTIONS) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => maySheets(who, action, facts),
      });
    }
    for (const action of SHEET_ACTIONS) {
      this.rules.register<SheetFacts>(action, {
        facts: (params) => this.byNumber(params['process'] ?? '', params['number'] ?? ''),
        may: (who, facts) => maySheet(who, action, facts),
      });
    }
    this.subjects.register('sheet', (ids) => this.views.sheets(ids));
    this.subjects.register('sheet-field', (ids, locale) => this.views.places(ids, locale));
    this.subjects.register('milestone', (ids, locale) => this.views.places(ids, locale));
    this.subjects.register('comment', (ids) => this.views.commentViews(ids));
    this.contributions.register('comment', (processId) => this.sheets.owedIn(processId));
  }

  private byNumber(process: string, number: string): Promise<SheetFacts | null> {
    return /^[1-9]\d{0,6}$/.test(number) ? this.sheets.factsByNumber(process, Number(number)) : Promise.resolve(null);
  }
}
