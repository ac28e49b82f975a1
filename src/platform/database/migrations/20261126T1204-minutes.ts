import { Migration } from '@mikro-orm/migrations';

export class Minutes extends Migration {
  override up(): void {
    this.addSql(
      `create table "minutes" ("id" uuid not null, "roundtable_id" uuid not null, "lang" varchar(2) not null, "texts" jsonb not null, "revision" int not null, "version" int not null, "updated_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "minutes" add constraint "minutes_roundtable_id_unique" unique ("roundtable_id");`);
    this.addSql(
      `create table "minutes_version" ("id" uuid not null, "minutes_id" uuid not null, "number" int not null, "texts" jsonb not null, "published_at" timestamptz not null, "published_by" varchar(200) not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "minutes_version" add constraint "minutes_version_minutes_id_number_unique" unique ("minutes_id", "number");`,
    );
    this.addSql(
      `alter table "minutes" add constraint "minutes_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "minutes_version" add constraint "minutes_version_minutes_id_foreign" foreign key ("minutes_id") references "minutes" ("id");`,
    );
  }
}
