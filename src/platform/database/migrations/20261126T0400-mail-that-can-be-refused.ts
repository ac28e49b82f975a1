import { Migration } from '@mikro-orm/migrations';

export class MailThatCanBeRefused extends Migration {
  override up(): void {
    this.addSql(
      `create table "mail_suppression" ("id" uuid not null, "address_hash" varchar(64) not null, "list" varchar(20) not null, "reason" varchar(20) not null, "at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "mail_suppression" add constraint "mail_suppression_address_hash_list_unique" unique ("address_hash", "list");`,
    );
    this.addSql(
      `alter table "outgoing_mail" add "is_bulk" boolean not null default false, add "list" varchar(20) null, add "claimed_at" timestamptz(3) null;`,
    );
    this.addSql(`create index "outgoing_mail_claimed_at_index" on "outgoing_mail" ("claimed_at");`);
  }
}
