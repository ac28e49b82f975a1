import { Migration } from '@mikro-orm/migrations';

/** What a call asks beside the usual questions, and what was answered. */
export class CallQuestions extends Migration {
  override up(): void {
    this.addSql(`alter table "call" add "questions" jsonb not null default '[]';`);
    this.addSql(`alter table "proposal" add "answers" jsonb not null default '[]';`);
  }
}
