import { Migration } from '@mikro-orm/migrations';

/** All tables as of the first release. Written by npm run migration:initial from the entities: do not edit. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "event_delivery" ("event_id" uuid not null, "listener" varchar(80) not null, "seq" int not null, "due_at" timestamptz(3) not null, "attempts" int not null default 0, "delivered_at" timestamptz(3) null, "error" varchar(300) null, primary key ("event_id", "listener"));`,
    );
    this.addSql(`create index "event_delivery_waiting" on "event_delivery" ("due_at", "seq") where "delivered_at" is null;`);
    this.addSql(
      `create table "recorded_event" ("id" uuid not null, "seq" int not null, "at" timestamptz(3) not null, "type" varchar(80) not null, "actor_kind" varchar(10) not null, "actor_id" uuid null, "process_id" uuid null, "request_id" varchar(64) null, "body" jsonb not null, "canonical" text not null, "prev_hash" varchar(64) not null, "hash" varchar(64) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "recorded_event" add constraint "recorded_event_seq_unique" unique ("seq");`);
    this.addSql(`create index "recorded_event_process_id_seq_index" on "recorded_event" ("process_id", "seq");`);
    this.addSql(`create index "recorded_event_type_seq_index" on "recorded_event" ("type", "seq");`);
    this.addSql(
      `create table "sequence_counter" ("scope" uuid not null, "name" varchar(40) not null, "last" int not null, primary key ("scope", "name"));`,
    );
  }
}
