/** Rewrites one PDF without what is hidden in it. Runs in a thread of its own, which can be ended; only erasable TypeScript here. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream, type PDFObject } from 'pdf-lib';

/** What says who made it and how, what runs by itself, and what is packed inside (ISO 32000-2: 14.3, 12.6, 7.11.4, 14.5). */
const HIDDEN = [
  'Metadata',
  'PieceInfo',
  'OpenAction',
  'AA',
  'JavaScript',
  'JS',
  'EmbeddedFiles',
  'EF',
  'AF',
  'Launch',
  'XFA',
  'LastModified',
].map((name) => PDFName.of(name));

/** Whole objects that go. */
const GONE: PDFObject[] = ['Metadata', 'EmbeddedFile', 'Filespec'].map((name) => PDFName.of(name));

/** Objects within objects; no honest file comes near. */
const DEEPEST = 100;

/** Takes what is hidden out of an object and of everything that is written within it. */
function reveal(object: PDFObject, depth = 0): void {
  if (depth > DEEPEST) throw new Error('too deep');
  const dictionary = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : null;
  if (dictionary) {
    for (const name of HIDDEN) dictionary.delete(name);
    for (const [, value] of dictionary.entries()) reveal(value, depth + 1);
  } else if (object instanceof PDFArray) for (const value of object.asArray()) reveal(value, depth + 1);
}

async function stripped(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  const { context } = document;
  const info = context.trailerInfo.Info;
  if (info instanceof PDFRef) context.delete(info);
  context.trailerInfo.Info = undefined;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dictionary = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : null;
    const type = dictionary?.get(PDFName.of('Type'));
    if (type && GONE.includes(type)) context.delete(ref);
    else reveal(object);
  }
  if (document.getPageCount() === 0) throw new Error('no pages');
  return document.save({ updateFieldAppearances: false });
}

parentPort?.postMessage(
  await stripped(workerData as Uint8Array).catch((error: unknown) =>
    /encrypt/i.test(String(error)) ? 'file-locked' : 'file-broken',
  ),
);
