import { Migration } from '@mikro-orm/migrations';

export class Digests extends Migration {
  override up(): void {
    this.addSql(
      `create table "mail_at_once" ("address_hash" varchar(64) not null, "since" timestamptz(3) not null, primary key ("address_hash"));`,
    );
    this.addSql(
      `create table "digest_run" ("day" date not null, "up_to" int not null, "at" timestamptz not null, primary key ("day"));`,
    );
  }
}
