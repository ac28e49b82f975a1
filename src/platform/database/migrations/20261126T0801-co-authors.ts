import { Migration } from '@mikro-orm/migrations';

export class CoAuthors extends Migration {
  override up(): void {
    this.addSql(
      `create table "co_author" ("id" uuid not null, "proposal_id" uuid not null, "email" varchar(254) not null, "locale" varchar(2) not null, "name" varchar(120) null, "account_id" uuid null, "invited_at" timestamptz not null, "accepted_at" timestamptz null, "ended_at" timestamptz null, "ending" varchar(10) null, primary key ("id"));`,
    );
    this.addSql(`create index "co_author_proposal_id_accepted_at_index" on "co_author" ("proposal_id", "accepted_at");`);
    this.addSql(`create index "co_author_account_id_index" on "co_author" ("account_id");`);
    this.addSql(
      `alter table "co_author" add constraint "co_author_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "co_author" add constraint "co_author_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
  }
}
