import { Migration } from '@mikro-orm/migrations';

export class JointAnswers extends Migration {
  override up(): void {
    this.addSql(
      `create table "verdict_ruling" ("id" uuid not null, "proposal_id" uuid not null, "verdict" varchar(30) not null, "reason" text not null, "decided_by" varchar(120) not null, "account_id" uuid null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "verdict_ruling_proposal_id_at_index" on "verdict_ruling" ("proposal_id", "at");`);
    this.addSql(
      `create table "review_redirect" ("id" uuid not null, "proposal_id" uuid not null, "from_area_id" uuid not null, "to_area_id" uuid not null, "reason" text not null, "asked_at" timestamptz not null, "due_on" date not null, "account_id" uuid null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "review_redirect_proposal_id_at_index" on "review_redirect" ("proposal_id", "at");`);
    this.addSql(
      `alter table "verdict_ruling" add constraint "verdict_ruling_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "verdict_ruling" add constraint "verdict_ruling_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "review_redirect" add constraint "review_redirect_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "review_redirect" add constraint "review_redirect_from_area_id_foreign" foreign key ("from_area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "review_redirect" add constraint "review_redirect_to_area_id_foreign" foreign key ("to_area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "review_redirect" add constraint "review_redirect_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    for (const table of ['review_redirect', 'verdict_ruling']) {
      this.addSql(`create trigger ${table}_keeps_rows before update or delete on ${table}
        for each row execute function answers_are_append_only();`);
    }
  }
}
