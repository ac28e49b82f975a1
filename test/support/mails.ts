import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { sql } from '../../src/platform/database/reader.js';
import type { TestApp } from './app.js';

export interface ToldMail {
  to: string;
  subject: string;
  text: string;
  locale: string;
}

/** The mails of a kind, in the order in which they were queued, once everybody who listens was told. */
export async function told(app: TestApp, kind: string): Promise<ToldMail[]> {
  await app.nest.get(Dispatcher).settle();
  return app.db.reader.rows(sql<ToldMail>`
    select recipient as "to", subject, text, locale from outgoing_mail where kind = ${kind} order by id`);
}
