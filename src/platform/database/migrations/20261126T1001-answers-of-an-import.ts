import { Migration } from '@mikro-orm/migrations';

/** An answer that came with an import goes with it when the import is undone (decision 0016); every other one stays as it was. */
export class AnswersOfAnImport extends Migration {
  override up(): void {
    this.addSql(`create or replace function answers_are_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and exists (select 1 from proposal_import_row r join proposal_import i on i.id = r.import_id
            where r.answer_id = old.id and i.kind = 'proposals' and i.state = 'undoing') then
          return old;
        end if;
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$;`);
  }
}
