import type { FileReach, ImportKind, ImportState } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  /** What comes in and goes out as files. Ids and counts: no address, no text. */
  interface EventMap {
    'exchange.import-begun': { importId: string; kind: ImportKind; rows: number };
    'exchange.import-finished': { importId: string; kind: ImportKind; done: number; leftOut: number };
    'exchange.import-undone': { importId: string; undone: number; kept: number };
    /** Its job was given up after several tries, at a batch that begins behind `position`. */
    'exchange.import-failed': { importId: string; state: ImportState; position: number };
    'exchange.file-asked-for': { fileId: string; reach: FileReach; format: string };
    'exchange.file-taken': { fileId: string };
  }
}
