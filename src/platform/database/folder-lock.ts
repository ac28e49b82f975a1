import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from '../config/start-refused.js';

const SQLITE_BUSY = 5;

/**
 * Keeps a folder for one process. Two processes on one embedded database would silently lose rows. The lock is an exclusive SQLite
 * transaction held open, that is an operating system lock (fcntl, LockFileEx): the system itself lets go of it when the process ends,
 * however it ends, so there is no stale lock and no race as with a file that holds a process number. Not for network file systems.
 */
export class FolderLock {
  private constructor(private readonly holder: DatabaseSync) {}

  /** Takes the lock on `file` or throws StartRefused('embedded-database-in-use'). */
  static take(file: string): FolderLock {
    mkdirSync(dirname(file), { recursive: true });
    const holder = new DatabaseSync(file, { timeout: 0 });
    try {
      holder.exec('begin exclusive');
      return new FolderLock(holder);
    } catch (error) {
      holder.close();
      if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
      throw new StartRefused(
        'embedded-database-in-use',
        `Another process already uses the embedded database in ${dirname(file)}: stop it, set another VAR_DIR, or set DATABASE_URL to let several processes work on one PostgreSQL.`,
      );
    }
  }

  release(): void {
    if (this.holder.isOpen) this.holder.close();
  }
}
