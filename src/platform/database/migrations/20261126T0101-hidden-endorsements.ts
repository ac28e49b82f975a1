import { Migration } from '@mikro-orm/migrations';

export class HiddenEndorsements extends Migration {
  override up(): void {
    this.addSql(`alter table "process" add "hides_endorsements" boolean not null default false;`);
  }
}
