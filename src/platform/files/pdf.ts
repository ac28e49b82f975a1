import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileRefusal } from '../domain/index.js';

const LONGEST_MS = 8_000;
const MOST_MEMORY_MB = 384;
const HERE = import.meta.url;

/** A PDF without its metadata, scripts and packed files. What takes too long or too much memory to read is broken on purpose. */
export function strippedPdf(bytes: Buffer): Promise<Buffer | FileRefusal> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(`./pdf.worker${extname(HERE)}`, HERE), {
      workerData: bytes,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const end = (result: Uint8Array | FileRefusal): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(typeof result === 'string' ? result : Buffer.from(result));
    };
    const timer = setTimeout(() => end('file-broken'), LONGEST_MS);
    worker.once('message', end);
    worker.once('error', () => end('file-broken'));
    worker.once('exit', () => end('file-broken'));
  });
}
