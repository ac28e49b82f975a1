import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RefusedError } from '../../kernel/refusal.js';

/** What an archive may unfold to, all of it together, and how many files it may hold: a small one can unfold to more than any memory holds. */
const UNFOLDED_MAX = 512 * 1024 * 1024;
const ENTRIES_MAX = 2000;

export interface Zip {
  readonly names: readonly string[];
  /** Piece by piece. A file that unfolds to more than the archive says of it is broken. */
  read(name: string): AsyncIterable<Buffer>;
}

const fromBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer as never);

/** An archive by its list of files. Refuses with `file-too-large` what unfolds to too much, before unfolding any of it. */
export async function openZip(bytes: Buffer): Promise<Zip> {
  const zip = await fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
  const entries = await entriesOf(zip);
  const size = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (size > UNFOLDED_MAX) throw new RefusedError({ code: 'file-too-large', params: { max: UNFOLDED_MAX / 1024 / 1024 } }, 409);
  return {
    names: [...entries.keys()],
    async *read(name) {
      const entry = entries.get(name);
      if (!entry) return;
      const stream = await new Promise<NodeJS.ReadableStream>((done, fail) =>
        zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
      );
      yield* stream as AsyncIterable<Buffer>;
    },
  };
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > ENTRIES_MAX) throw new Error('Too many files');
  return new Promise((done, fail) => {
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => done(entries));
    zip.on('error', fail);
    zip.readEntry();
  });
}
