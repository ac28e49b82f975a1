import { Controller, Get } from '@nestjs/common';
import { subjectKey } from '../kernel/subject.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import { csvFile, type CsvCell } from '../platform/web/csv.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page, Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { Contributions } from './contributions.js';
import { LedgerFilter } from './domain/index.js';
import { LEDGER_PAGE, ledgerPage } from './responses.page.js';
import { ResponsesQueries, type ResponseRow } from './responses.queries.js';

const COLUMNS = ['kind', 'subject', 'url', 'disposition', 'reason', 'decidedBy', 'at'];
const EXPORT_BATCH = 500;

/** The ledger of reasoned responses, as everybody reads it. */
@Controller('processes/:process')
export class ResponsesController {
  constructor(
    private readonly reader: Reader,
    private readonly responses: ResponsesQueries,
    private readonly contributions: Contributions,
    private readonly processes: ProcessQueries,
    private readonly subjects: SubjectRegistry,
    private readonly config: Config,
  ) {}

  @Get('responses')
  @Can('response.view')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const filter = LedgerFilter.parse(x.query);
    const [process, rows, coverage, counts, steps] = await this.reader.together(() =>
      Promise.all([
        this.processes.byId(processId) as Promise<ProcessRow>,
        this.responses.page(processId, filter, LEDGER_PAGE, (filter.page - 1) * LEDGER_PAGE),
        this.responses.coverage(processId),
        this.responses.counts(processId),
        this.contributions.steps(processId),
      ]),
    );
    const subjects = await this.reader.together(() => this.subjects.describe(rows.map(subjectOf), x.locale));
    return ledgerPage(x, { process, filter, rows, coverage, counts, steps, subjects });
  }

  @Get('responses.csv')
  @Can('response.view')
  csv(@X() x: Exchange): Reply {
    const { processId, slug } = x.facts<ProcessFacts>();
    return csvFile(`${slug}-responses.csv`, COLUMNS, this.records(x, processId));
  }

  private async *records(x: Exchange, processId: string): AsyncGenerator<CsvCell[]> {
    for (let offset = 0; ; offset += EXPORT_BATCH) {
      const rows = await this.responses.page(processId, { kind: null, disposition: null }, EXPORT_BATCH, offset);
      const subjects = await this.subjects.describe(rows.map(subjectOf), x.locale);
      for (const row of rows) {
        const subject = subjects.get(subjectKey(subjectOf(row)));
        const url = subject ? this.config.PUBLIC_URL + subject.href : null;
        yield [row.subjectKind, subject?.title ?? null, url, row.disposition, row.reason, row.decidedBy, row.at.toISOString()];
      }
      if (rows.length < EXPORT_BATCH) return;
    }
  }
}

const subjectOf = (row: ResponseRow) => ({ kind: row.subjectKind, id: row.subjectId });
