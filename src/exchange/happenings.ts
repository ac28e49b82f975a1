import type { FileReach, ImportKind } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  /** What comes in and goes out as files. Ids and counts: no address, no text. */
  interface EventMap {
    'exchange.import-begun': { importId: string; kind: ImportKind; rows: number };
    'exchange.import-finished': { importId: string; kind: ImportKind; done: number; leftOut: number };
    'exchange.import-undone': { importId: string; undone: number; kept: number };
    'exchange.file-asked-for': { fileId: string; reach: FileReach; format: string };
    'exchange.file-taken': { fileId: string };
  }
}
