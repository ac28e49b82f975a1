import { Migration } from '@mikro-orm/migrations';

/**
 * The record of events only grows, whoever asks: the owner of the tables too. What must change about an event (who was told of it) lives
 * in event_delivery. The one exception is an operator who disables the triggers in the open: `alter table recorded_event disable trigger
 * user`, which leaves the hashes to tell.
 */
export class AppendOnlyRecord extends Migration {
  override up(): void {
    this.addSql(`create function recorded_event_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'recorded_event is append-only' using errcode = 'restrict_violation'; end $$;`);
    this.addSql(`create trigger recorded_event_keeps_rows before update or delete on recorded_event
      for each row execute function recorded_event_is_append_only();`);
    this.addSql(`create trigger recorded_event_keeps_all before truncate on recorded_event
      for each statement execute function recorded_event_is_append_only();`);
  }
}
