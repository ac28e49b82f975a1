import { Migration } from '@mikro-orm/migrations';

export class Outreach extends Migration {
  override up(): void {
    this.addSql(
      `create table "contact_import" ("id" uuid not null, "process_id" uuid not null, "account_id" uuid null, "content" text not null, "mapping" jsonb not null, "created_at" timestamptz not null, "done_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create table "contact" ("id" uuid not null, "process_id" uuid not null, "organisation_id" uuid not null, "name" varchar(120) not null, "email" varchar(254) not null, "consent_origin" varchar(200) not null, "consent_on" date not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "contact_organisation_id_index" on "contact" ("organisation_id");`);
    this.addSql(`alter table "contact" add constraint "contact_process_id_email_unique" unique ("process_id", "email");`);
    this.addSql(
      `create table "invitation_batch" ("id" uuid not null, "process_id" uuid not null, "theme_id" uuid null, "deadline" date not null, "texts" jsonb not null, "organisation_ids" jsonb not null, "most_reminders" int not null, "reminder_days" int not null, "account_id" uuid null, "created_at" timestamptz not null, "sent_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "invitation_batch_process_id_sent_at_index" on "invitation_batch" ("process_id", "sent_at");`);
    this.addSql(
      `create table "organisation_invitation" ("id" uuid not null, "batch_id" uuid not null, "organisation_id" uuid not null, "opened_at" timestamptz null, "answered_at" timestamptz null, "answer" varchar(20) null, "note" varchar(1000) null, "proposal_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`create index "organisation_invitation_organisation_id_index" on "organisation_invitation" ("organisation_id");`);
    this.addSql(
      `alter table "organisation_invitation" add constraint "organisation_invitation_batch_id_organisation_id_unique" unique ("batch_id", "organisation_id");`,
    );
    this.addSql(
      `create table "invitation_letter" ("id" uuid not null, "invitation_id" uuid not null, "contact_id" uuid null, "kind" varchar(20) not null, "locale" varchar(2) not null, "secret_hash" varchar(64) not null, "at" timestamptz not null, "bounced_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "invitation_letter_contact_id_index" on "invitation_letter" ("contact_id");`);
    this.addSql(`alter table "invitation_letter" add constraint "invitation_letter_secret_hash_unique" unique ("secret_hash");`);
    this.addSql(`create index "invitation_letter_invitation_id_at_index" on "invitation_letter" ("invitation_id", "at");`);
    this.addSql(
      `alter table "organisation" add "languages" jsonb not null default '[]', add "theme_ids" jsonb not null default '[]', add "knows" varchar(600) null;`,
    );
    this.addSql(
      `alter table "contact_import" add constraint "contact_import_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "contact_import" add constraint "contact_import_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "contact" add constraint "contact_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "contact" add constraint "contact_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id");`,
    );
    this.addSql(
      `alter table "invitation_batch" add constraint "invitation_batch_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "invitation_batch" add constraint "invitation_batch_theme_id_foreign" foreign key ("theme_id") references "theme" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "invitation_batch" add constraint "invitation_batch_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "organisation_invitation" add constraint "organisation_invitation_batch_id_foreign" foreign key ("batch_id") references "invitation_batch" ("id");`,
    );
    this.addSql(
      `alter table "organisation_invitation" add constraint "organisation_invitation_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id");`,
    );
    this.addSql(
      `alter table "invitation_letter" add constraint "invitation_letter_invitation_id_foreign" foreign key ("invitation_id") references "organisation_invitation" ("id");`,
    );
    this.addSql(
      `alter table "invitation_letter" add constraint "invitation_letter_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on delete set null;`,
    );
  }
}
