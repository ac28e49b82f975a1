import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Roundtable } from './roundtable.entity.js';

/** Something in a room changed. `banned`: this seat was taken away with it. */
export interface RoomChange {
  readonly roundtableId: string;
  readonly banned: string | null;
}

/** Counts the changes of rooms and tells of them once they are committed. */
@Injectable()
export class RoomChanges {
  private readonly listeners = new Set<(change: RoomChange) => unknown>();

  constructor(private readonly work: UnitOfWork) {}

  /** In a use case that holds the table's lock: this changed what the room looks like. */
  changed(table: Roundtable, banned: string | null = null): void {
    table.version += 1;
    this.work.afterCommit(async () => {
      for (const listener of this.listeners) await listener({ roundtableId: table.id, banned });
    });
  }

  onChange(listener: (change: RoomChange) => unknown): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
