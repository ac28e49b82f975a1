import type { Log } from '../log/log.js';

/** Does one batch of work; says whether there may be more. Asks `mayGoOn` between two pieces, since a stop may have been asked for. */
export type Batch = (mayGoOn: () => boolean) => Promise<boolean>;

/**
 * Works off rows that wait in a table: at once when woken, and by a poll for what a crash or a failure left. Never two batches at once
 * in one process; several processes share the rows by locking them.
 */
export class Poller {
  private running: Promise<void> | null = null;
  private isWoken = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly batch: Batch,
    private readonly everyMs: number,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.everyMs);
    this.timer.unref();
    this.wake();
  }

  /** Stops after the piece of work at hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
  }

  /** Looks for work now, if started. */
  wake(): void {
    if (!this.timer) return;
    this.isWoken = true;
    this.running ??= this.workWhileWoken().finally(() => (this.running = null));
  }

  /** Works off everything that is due, started or not, before it returns: for stories and specs. */
  async settle(): Promise<void> {
    await this.running;
    while (await this.batch(() => true)) continue;
  }

  private async workWhileWoken(): Promise<void> {
    while (this.isWoken && this.timer) {
      this.isWoken = false;
      try {
        while (this.timer && (await this.batch(() => this.timer !== undefined))) continue;
      } catch (error) {
        this.log.warn('Work waits: the database did not answer', { error });
      }
    }
  }
}
