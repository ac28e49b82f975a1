import { Migration } from '@mikro-orm/migrations';

export class OwnDrafts extends Migration {
  override up(): void {
    this.addSql(`alter table "proposal_draft" add "account_id" uuid null;`);
    this.addSql(
      `alter table "proposal_draft" add constraint "proposal_draft_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(`create index "proposal_draft_account_id_index" on "proposal_draft" ("account_id");`);
  }
}
