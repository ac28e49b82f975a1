import { Migration } from '@mikro-orm/migrations';

/** What the tables rest on: similarity search, and text search that minds neither accents nor the language's endings. */
export class Extensions extends Migration {
  override up(): void {
    this.addSql('create extension if not exists unaccent;');
    this.addSql('create extension if not exists pg_trgm;');
    // unaccent() itself is only stable, because its dictionary could change; generated columns and indexes need immutable.
    // With its schema, because PostgreSQL 17 builds indexes with an empty search path.
    this.addSql(`create or replace function mesa_unaccent(text) returns text language sql immutable parallel safe strict
      as $$ select public.unaccent('public.unaccent'::regdictionary, $1) $$;`);
    for (const [name, base] of [
      ['mesa_es', 'spanish'],
      ['mesa_en', 'english'],
      ['mesa_fr', 'french'],
    ]) {
      this.addSql(`create text search configuration ${name} (copy = pg_catalog.${base});`);
      this.addSql(
        `alter text search configuration ${name} alter mapping for hword, hword_part, word with unaccent, ${base}_stem;`,
      );
    }
  }
}
