import { Migration } from '@mikro-orm/migrations';

/** The page of the call, the published versions of the rules, and which of them a proposal accepted. */
export class TheCall extends Migration {
  override up(): void {
    this.addSql(
      `create table "call_rules" ("id" uuid not null, "process_id" uuid not null, "version" int not null, "terms" jsonb not null, "rules" jsonb not null, "note" varchar(300) null, "published_at" timestamptz not null, "published_by" uuid null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "call_rules" add constraint "call_rules_process_id_version_unique" unique ("process_id", "version");`,
    );
    this.addSql(
      `create table "call" ("process_id" uuid not null, "asks" jsonb not null, "purpose" jsonb not null, "contact" varchar(200) null, "contact_email" varchar(254) null, "updated_at" timestamptz not null, primary key ("process_id"));`,
    );
    this.addSql(`alter table "proposal" add "terms_version" int null, add "terms_accepted_at" timestamptz null;`);
    this.addSql(
      `alter table "call_rules" add constraint "call_rules_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "call" add constraint "call_process_id_foreign" foreign key ("process_id") references "process" ("id") on update cascade on delete cascade;`,
    );
  }
}
