import { Migration } from '@mikro-orm/migrations';

export class PlacesOnTheMap extends Migration {
  override up(): void {
    this.addSql(`alter table "call" add "outline" jsonb null;`);
    this.addSql(`alter table "proposal" add "latitude" double precision null, add "longitude" double precision null;`);
    this.addSql(
      `create index "proposal_point" on "proposal" ("process_id", "longitude", "latitude") where "latitude" is not null;`,
    );
  }
}
