import { Migration } from '@mikro-orm/migrations';

/** Imports remember how often they failed, and proposals how many versions came with them: one, so far. The pieces of a file are kept as they are: packing them took most of the time of making it. */
export class ImportsThatStop extends Migration {
  override up(): void {
    this.addSql(`alter table "proposal_import" add "tries" int not null default 0, add "failed_at" timestamptz null;`);
    this.addSql(`alter table "proposal_import" alter "tries" drop default;`);
    this.addSql(`alter table "proposal_source" add "versions" int not null default 1;`);
    this.addSql(`alter table "proposal_source" alter "versions" drop default;`);
    this.addSql(`alter table "data_file_piece" alter "bytes" set storage external;`);
  }
}
