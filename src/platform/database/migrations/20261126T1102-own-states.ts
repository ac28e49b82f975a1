import { Migration } from '@mikro-orm/migrations';

export class OwnStates extends Migration {
  override up(): void {
    this.addSql(
      `create table "own_state" ("id" uuid not null, "process_id" uuid not null, "position" int not null, "name" jsonb not null, "tone" varchar(10) not null, "refines" varchar(30) not null, primary key ("id"));`,
    );
    this.addSql(`create index "own_state_process_id_position_index" on "own_state" ("process_id", "position");`);
    this.addSql(
      `create table "proposal_marking" ("id" uuid not null, "proposal_id" uuid not null, "name" jsonb null, "reason" varchar(500) not null, "decided_by" varchar(200) not null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "proposal_marking_proposal_id_at_index" on "proposal_marking" ("proposal_id", "at");`);
    this.addSql(`alter table "proposal" add "own_state_id" uuid null;`);
    this.addSql(
      `alter table "own_state" add constraint "own_state_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "proposal_marking" add constraint "proposal_marking_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
  }
}
