import { Migration } from '@mikro-orm/migrations';

export class KeyingAndReach extends Migration {
  override up(): void {
    this.addSql(
      `create table "news" ("id" uuid not null, "process_id" uuid not null, "title" jsonb not null, "body" jsonb not null, "published_at" timestamptz not null, "revised_at" timestamptz null, "removed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "news_process_id_published_at_index" on "news" ("process_id", "published_at");`);
    this.addSql(`alter table "process" add "embed_origins" jsonb not null default '[]';`);
    this.addSql(
      `alter table "proposal" add "channel" varchar(10) not null default 'web', add "received_on" date null, add "keyed_by" uuid null, add "contact" varchar(120) null;`,
    );
    this.addSql(
      `alter table "news" add constraint "news_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
  }
}
