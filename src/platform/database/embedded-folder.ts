import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.js';
import { FolderLock } from './folder-lock.js';

/** The folder of the embedded database, held for this process alone. */
export class EmbeddedFolder {
  private constructor(
    readonly path: string,
    /** Resolves when there is a cluster in it. */
    readonly ready: Promise<void>,
    private readonly lock: FolderLock,
  ) {}

  /**
   * Takes the folder of the settings, and begins to put an empty cluster there if there is none; null where a server is used. Asked for early,
   * it is there when everything else has been loaded. Throws StartRefused('embedded-database-in-use').
   */
  static take(config: Config): EmbeddedFolder | null {
    if (config.DATABASE_URL) return null;
    const lock = FolderLock.take(config.varPath('database.lock'));
    const path = config.varPath('database');
    const ready = existsSync(path) ? Promise.resolve() : clusterIn(path);
    ready.catch(() => undefined); // told to whoever waits for it
    return new EmbeddedFolder(path, ready, lock);
  }

  release(): void {
    this.lock.release();
  }
}

const HERE = import.meta.url;

/** In a thread of its own, since loading the product leaves this one no time. */
function clusterIn(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`./new-cluster.worker${extname(HERE)}`, HERE), { workerData: path });
    worker.once('error', reject).once('exit', () => resolve());
  });
}
