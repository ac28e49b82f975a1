import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { readCsv, type CsvTable } from '../platform/domain/index.js';
import { Events } from '../platform/events/events.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import { Retention } from '../platform/retention/retention.js';
import { ProcessQueries } from '../process/index.js';
import { ContactImport } from './contact.entity.js';
import { ContactsService } from './contacts.service.js';
import { guessMapping, planImport, ROWS_MAX, themesByName, type ImportPlan, type Mapping } from './domain/index.js';
import './happenings.js';
import { OutreachQueries } from './outreach.queries.js';

/** A table on its way in: what it holds, which column is what, and what would become of each row. */
export interface ImportView {
  readonly table: CsvTable;
  readonly mapping: Mapping;
  readonly plan: ImportPlan;
}

/** A table that was neither done nor given up is forgotten after so many days. */
const TABLE_KEPT_DAYS = 1;

/** Brings tables of contacts in: shown row by row first, done once, and what is wrong stays out. */
@Injectable()
export class ContactImportsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contacts: ContactsService,
    private readonly queries: OutreachQueries,
    private readonly processes: ProcessQueries,
    private readonly suppressions: Suppressions,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.keep({
      name: 'outreach.imports',
      days: TABLE_KEPT_DAYS,
      forget: (before) => this.unitOfWork.em.nativeDelete(ContactImport, { createdAt: { $lt: before } }),
    });
  }

  /** Keeps a table to look at. Refuses with `table-empty`, `table-too-long`. */
  async start(processId: string, content: string, by: Actor): Promise<string> {
    const { header, rows } = readCsv(content);
    if (header.length < 2 || rows.length === 0) throw new RefusedError({ code: 'table-empty' }, 409);
    if (rows.length > ROWS_MAX) throw new RefusedError({ code: 'table-too-long', params: { max: ROWS_MAX } }, 409);
    return this.unitOfWork.run(async (em) => {
      const now = this.clock.now();
      const id = this.ids.next();
      em.persist(
        em.create(ContactImport, {
          id,
          process: processId,
          account: by.kind === 'account' ? by.id : null,
          content,
          mapping: guessMapping(header),
          createdAt: now,
          doneAt: null,
        }),
      );
      return id;
    });
  }

  /** 404 for one that was done or given up. */
  async view(processId: string, importId: string): Promise<ImportView> {
    return this.unitOfWork.run(async (em) => this.viewOf(processId, await this.waiting(em, processId, importId)));
  }

  async map(processId: string, importId: string, mapping: Mapping): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      (await this.waiting(em, processId, importId)).mapping = mapping;
    });
  }

  /** Does what the plan says, as it is at this moment; forgets the table. */
  async confirm(processId: string, importId: string, by: Actor): Promise<{ added: number; merged: number; leftOut: number }> {
    return this.unitOfWork.run(async (em) => {
      const waiting = await this.waiting(em, processId, importId);
      const { plan } = await this.viewOf(processId, waiting);
      await this.contacts.keep(em, processId, plan.contacts);
      em.assign(waiting, { content: '', doneAt: this.clock.now() });
      const count = (...outcomes: string[]): number => plan.rows.filter(({ outcome }) => outcomes.includes(outcome)).length;
      const done = { added: count('new'), merged: count('merged'), leftOut: count('left-out', 'refused') };
      this.events.record('outreach.contacts-imported', { importId, ...done }, by, processId);
      return done;
    });
  }

  async giveUp(processId: string, importId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      em.remove(await this.waiting(em, processId, importId));
    });
  }

  private async viewOf(processId: string, { content, mapping }: ContactImport): Promise<ImportView> {
    const table = readCsv(content);
    const known = new Map((await this.queries.contacts(processId)).map(({ email, organisation }) => [email, { organisation }]));
    const column = mapping.email;
    const addresses = column === undefined ? [] : table.rows.map(({ cells }) => (cells[column] ?? '').trim().toLowerCase());
    const suppressed = await this.suppressions.among(addresses, 'outreach');
    const themes = themesByName(await this.processes.themes(processId));
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: this.config.TIME_ZONE }).format(this.clock.now());
    return { table, mapping, plan: planImport(table, mapping, { themes, known, suppressed, today }) };
  }

  private async waiting(em: EntityManager, processId: string, importId: string): Promise<ContactImport> {
    if (!isId(importId)) throw notFound();
    const found = await em.findOne(
      ContactImport,
      { id: importId, process: processId, doneAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!found) throw notFound();
    return found;
  }
}
