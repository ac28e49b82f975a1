import { Migration } from '@mikro-orm/migrations';

/**
 * What lists of proposals are sorted by, with an index for each, so that a page costs the same at the beginning and at the end of a list of
 * any length. Two of the columns are sums of other tables that several modules write: triggers keep them, so that nobody can forget to.
 */
export class ListsOfProposals extends Migration {
  override up(): void {
    this.addSql(
      `alter table "proposal" add "comments" int not null default 0, add "review_due_on" date null, add "lot" int generated always as (((('x' || "left"(md5(("id")::text), 7)))::bit(28))::integer) stored null, add "plain_title" text generated always as (mesa_unaccent(lower(("title")::text))) stored null;`,
    );
    this.addSql(
      `update "proposal" p set "comments" = (select count(*) from "comment" c where c."subject_kind" = 'proposal' and c."subject_id" = p."id"::text and c."sight" = 'public'), "review_due_on" = (select min(s."due_on") from "proposal_assignment" s where s."proposal_id" = p."id" and s."reviewed_at" is null);`,
    );
    this.addSql(`create index "proposal_process_id_theme_id_number_index" on "proposal" ("process_id", "theme_id", "number");`);
    this.addSql(`create index "proposal_process_id_comments_number_index" on "proposal" ("process_id", "comments", "number");`);
    this.addSql(`create index "proposal_process_id_lot_number_index" on "proposal" ("process_id", "lot", "number");`);
    // Taking the accents off costs more than comparing, and an index on an expression would do it again for every row that it finds.
    this.addSql(`drop index "proposal_title_likeness";`);
    this.addSql(`create index "proposal_title_likeness" on "proposal" using gin ("plain_title" gin_trgm_ops);`);
    // The operator's own bound of 0.3 finds a third of all titles to compare; nothing but a setting can raise it.
    this.addSql(`create function proposals_titled_like(process uuid, title text) returns setof uuid language sql stable
      set pg_trgm.similarity_threshold = 0.5 as $$ select id from proposal where process_id = $1 and plain_title % $2 $$;`);
    this.addSql(
      `create index "proposal_deadline" on "proposal" ("process_id", (coalesce(case when "state" = 'in-review' then "review_due_on" end, 'infinity'::date)), "number");`,
    );
    this.addSql(`create function proposal_counts_comment() returns trigger language plpgsql as $$
      declare
        counted int := 0;
        subject text;
      begin
        if tg_op <> 'DELETE' and new.subject_kind = 'proposal' and new.sight = 'public' then
          counted := counted + 1;
          subject := new.subject_id;
        end if;
        if tg_op <> 'INSERT' and old.subject_kind = 'proposal' and old.sight = 'public' then
          counted := counted - 1;
          subject := old.subject_id;
        end if;
        if counted <> 0 then update proposal set comments = comments + counted where id = subject::uuid; end if;
        return null;
      end $$;`);
    this.addSql(`create trigger comment_counts_for_proposal after insert or delete or update of sight on comment
      for each row execute function proposal_counts_comment();`);
    this.addSql(`create function proposal_notes_deadline() returns trigger language plpgsql as $$
      declare concerned uuid := coalesce(new.proposal_id, old.proposal_id);
      begin
        update proposal set review_due_on =
          (select min(due_on) from proposal_assignment where proposal_id = concerned and reviewed_at is null) where id = concerned;
        return null;
      end $$;`);
    this.addSql(`create trigger assignment_sets_deadline after insert or update or delete on proposal_assignment
      for each row execute function proposal_notes_deadline();`);
  }
}
