/** IndexedDB: own commands until they are answered, and words that are not on the board. Without it (private windows) memory has to do. */
import type { Keeping, KeptText, Waiting } from './outbox.js';

const NAME = 'mesa-room';
type Store = 'waiting' | 'texts' | 'drafts';

/** An unfinished note: what the writing sheet held when the page went away. */
export interface NoteDraft {
  readonly id: string;
  readonly section: string;
  readonly kind: string;
  readonly text: string;
  readonly output: string;
  readonly when: string;
  readonly who: string;
}

/** `isLasting` false: nothing outlives this page, and the page says so. */
export class DeviceKeeping implements Keeping {
  private readonly memory = new Map<string, unknown>();

  private constructor(private readonly database: IDBDatabase | null) {}

  get isLasting(): boolean {
    return this.database !== null;
  }

  static async open(): Promise<DeviceKeeping> {
    try {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('waiting', { keyPath: 'command.op' });
        opening.result.createObjectStore('texts', { keyPath: 'id' });
        opening.result.createObjectStore('drafts', { keyPath: 'id' });
      };
      const keeping = new DeviceKeeping(await settled(opening));
      await keeping.readDrafts();
      return keeping;
    } catch {
      return new DeviceKeeping(null);
    }
  }

  /** Op ids are made in order of time, so the oldest comes first. */
  async waiting(board: string, by: string): Promise<Waiting[]> {
    const all = (await this.all('waiting')) as Waiting[];
    return all.filter((one) => one.board === board && one.by === by).sort((a, b) => (a.command.op < b.command.op ? -1 : 1));
  }

  keep(waiting: Waiting): Promise<void> {
    return this.put('waiting', waiting.command.op, waiting);
  }

  letGo(op: string): Promise<void> {
    return this.remove('waiting', op);
  }

  async keptTexts(board: string, by: string): Promise<KeptText[]> {
    return ((await this.all('texts')) as KeptText[]).filter((one) => one.board === board && one.by === by);
  }

  keepText(text: KeptText): Promise<void> {
    return this.put('texts', text.id, text);
  }

  letTextGo(id: string): Promise<void> {
    return this.remove('texts', id);
  }

  /** Answers at once: a sheet that opened before its draft was read would let new words take the place of the kept ones. */
  draft(id: string): NoteDraft | null {
    return (this.memory.get(`drafts ${id}`) as NoteDraft | undefined) ?? null;
  }

  keepDraft(draft: NoteDraft): Promise<void> {
    return this.put('drafts', draft.id, draft);
  }

  letDraftGo(id: string): Promise<void> {
    return this.remove('drafts', id);
  }

  private async readDrafts(): Promise<void> {
    for (const draft of (await this.all('drafts')) as NoteDraft[]) this.memory.set(`drafts ${draft.id}`, draft);
  }

  private async all(store: Store): Promise<unknown[]> {
    if (this.database) return settled(this.database.transaction(store).objectStore(store).getAll());
    return [...this.memory].flatMap(([key, value]) => (key.startsWith(`${store} `) ? [value] : []));
  }

  private async put(store: Store, key: string, value: unknown): Promise<void> {
    this.memory.set(`${store} ${key}`, value);
    if (this.database) await done(this.database.transaction(store, 'readwrite'), (it) => it.objectStore(store).put(value));
  }

  private async remove(store: Store, key: string): Promise<void> {
    this.memory.delete(`${store} ${key}`);
    if (this.database) await done(this.database.transaction(store, 'readwrite'), (it) => it.objectStore(store).delete(key));
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The device refused'));
  });
}

function done(transaction: IDBTransaction, work: (transaction: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('The device refused'));
    transaction.onabort = () => reject(transaction.error ?? new Error('The device refused'));
    work(transaction);
    // Asked for now, so that a page that goes away in the next moment does not take the change with it.
    transaction.commit();
  });
}
