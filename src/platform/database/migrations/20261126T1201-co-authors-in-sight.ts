import { Migration } from '@mikro-orm/migrations';

export class CoAuthorsInSight extends Migration {
  override up(): void {
    this.addSql(`alter table "co_author" add "sight" varchar(10) not null default 'public';`);
  }
}
