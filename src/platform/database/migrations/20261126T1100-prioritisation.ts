import { Migration } from '@mikro-orm/migrations';

export class Prioritisation extends Migration {
  override up(): void {
    this.addSql(
      `create table "prioritisation" ("process_id" uuid not null, "criteria" jsonb not null, "areas_share" int not null, "begun_at" timestamptz null, "ended_at" timestamptz null, primary key ("process_id"));`,
    );
    this.addSql(
      `create table "shortlist_draft" ("theme_id" uuid not null, "choices" jsonb not null, "updated_at" timestamptz not null, primary key ("theme_id"));`,
    );
    this.addSql(
      `create table "shortlist" ("id" uuid not null, "process_id" uuid not null, "theme_id" uuid not null, "version" int not null, "entries" jsonb not null, "published_at" timestamptz not null, "published_by" varchar(200) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "shortlist" add constraint "shortlist_theme_id_version_unique" unique ("theme_id", "version");`);
    this.addSql(
      `create table "priority_score" ("id" uuid not null, "process_id" uuid not null, "proposal_id" uuid not null, "account_id" uuid not null, "group" varchar(10) not null, "marks" jsonb not null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "priority_score_process_id_account_id_index" on "priority_score" ("process_id", "account_id");`);
    this.addSql(
      `alter table "priority_score" add constraint "priority_score_proposal_id_account_id_unique" unique ("proposal_id", "account_id");`,
    );
    this.addSql(
      `alter table "prioritisation" add constraint "prioritisation_process_id_foreign" foreign key ("process_id") references "process" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "shortlist_draft" add constraint "shortlist_draft_theme_id_foreign" foreign key ("theme_id") references "theme" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "shortlist" add constraint "shortlist_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "shortlist" add constraint "shortlist_theme_id_foreign" foreign key ("theme_id") references "theme" ("id");`,
    );
    this.addSql(
      `alter table "priority_score" add constraint "priority_score_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "priority_score" add constraint "priority_score_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "priority_score" add constraint "priority_score_account_id_foreign" foreign key ("account_id") references "account" ("id");`,
    );
  }
}
