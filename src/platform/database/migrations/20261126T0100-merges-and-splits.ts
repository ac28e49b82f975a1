import { Migration } from '@mikro-orm/migrations';

/** Proposals that go on in others, authors who object, and responses that no longer stand because what they said was undone. */
export class MergesAndSplits extends Migration {
  override up(): void {
    this.addSql(
      `create table "continuation" ("id" uuid not null, "process_id" uuid not null, "kind" varchar(10) not null, "reason" text not null, "decided_by" varchar(120) not null, "account_id" uuid null, "at" timestamptz not null, "undone_at" timestamptz null, "undone_by" varchar(120) null, "undone_reason" text null, primary key ("id"));`,
    );
    this.addSql(`create index "continuation_process_id_at_index" on "continuation" ("process_id", "at");`);
    this.addSql(
      `create table "response_retraction" ("id" uuid not null, "response_id" uuid not null, "reason" text not null, "decided_by" varchar(120) not null, "account_id" uuid null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "response_retraction" add constraint "response_retraction_response_id_unique" unique ("response_id");`,
    );
    this.addSql(
      `create table "continuation_part" ("id" uuid not null, "continuation_id" uuid not null, "proposal_id" uuid not null, "role" varchar(10) not null, "before" varchar(30) not null, "is_new" boolean not null, "response_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`create index "continuation_part_proposal_id_role_index" on "continuation_part" ("proposal_id", "role");`);
    this.addSql(
      `alter table "continuation_part" add constraint "continuation_part_continuation_id_proposal_id_unique" unique ("continuation_id", "proposal_id");`,
    );
    this.addSql(
      `create table "continuation_objection" ("id" uuid not null, "part_id" uuid not null, "reason" text not null, "at" timestamptz not null, "answer" text null, "answered_by" varchar(120) null, "answered_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "continuation_objection_part_id_at_index" on "continuation_objection" ("part_id", "at");`);
    this.addSql(
      `alter table "continuation" add constraint "continuation_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "continuation" add constraint "continuation_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "response_retraction" add constraint "response_retraction_response_id_foreign" foreign key ("response_id") references "response" ("id");`,
    );
    this.addSql(
      `alter table "continuation_part" add constraint "continuation_part_continuation_id_foreign" foreign key ("continuation_id") references "continuation" ("id");`,
    );
    this.addSql(
      `alter table "continuation_part" add constraint "continuation_part_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "continuation_objection" add constraint "continuation_objection_part_id_foreign" foreign key ("part_id") references "continuation_part" ("id");`,
    );
    this.addSql(`create trigger response_retraction_keeps_rows before update or delete on response_retraction
      for each row execute function answers_are_append_only();`);
  }
}
