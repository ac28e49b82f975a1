import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { Config } from '../config/config.js';
import { Log } from '../log/log.js';
import { type Database, type EntityList, openDatabase } from './database.js';
import { DATABASE } from './database-token.js';
import type { EmbeddedFolder } from './embedded-folder.js';
import { migrateAtStart } from './migrate.js';
import { Reader } from './reader.js';
import { Sequence } from './sequence.js';
import { UnitOfWork } from './unit-of-work.js';

/** Closes the database as the last thing of all, when HTTP, jobs and the dispatcher have stopped. */
@Injectable()
class DatabaseClosing implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/** Opens the database of the settings and brings it up to date. Says what the embedded one does not promise. */
export async function openCurrent(
  config: Config,
  entities: EntityList,
  log: Log,
  folder?: EmbeddedFolder | null,
): Promise<Database> {
  const database = await openDatabase(config, entities, log, folder);
  if (database.isEmbedded) {
    log.warn(
      'Using the embedded database: safe when the process dies, not safe against power loss. Set DATABASE_URL for a real instance.',
    );
  }
  try {
    await migrateAtStart(database, config, entities, log);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Gives UnitOfWork, Reader and Sequence over an open database to everybody. `closes`: whether the application owns it and closes it at its end. */
@Global()
@Module({})
export class DatabaseModule {
  static over(database: Database, closes: boolean): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DATABASE, useValue: database },
        { provide: MikroORM, useValue: database.orm },
        UnitOfWork,
        Reader,
        Sequence,
        ...(closes ? [DatabaseClosing] : []),
      ],
      exports: [DATABASE, UnitOfWork, Reader, Sequence],
    };
  }
}
