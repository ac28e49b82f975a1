import { Migration } from '@mikro-orm/migrations';

export class ActsOfTheTeam extends Migration {
  override up(): void {
    this.addSql(
      `create table "team_act" ("id" uuid not null, "process_id" uuid not null, "account_id" uuid null, "kind" varchar(10) not null, "steps" jsonb not null, "at" timestamptz not null, "undone_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "team_act_process_id_at_index" on "team_act" ("process_id", "at");`);
    this.addSql(
      `alter table "team_act" add constraint "team_act_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "team_act" add constraint "team_act_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
  }
}
