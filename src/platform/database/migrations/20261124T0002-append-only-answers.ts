import { Migration } from '@mikro-orm/migrations';

/** What areas and the team answered in public only grows: a newer review or response supersedes, the older one stays as it was. */
export class AppendOnlyAnswers extends Migration {
  override up(): void {
    this.addSql(`create function answers_are_append_only() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;`);
    for (const table of ['response', 'feasibility_review']) {
      this.addSql(`create trigger ${table}_keeps_rows before update or delete on ${table}
        for each row execute function answers_are_append_only();`);
    }
  }
}
