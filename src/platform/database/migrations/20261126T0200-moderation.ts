import { Migration } from '@mikro-orm/migrations';

/** Reports, hidings and appeals of any subject; how many forms come from where. */
export class Moderation extends Migration {
  override up(): void {
    this.addSql(
      `create table "form_budget" ("bucket" varchar(43) not null, "window_start" timestamptz(3) not null, "sent" int not null, primary key ("bucket", "window_start"));`,
    );
    this.addSql(`create index "form_budget_window_start_index" on "form_budget" ("window_start");`);
    this.addSql(
      `create table "hiding" ("id" uuid not null, "process_id" uuid not null, "subject_kind" varchar(20) not null, "subject_id" varchar(120) not null, "rule" varchar(20) not null, "reason" text not null, "by" uuid null, "at" timestamptz not null, "ended_at" timestamptz null, "ended_by" uuid null, "is_undone" boolean not null, primary key ("id"));`,
    );
    this.addSql(`create unique index "hiding_in_force" on "hiding" ("subject_kind", "subject_id") where "ended_at" is null;`);
    this.addSql(`create index "hiding_process_id_at_index" on "hiding" ("process_id", "at");`);
    this.addSql(
      `create table "hiding_appeal" ("id" uuid not null, "hiding_id" uuid not null, "words" text not null, "at" timestamptz not null, "outcome" varchar(10) null, "reason" text null, "decided_by" uuid null, "decided_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "hiding_appeal" add constraint "hiding_appeal_hiding_id_unique" unique ("hiding_id");`);
    this.addSql(
      `create table "moderation_case" ("id" uuid not null, "process_id" uuid not null, "subject_kind" varchar(20) not null, "subject_id" varchar(120) not null, "cause" varchar(10) not null, "since" timestamptz not null, "version" int not null, "taken_by" uuid null, "taken_at" timestamptz null, "decision" varchar(10) null, "decided_by" uuid null, "decided_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create index "moderation_case_process_id_decided_at_since_index" on "moderation_case" ("process_id", "decided_at", "since");`,
    );
    this.addSql(
      `alter table "moderation_case" add constraint "moderation_case_subject_kind_subject_id_unique" unique ("subject_kind", "subject_id");`,
    );
    this.addSql(
      `create table "moderation_setting" ("process_id" uuid not null, "premoderation" varchar(12) not null, "text" jsonb not null, "at" timestamptz not null, "by" uuid null, primary key ("process_id"));`,
    );
    this.addSql(
      `create table "moderation_report" ("id" uuid not null, "process_id" uuid not null, "subject_kind" varchar(20) not null, "subject_id" varchar(120) not null, "rule" varchar(20) not null, "words" text null, "reporter" varchar(43) not null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "moderation_report" add constraint "moderation_report_subject_kind_subject_id_reporter_unique" unique ("subject_kind", "subject_id", "reporter");`,
    );
    this.addSql(
      `create table "solved_work" ("challenge" varchar(64) not null, "form_id" uuid not null, "expires_at" timestamptz(3) not null, primary key ("challenge"));`,
    );
    this.addSql(`create index "solved_work_expires_at_index" on "solved_work" ("expires_at");`);
    // Hidings of proposals become hidings of any subject. One whose proposal is still hidden is in force; the others ended when it was published again.
    this
      .addSql(`insert into "hiding" ("id", "process_id", "subject_kind", "subject_id", "rule", "reason", "by", "at", "ended_at", "ended_by", "is_undone")
      select h."id", p."process_id", 'proposal', p."id"::text, 'other', h."reason", h."account_id", h."at",
        case when p."state" = 'hidden' and not exists (
            select from "proposal_hiding" later where later."proposal_id" = h."proposal_id" and (later."at", later."id") > (h."at", h."id")) then null
          else coalesce((select min(e."at") from "recorded_event" e where e."type" = 'proposals.proposal-published'
            and e."body"->>'proposalId' = p."id"::text and e."at" >= h."at"), h."at") end,
        null, false
      from "proposal_hiding" h join "proposal" p on p."id" = h."proposal_id";`);
    // What was held waits in the queue from the moment it was sent.
    this.addSql(`insert into "moderation_case" ("id", "process_id", "subject_kind", "subject_id", "cause", "since", "version")
      select gen_random_uuid(), "process_id", 'proposal', "id"::text, 'held', "submitted_at", 1 from "proposal" where "state" = 'held';`);
    this.addSql(`drop table if exists "proposal_hiding" cascade;`);
    this.addSql(`alter table "comment" add "sight" varchar(10) not null default 'public', add "hidden_from" varchar(10) null;`);
    this.addSql(`alter table "proposal" add "hidden_from" varchar(30) null;`);
    this.addSql(
      `alter table "hiding_appeal" add constraint "hiding_appeal_hiding_id_foreign" foreign key ("hiding_id") references "hiding" ("id");`,
    );
  }
}
