import { Migration } from '@mikro-orm/migrations';

export class FilesOfProposals extends Migration {
  override up(): void {
    this.addSql(
      `create table "stored_file" ("key" varchar(32) not null, "bytes" bytea not null, "created_at" timestamptz not null, primary key ("key"));`,
    );
    this.addSql(
      `create table "proposal_attachment" ("id" uuid not null, "draft_id" uuid null, "proposal_id" uuid null, "question" jsonb null, "is_public" boolean not null, "about" varchar(300) not null, "type" varchar(5) not null, "file_key" varchar(32) not null, "small_key" varchar(32) null, "bytes" int not null, "width" int null, "height" int null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "proposal_attachment_draft_id_index" on "proposal_attachment" ("draft_id");`);
    this.addSql(`create index "proposal_attachment_proposal_id_index" on "proposal_attachment" ("proposal_id");`);
    this.addSql(`create index "proposal_attachment_file_key_index" on "proposal_attachment" ("file_key");`);
    this.addSql(
      `alter table "proposal_attachment" add constraint "proposal_attachment_draft_id_foreign" foreign key ("draft_id") references "proposal_draft" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "proposal_attachment" add constraint "proposal_attachment_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id") on delete cascade;`,
    );
    // Pictures and PDFs are compressed already.
    this.addSql(`alter table "stored_file" alter column "bytes" set storage external;`);
  }
}
