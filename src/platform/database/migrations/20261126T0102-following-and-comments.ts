import { Migration } from '@mikro-orm/migrations';

export class FollowingAndComments extends Migration {
  override up(): void {
    this.addSql(
      `create table "follow" ("id" uuid not null, "process_id" uuid not null, "subject_kind" varchar(20) not null, "subject_id" varchar(120) not null, "account_id" uuid null, "email" varchar(254) null, "locale" varchar(2) not null, "asked_at" timestamptz not null, "confirmed_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "follow_account_id_index" on "follow" ("account_id");`);
    this.addSql(
      `alter table "follow" add constraint "follow_subject_kind_subject_id_account_id_unique" unique ("subject_kind", "subject_id", "account_id");`,
    );
    this.addSql(
      `alter table "follow" add constraint "follow_subject_kind_subject_id_email_unique" unique ("subject_kind", "subject_id", "email");`,
    );
    this.addSql(
      `alter table "comment" add "parent_id" uuid null, add "stance" varchar(10) null, add "is_team" boolean not null default false, add "awaits_address" boolean not null default false, add "was_suspicious" boolean not null default false;`,
    );
    this.addSql(`create index "comment_parent_id_index" on "comment" ("parent_id");`);
  }
}
