import { Migration } from '@mikro-orm/migrations';

export class Exchange extends Migration {
  override up(): void {
    this.addSql(
      `create table "data_file_piece" ("file_id" uuid not null, "position" int not null, "bytes" bytea not null, primary key ("file_id", "position"));`,
    );
    this.addSql(
      `create table "data_file" ("id" uuid not null, "process_id" uuid not null, "account_id" uuid null, "reach" varchar(10) not null, "format" varchar(10) not null, "locale" varchar(2) not null, "has_mark" boolean not null, "state" varchar(10) not null, "filename" varchar(200) not null, "total" int not null, "written" int not null, "size" bigint null, "created_at" timestamptz not null, "ready_at" timestamptz null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "data_file_process_id_reach_created_at_index" on "data_file" ("process_id", "reach", "created_at");`,
    );
    this.addSql(
      `create table "proposal_import" ("id" uuid not null, "process_id" uuid not null, "account_id" uuid null, "actor_name" varchar(120) not null, "kind" varchar(10) not null, "source_name" varchar(120) not null, "file_name" varchar(200) not null, "format" varchar(20) not null, "columns" jsonb not null, "mapping" jsonb not null, "state" varchar(10) not null, "total" int not null, "position" int not null, "counts" jsonb not null, "created_at" timestamptz not null, "moved_at" timestamptz not null, "done_at" timestamptz null, "undone_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "proposal_import_process_id_created_at_index" on "proposal_import" ("process_id", "created_at");`);
    this.addSql(`create index "proposal_import_state_index" on "proposal_import" ("state");`);
    this.addSql(
      `create table "proposal_import_row" ("import_id" uuid not null, "position" int not null, "line" int not null, "cells" jsonb not null, "outcome" varchar(10) not null, "remarks" jsonb not null, "key" varchar(120) null, "proposal_id" uuid null, "answer_id" uuid null, "before" varchar(30) null, primary key ("import_id", "position"));`,
    );
    this.addSql(
      `create index "proposal_import_row_import_id_outcome_position_index" on "proposal_import_row" ("import_id", "outcome", "position");`,
    );
    this.addSql(`create index "proposal_import_row_import_id_key_index" on "proposal_import_row" ("import_id", "key");`);
    this.addSql(`create index "proposal_import_row_answer_id_index" on "proposal_import_row" ("answer_id");`);
    this.addSql(
      `create table "proposal_source" ("id" uuid not null, "process_id" uuid not null, "proposal_id" uuid not null, "import_id" uuid not null, "name" varchar(120) not null, "key" varchar(120) null, "url" text null, "supports" int null, "latitude" double precision null, "longitude" double precision null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "proposal_source" add constraint "proposal_source_proposal_id_unique" unique ("proposal_id");`);
    this.addSql(`create index "proposal_source_import_id_index" on "proposal_source" ("import_id");`);
    this.addSql(
      `alter table "proposal_source" add constraint "proposal_source_process_id_name_key_unique" unique ("process_id", "name", "key");`,
    );
    this.addSql(`alter table "proposal" alter column "author_email" drop not null;`);
    this.addSql(
      `alter table "data_file" add constraint "data_file_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "data_file" add constraint "data_file_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "proposal_import" add constraint "proposal_import_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "proposal_import" add constraint "proposal_import_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "proposal_source" add constraint "proposal_source_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "proposal_source" add constraint "proposal_source_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
  }
}
