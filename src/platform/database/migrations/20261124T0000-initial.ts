import { Migration } from '@mikro-orm/migrations';

/** All tables as of the first release. Written by npm run migration:initial from the entities: do not edit. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "account" ("id" uuid not null, "email" varchar(254) not null, "name" varchar(120) not null, "locale" varchar(5) not null, "is_administrator" boolean not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "account" add constraint "account_email_unique" unique ("email");`);
    this.addSql(
      `create table "board_entry" ("board_id" uuid not null, "seq" bigint not null, "op" uuid not null, "actor" uuid null, "at" timestamptz(3) not null, "type" varchar(40) not null, "v" smallint not null, "body" jsonb not null, "undo_of" uuid null, "sha256" varchar(64) not null, primary key ("board_id", "seq"));`,
    );
    this.addSql(`alter table "board_entry" add constraint "board_entry_board_id_op_unique" unique ("board_id", "op");`);
    this.addSql(
      `create table "board" ("id" uuid not null, "seq" bigint not null, "epoch" int not null, "created_at" timestamptz not null, "closed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create table "board_snapshot" ("board_id" uuid not null, "seq" bigint not null, "v" smallint not null, "state" bytea not null, "sha256" varchar(64) not null, "at" timestamptz not null, primary key ("board_id", "seq"));`,
    );
    this.addSql(
      `create table "comment" ("id" uuid not null, "process_id" uuid not null, "number" int not null, "subject_kind" varchar(20) not null, "subject_id" varchar(120) not null, "body" text not null, "quote" text null, "suggestion" text null, "about_version" int null, "lang" varchar(5) not null, "author_name" varchar(120) not null, "author_email" varchar(254) null, "account_id" uuid null, "sector" varchar(20) null, "organisation" varchar(200) null, "written_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "comment_subject_kind_subject_id_index" on "comment" ("subject_kind", "subject_id");`);
    this.addSql(`alter table "comment" add constraint "comment_process_id_number_unique" unique ("process_id", "number");`);
    this.addSql(
      `create table "event_delivery" ("event_id" uuid not null, "listener" varchar(80) not null, "seq" int not null, "due_at" timestamptz(3) not null, "attempts" int not null default 0, "delivered_at" timestamptz(3) null, "error" varchar(300) null, primary key ("event_id", "listener"));`,
    );
    this.addSql(`create index "event_delivery_waiting" on "event_delivery" ("due_at", "seq") where "delivered_at" is null;`);
    this.addSql(
      `create table "form_receipt" ("form_id" uuid not null, "sent_by" varchar(64) not null, "route" text not null, "location" text null, "flash" jsonb null, "created_at" timestamptz not null default now(), primary key ("form_id"));`,
    );
    this.addSql(
      `create table "outgoing_mail" ("id" uuid not null, "key" varchar(200) not null, "kind" varchar(80) not null, "recipient" varchar(254) not null, "subject" varchar(300) not null, "text" text not null, "html" text null, "locale" varchar(2) not null, "may_repeat" boolean not null, "state" varchar(10) not null, "attempts" int not null, "created_at" timestamptz(3) not null, "due_at" timestamptz(3) not null, "lease_until" timestamptz(3) null, "sent_at" timestamptz(3) null, "error" varchar(300) null, primary key ("id"));`,
    );
    this.addSql(`alter table "outgoing_mail" add constraint "outgoing_mail_key_unique" unique ("key");`);
    this.addSql(`create index "outgoing_mail_waiting" on "outgoing_mail" ("due_at") where "state" in ('queued', 'sending');`);
    this.addSql(
      `create table "process" ("id" uuid not null, "slug" varchar(60) not null, "name" jsonb not null, "summary" jsonb not null, "template" varchar(60) not null, "created_at" timestamptz not null, "published_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "process" add constraint "process_slug_unique" unique ("slug");`);
    this.addSql(
      `create table "organisation" ("id" uuid not null, "process_id" uuid not null, "name" varchar(200) not null, "sector" varchar(20) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "organisation" add constraint "organisation_process_id_name_unique" unique ("process_id", "name");`);
    this.addSql(
      `create table "area" ("id" uuid not null, "process_id" uuid not null, "position" int not null, "name" jsonb not null, "email" varchar(254) null, primary key ("id"));`,
    );
    this.addSql(
      `create table "invitation" ("id" uuid not null, "process_id" uuid not null, "token_hash" varchar(64) not null, "email" varchar(254) not null, "name" varchar(120) not null, "role" varchar(20) not null, "area_id" uuid null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "accepted_at" timestamptz null, "revoked_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "invitation" add constraint "invitation_token_hash_unique" unique ("token_hash");`);
    this.addSql(
      `create table "action_plan" ("id" uuid not null, "process_id" uuid not null, "name" jsonb not null, "starts_on" date null, "ends_on" date null, "submitted_on" date null, "answers" jsonb not null, "version" int not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "action_plan" add constraint "action_plan_process_id_unique" unique ("process_id");`);
    this.addSql(
      `create table "proposal_draft" ("id" uuid not null, "process_id" uuid not null, "secret_hash" varchar(64) not null, "idea" jsonb not null, "text" jsonb null, "author" jsonb null, "started_at" timestamptz null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "proposal_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`alter table "proposal_draft" add constraint "proposal_draft_secret_hash_unique" unique ("secret_hash");`);
    this.addSql(
      `create table "publication" ("id" uuid not null, "plan_id" uuid not null, "version" int not null, "answers" jsonb not null, "sheet_ids" jsonb not null, "overridden" jsonb null, "reason" text null, "published_by" uuid null, "published_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "publication" add constraint "publication_plan_id_version_unique" unique ("plan_id", "version");`);
    this.addSql(
      `create table "recorded_event" ("id" uuid not null, "seq" int not null, "at" timestamptz(3) not null, "type" varchar(80) not null, "actor_kind" varchar(10) not null, "actor_id" uuid null, "process_id" uuid null, "request_id" varchar(64) null, "body" jsonb not null, "canonical" text not null, "prev_hash" varchar(64) not null, "hash" varchar(64) not null, primary key ("id"));`,
    );
    this.addSql(`alter table "recorded_event" add constraint "recorded_event_seq_unique" unique ("seq");`);
    this.addSql(`create index "recorded_event_process_id_seq_index" on "recorded_event" ("process_id", "seq");`);
    this.addSql(`create index "recorded_event_type_seq_index" on "recorded_event" ("type", "seq");`);
    this.addSql(
      `create table "response" ("id" uuid not null, "process_id" uuid not null, "subject_kind" varchar(20) not null, "subject_id" varchar(80) not null, "disposition" varchar(30) not null, "reason" text not null, "decided_by" varchar(120) not null, "account_id" uuid null, "at" timestamptz not null, "supersedes" uuid null, primary key ("id"));`,
    );
    this.addSql(`alter table "response" add constraint "response_supersedes_unique" unique ("supersedes");`);
    this.addSql(
      `create index "response_process_id_subject_kind_subject_id_index" on "response" ("process_id", "subject_kind", "subject_id");`,
    );
    this.addSql(
      `create table "role_grant" ("id" uuid not null, "process_id" uuid not null, "account_id" uuid not null, "role" varchar(20) not null, "area_id" uuid null, "granted_at" timestamptz not null, "revoked_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create table "sequence_counter" ("scope" uuid not null, "name" varchar(40) not null, "last" int not null, primary key ("scope", "name"));`,
    );
    this.addSql(
      `create table "sign_in_code" ("id" uuid not null, "email" varchar(254) not null, "code_hash" varchar(64) not null, "link_hash" varchar(64) not null, "tries" int not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "spent_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "sign_in_code_email_index" on "sign_in_code" ("email");`);
    this.addSql(`alter table "sign_in_code" add constraint "sign_in_code_link_hash_unique" unique ("link_hash");`);
    this.addSql(
      `create table "sign_in_session" ("id" uuid not null, "token_hash" varchar(64) not null, "account_id" uuid not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`alter table "sign_in_session" add constraint "sign_in_session_token_hash_unique" unique ("token_hash");`);
    this.addSql(
      `create table "stage" ("id" uuid not null, "process_id" uuid not null, "position" int not null, "kind" varchar(20) not null, "name" jsonb not null, "starts_on" date not null, "ends_on" date not null, "opened_at" timestamptz null, "closed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create table "theme" ("id" uuid not null, "process_id" uuid not null, "position" int not null, "name" jsonb not null, "description" jsonb null, primary key ("id"));`,
    );
    this.addSql(
      `create table "roundtable" ("id" uuid not null, "process_id" uuid not null, "theme_id" uuid not null, "slug" varchar(60) not null, "number" int not null, "title" jsonb not null, "summary" jsonb not null, "code" varchar(6) not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "allows_guests" boolean not null, "facilitator_id" uuid not null, "deputy_ids" jsonb not null, "created_at" timestamptz not null, "opened_at" timestamptz null, "closed_at" timestamptz null, "conductor_id" uuid null, "step_id" uuid null, "step_started_at" timestamptz null, "timer_ends_at" timestamptz null, "timer_remaining_ms" int null, "version" bigint not null, primary key ("id"));`,
    );
    this.addSql(`alter table "roundtable" add constraint "roundtable_code_unique" unique ("code");`);
    this.addSql(`alter table "roundtable" add constraint "roundtable_process_id_slug_unique" unique ("process_id", "slug");`);
    this.addSql(`alter table "roundtable" add constraint "roundtable_process_id_number_unique" unique ("process_id", "number");`);
    this.addSql(
      `create table "attendance" ("id" uuid not null, "roundtable_id" uuid not null, "participant_key" varchar(36) not null, "account_id" uuid null, "display_name" varchar(60) not null, "sector" varchar(20) not null, "organisation" varchar(120) null, "presence" varchar(12) not null, "needs" jsonb not null, "joined_at" timestamptz not null, "last_seen_at" timestamptz not null, "left_at" timestamptz null, "banned_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "attendance" add constraint "attendance_roundtable_id_participant_key_unique" unique ("roundtable_id", "participant_key");`,
    );
    this.addSql(
      `create table "speaking_turn" ("id" uuid not null, "roundtable_id" uuid not null, "attendance_id" uuid not null, "raised_at" timestamptz not null, "given_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "speaking_turn_roundtable_id_ended_at_index" on "speaking_turn" ("roundtable_id", "ended_at");`);
    this.addSql(
      `create table "question" ("id" uuid not null, "roundtable_id" uuid not null, "attendance_id" uuid not null, "text" text not null, "asked_at" timestamptz not null, "answered_at" timestamptz null, "answer" text null, "hidden_at" timestamptz null, "hidden_reason" text null, primary key ("id"));`,
    );
    this.addSql(
      `create table "question_support" ("question_id" uuid not null, "attendance_id" uuid not null, "at" timestamptz not null, primary key ("question_id", "attendance_id"));`,
    );
    this.addSql(
      `create table "agenda_step" ("id" uuid not null, "roundtable_id" uuid not null, "position" int not null, "kind" varchar(20) not null, "title" jsonb not null, "minutes" int not null, "board_kind" varchar(20) null, "board_id" uuid null, "started_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "agenda_step_board_id_index" on "agenda_step" ("board_id");`);
    this.addSql(
      `alter table "agenda_step" add constraint "agenda_step_roundtable_id_position_unique" unique ("roundtable_id", "position");`,
    );
    this.addSql(
      `create table "ballot" ("id" uuid not null, "roundtable_id" uuid not null, "step_id" uuid not null, "round" int not null, "question" varchar(200) not null, "method" varchar(20) not null, "budget" int not null, "per_option" int not null, "quorum" int not null, "tie_rule" varchar(30) not null, "declared_at" timestamptz not null, "opened_at" timestamptz null, "closed_at" timestamptz null, "secret" varchar(64) null, "count" jsonb null, "decided_option_id" uuid null, "decision_reason" text null, "decided_by" varchar(120) null, primary key ("id"));`,
    );
    this.addSql(`alter table "ballot" add constraint "ballot_step_id_round_unique" unique ("step_id", "round");`);
    this.addSql(
      `create table "ballot_option" ("id" uuid not null, "ballot_id" uuid not null, "position" int not null, "title" varchar(160) not null, "board_id" uuid not null, "note_ids" jsonb not null, primary key ("id"));`,
    );
    this.addSql(
      `create table "proposal" ("id" uuid not null, "process_id" uuid not null, "number" int not null, "theme_id" uuid not null, "title" varchar(120) not null, "body" text not null, "lang" varchar(2) not null, "author_name" varchar(120) not null, "author_email" varchar(254) not null, "author_locale" varchar(2) not null, "account_id" uuid null, "sector" varchar(20) not null, "on_behalf_of" varchar(200) null, "neighbourhood" varchar(120) null, "state" varchar(30) not null, "endorsements" int not null, "submitted_at" timestamptz not null, "published_at" timestamptz null, "tabled_at" timestamptz null, "email_confirmed_at" timestamptz null, "receipt_hash" varchar(64) not null, "search" tsvector generated always as (setweight(to_tsvector((case "lang" when 'en' then 'mesa_en'::regconfig when 'fr' then 'mesa_fr'::regconfig else 'mesa_es'::regconfig end), "title"), 'A') || setweight(to_tsvector((case "lang" when 'en' then 'mesa_en'::regconfig when 'fr' then 'mesa_fr'::regconfig else 'mesa_es'::regconfig end), "body"), 'B')) stored null, primary key ("id"));`,
    );
    this.addSql(`alter table "proposal" add constraint "proposal_receipt_hash_unique" unique ("receipt_hash");`);
    this.addSql(`create index "proposal_process_id_state_index" on "proposal" ("process_id", "state");`);
    this.addSql(
      `create index "proposal_process_id_endorsements_number_index" on "proposal" ("process_id", "endorsements", "number");`,
    );
    this.addSql(`create index "proposal_search" on "proposal" using gin ("search");`);
    this.addSql(`create index "proposal_title_likeness" on "proposal" using gin (mesa_unaccent(lower("title")) gin_trgm_ops);`);
    this.addSql(`alter table "proposal" add constraint "proposal_process_id_number_unique" unique ("process_id", "number");`);
    this.addSql(
      `create table "roundtable_proposal" ("id" uuid not null, "roundtable_id" uuid not null, "proposal_id" uuid not null, "position" int not null, "why" text null, "note_id" uuid not null, "state_note_id" uuid not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "roundtable_proposal" add constraint "roundtable_proposal_roundtable_id_proposal_id_unique" unique ("roundtable_id", "proposal_id");`,
    );
    this.addSql(
      `create table "proposal_version" ("id" uuid not null, "proposal_id" uuid not null, "version" int not null, "title" varchar(120) not null, "body" text not null, "note" varchar(200) null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "proposal_version" add constraint "proposal_version_proposal_id_version_unique" unique ("proposal_id", "version");`,
    );
    this.addSql(
      `create table "proposal_hiding" ("id" uuid not null, "proposal_id" uuid not null, "reason" text not null, "account_id" uuid null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `create table "feasibility_review" ("id" uuid not null, "proposal_id" uuid not null, "area_id" uuid not null, "verdict" varchar(30) not null, "reasons" text not null, "existing" text null, "budget" text null, "law" text null, "responsible" text null, "changes" text null, "signed_by" varchar(120) not null, "account_id" uuid null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "feasibility_review_proposal_id_at_index" on "feasibility_review" ("proposal_id", "at");`);
    this.addSql(
      `create table "endorsement" ("id" uuid not null, "proposal_id" uuid not null, "account_id" uuid not null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "endorsement" add constraint "endorsement_proposal_id_account_id_unique" unique ("proposal_id", "account_id");`,
    );
    this.addSql(
      `create table "proposal_assignment" ("id" uuid not null, "proposal_id" uuid not null, "area_id" uuid not null, "due_on" date not null, "assigned_at" timestamptz not null, "reviewed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create index "proposal_assignment_area_id_reviewed_at_index" on "proposal_assignment" ("area_id", "reviewed_at");`,
    );
    this.addSql(
      `alter table "proposal_assignment" add constraint "proposal_assignment_proposal_id_area_id_unique" unique ("proposal_id", "area_id");`,
    );
    this.addSql(
      `create table "commitment_sheet" ("id" uuid not null, "process_id" uuid not null, "theme_id" uuid null, "roundtable_id" uuid null, "declared_origin" text null, "template_key" varchar(60) not null, "number" int not null, "title" text not null, "state" varchar(20) not null, "document" jsonb not null, "revision" int not null, "version" int not null, "created_at" timestamptz not null, "changed_at" timestamptz not null, "published_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "commitment_sheet_roundtable_id_index" on "commitment_sheet" ("roundtable_id");`);
    this.addSql(
      `alter table "commitment_sheet" add constraint "commitment_sheet_process_id_number_unique" unique ("process_id", "number");`,
    );
    this.addSql(
      `create table "sheet_version" ("id" uuid not null, "sheet_id" uuid not null, "number" int not null, "kind" varchar(10) not null, "document" jsonb not null, "reason" text null, "at" timestamptz not null, "by" uuid null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "sheet_version" add constraint "sheet_version_sheet_id_number_unique" unique ("sheet_id", "number");`,
    );
    this.addSql(
      `create table "comment_round" ("id" uuid not null, "sheet_id" uuid not null, "version" int not null, "opened_at" timestamptz not null, "closes_on" date not null, "closed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create table "trace_link" ("id" uuid not null, "process_id" uuid not null, "from_kind" varchar(20) not null, "from_id" varchar(120) not null, "to_kind" varchar(20) not null, "to_id" varchar(120) not null, "linked_by" uuid null, "linked_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "trace_link_process_id_index" on "trace_link" ("process_id");`);
    this.addSql(`create index "trace_link_to_kind_to_id_index" on "trace_link" ("to_kind", "to_id");`);
    this.addSql(
      `alter table "trace_link" add constraint "trace_link_from_kind_from_id_to_kind_to_id_unique" unique ("from_kind", "from_id", "to_kind", "to_id");`,
    );
    this.addSql(
      `create table "vote" ("voter_key" varchar(64) not null, "ballot_id" uuid not null, "choices" jsonb not null, primary key ("voter_key"));`,
    );
    this.addSql(
      `create table "withdrawal" ("id" uuid not null, "proposal_id" uuid not null, "reason" text null, "at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "withdrawal" add constraint "withdrawal_proposal_id_unique" unique ("proposal_id");`);
    this.addSql(
      `alter table "organisation" add constraint "organisation_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "area" add constraint "area_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_area_id_foreign" foreign key ("area_id") references "area" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "action_plan" add constraint "action_plan_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "proposal_draft" add constraint "proposal_draft_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "publication" add constraint "publication_plan_id_foreign" foreign key ("plan_id") references "action_plan" ("id");`,
    );
    this.addSql(
      `alter table "response" add constraint "response_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "role_grant" add constraint "role_grant_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "role_grant" add constraint "role_grant_account_id_foreign" foreign key ("account_id") references "account" ("id");`,
    );
    this.addSql(
      `alter table "role_grant" add constraint "role_grant_area_id_foreign" foreign key ("area_id") references "area" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "sign_in_session" add constraint "sign_in_session_account_id_foreign" foreign key ("account_id") references "account" ("id");`,
    );
    this.addSql(
      `alter table "stage" add constraint "stage_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "theme" add constraint "theme_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "roundtable" add constraint "roundtable_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "roundtable" add constraint "roundtable_theme_id_foreign" foreign key ("theme_id") references "theme" ("id");`,
    );
    this.addSql(
      `alter table "roundtable" add constraint "roundtable_facilitator_id_foreign" foreign key ("facilitator_id") references "account" ("id");`,
    );
    this.addSql(
      `alter table "attendance" add constraint "attendance_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "attendance" add constraint "attendance_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "speaking_turn" add constraint "speaking_turn_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "speaking_turn" add constraint "speaking_turn_attendance_id_foreign" foreign key ("attendance_id") references "attendance" ("id");`,
    );
    this.addSql(
      `alter table "question" add constraint "question_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "question" add constraint "question_attendance_id_foreign" foreign key ("attendance_id") references "attendance" ("id");`,
    );
    this.addSql(
      `alter table "question_support" add constraint "question_support_question_id_foreign" foreign key ("question_id") references "question" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "question_support" add constraint "question_support_attendance_id_foreign" foreign key ("attendance_id") references "attendance" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "agenda_step" add constraint "agenda_step_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "ballot" add constraint "ballot_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "ballot" add constraint "ballot_step_id_foreign" foreign key ("step_id") references "agenda_step" ("id");`,
    );
    this.addSql(
      `alter table "ballot_option" add constraint "ballot_option_ballot_id_foreign" foreign key ("ballot_id") references "ballot" ("id");`,
    );
    this.addSql(
      `alter table "proposal" add constraint "proposal_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "proposal" add constraint "proposal_theme_id_foreign" foreign key ("theme_id") references "theme" ("id");`,
    );
    this.addSql(
      `alter table "proposal" add constraint "proposal_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "roundtable_proposal" add constraint "roundtable_proposal_roundtable_id_foreign" foreign key ("roundtable_id") references "roundtable" ("id");`,
    );
    this.addSql(
      `alter table "roundtable_proposal" add constraint "roundtable_proposal_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "proposal_version" add constraint "proposal_version_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "proposal_hiding" add constraint "proposal_hiding_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "proposal_hiding" add constraint "proposal_hiding_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "feasibility_review" add constraint "feasibility_review_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "feasibility_review" add constraint "feasibility_review_area_id_foreign" foreign key ("area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "feasibility_review" add constraint "feasibility_review_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "endorsement" add constraint "endorsement_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "endorsement" add constraint "endorsement_account_id_foreign" foreign key ("account_id") references "account" ("id");`,
    );
    this.addSql(
      `alter table "proposal_assignment" add constraint "proposal_assignment_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
    this.addSql(
      `alter table "proposal_assignment" add constraint "proposal_assignment_area_id_foreign" foreign key ("area_id") references "area" ("id");`,
    );
    this.addSql(
      `alter table "commitment_sheet" add constraint "commitment_sheet_process_id_foreign" foreign key ("process_id") references "process" ("id");`,
    );
    this.addSql(
      `alter table "commitment_sheet" add constraint "commitment_sheet_theme_id_foreign" foreign key ("theme_id") references "theme" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "sheet_version" add constraint "sheet_version_sheet_id_foreign" foreign key ("sheet_id") references "commitment_sheet" ("id");`,
    );
    this.addSql(
      `alter table "comment_round" add constraint "comment_round_sheet_id_foreign" foreign key ("sheet_id") references "commitment_sheet" ("id");`,
    );
    this.addSql(
      `alter table "vote" add constraint "vote_ballot_id_foreign" foreign key ("ballot_id") references "ballot" ("id");`,
    );
    this.addSql(
      `alter table "withdrawal" add constraint "withdrawal_proposal_id_foreign" foreign key ("proposal_id") references "proposal" ("id");`,
    );
  }
}
