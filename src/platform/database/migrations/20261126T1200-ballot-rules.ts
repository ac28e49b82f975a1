import { Migration } from '@mikro-orm/migrations';

export class BallotRules extends Migration {
  override up(): void {
    this.addSql(
      `alter table "ballot" add "electorate" varchar(20) not null default 'seated', add "closing_rule" varchar(20) not null default 'by-hand', add "minutes" int null, add "secrecy" varchar(10) not null default 'secret', add "papers" jsonb null, add "receipts" jsonb null, add "sectors" jsonb null;`,
    );
    this.addSql(`alter table "vote" add "reasons" jsonb not null default '{}';`);
    // What closed before keeps its votes and receipts where they are kept from now on: apart from each other, with no row for a vote.
    this.addSql(`update ballot b set
      papers = coalesce((select jsonb_agg(jsonb_build_object('choices', v.choices) order by v.choices::text) from vote v where v.ballot_id = b.id), '[]'),
      receipts = coalesce((select jsonb_agg(r.receipt order by r.receipt) from (select upper(substr(v.voter_key, 1, 3) || '-' || substr(v.voter_key, 4, 3) || '-' || substr(v.voter_key, 7, 3)) as receipt from vote v where v.ballot_id = b.id) r), '[]'),
      count = b.count || jsonb_build_object('detail', null, 'abstentions', (select count(*) from vote v where v.ballot_id = b.id and v.choices = '{}'))
      where b.closed_at is not null;`);
    this.addSql(`delete from vote v using ballot b where b.id = v.ballot_id and b.closed_at is not null;`);
  }
}
