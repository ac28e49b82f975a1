import { Migration } from '@mikro-orm/migrations';

export class ReviewWork extends Migration {
  override up(): void {
    this.addSql(
      `create table "answer_template" ("id" uuid not null, "area_id" uuid not null, "name" varchar(80) not null, "verdict" varchar(30) null, "reasons" text not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "answer_template_area_id_name_index" on "answer_template" ("area_id", "name");`);
    this.addSql(
      `create table "review_note" ("id" uuid not null, "proposal_id" uuid not null, "area_id" uuid not null, "body" text not null, "account_id" uuid null, "mentions" jsonb not null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "review_note_proposal_id_area_id_at_index" on "review_note" ("proposal_id", "area_id", "at");`);
    this.addSql(
      `create table "review_draft" ("id" uuid not null, "proposal_id" uuid not null, "area_id" uuid not null, "typed" jsonb not null, "account_id" uuid null, "updated_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "review_draft" add constraint "review_draft_proposal_id_area_id_unique" unique ("proposal_id", "area_id");`,
    );
    this.addSql(
      `alter table "feasibility_review" add "legal_basis" text null, add "cost_from" bigint null, add "cost_to" bigint null, add "cost_currency" varchar(3) null, add "cost_period" varchar(10) null, add "cost_years" int null, add "carry" varchar(20) null, add "carry_words" text null;`,
    );
    this.addSql(
      `alter table "answer_template" add constraint "answer_template_area_id_foreign" foreign key ("area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "review_note" add constraint "review_note_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "review_note" add constraint "review_note_area_id_foreign" foreign key ("area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "review_note" add constraint "review_note_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "review_draft" add constraint "review_draft_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "review_draft" add constraint "review_draft_area_id_foreign" foreign key ("area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "review_draft" add constraint "review_draft_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
  }
}
