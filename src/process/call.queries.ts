import { Injectable } from '@nestjs/common';
import type { Ring } from '../kernel/geo.js';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { CallQuestion } from './domain/index.js';
import { processTemplate } from './templates.js';

/** What the page of a call says; where its coordinators have not written yet, in the words of the template. */
export interface CallTexts {
  asks: LocalizedText;
  purpose: LocalizedText;
  contact: string | null;
  contactEmail: string | null;
}

/** One published version of the rules. */
export interface RulesRow {
  id: string;
  version: number;
  terms: LocalizedText;
  rules: LocalizedText;
  note: string | null;
  publishedAt: Date;
}

const RULES = sql.raw('id, version, terms, rules, note, published_at as "publishedAt"');

/** Reads the call of a process: its page, and the versions of its rules. */
@Injectable()
export class CallQueries {
  constructor(private readonly reader: Reader) {}

  async texts(processId: string): Promise<CallTexts> {
    const row = await this.reader.first(sql<CallTexts>`
      select asks, purpose, contact, contact_email as "contactEmail" from call where process_id = ${processId}`);
    return row ?? { asks: this.proposed.asks, purpose: this.proposed.purpose, contact: null, contactEmail: null };
  }

  /** What the call asks beside the usual questions. */
  async questions(processId: string): Promise<CallQuestion[]> {
    const row = await this.reader.first(
      sql<{ questions: CallQuestion[] }>`select questions from call where process_id = ${processId}`,
    );
    return row?.questions ?? [];
  }

  /** What maps of the process draw; none for a process without. */
  async outline(processId: string): Promise<readonly Ring[]> {
    const row = await this.reader.first(
      sql<{ outline: Ring[] | null }>`select outline from call where process_id = ${processId}`,
    );
    return row?.outline ?? [];
  }

  /** What the template proposes for a first version of the rules. */
  get proposed(): { asks: LocalizedText; purpose: LocalizedText; terms: LocalizedText; rules: LocalizedText } {
    return processTemplate().call;
  }

  /** The version in force; null while none was published. */
  rulesInForce(processId: string): Promise<RulesRow | null> {
    return this.reader.first(sql<RulesRow>`
      select ${RULES} from call_rules where process_id = ${processId} order by version desc limit 1`);
  }

  /** Every version, newest first. */
  rulesVersions(processId: string): Promise<RulesRow[]> {
    return this.reader.rows(sql<RulesRow>`
      select ${RULES} from call_rules where process_id = ${processId} order by version desc`);
  }
}
