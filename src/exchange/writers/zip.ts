import { Readable } from 'node:stream';
import yazl from 'yazl';

/** A file of an archive; `read` is called when its turn comes. */
export interface ZipPart {
  readonly name: string;
  readonly read: () => Readable | string;
}

/** An archive written while its files are: one after another, none of them whole in memory. */
export function zipStream(parts: readonly ZipPart[], at: Date): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as unknown as Readable;
  zip.on('error', (error) => output.destroy(error as Error));
  for (const { name, read } of parts) {
    zip.addReadStreamLazy(name, { mtime: at }, (done) => {
      const opened = read();
      const stream = typeof opened === 'string' ? Readable.from([opened]) : opened;
      // A failure destroys the whole: an archive cut short must not look whole.
      stream.on('error', (error) => output.destroy(error));
      done(null, stream);
    });
  }
  zip.end();
  return output;
}
