import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';

const BLOCK = 512;
const FOLDER = '5';
const OWNER_ONLY = 0o700;

/**
 * Puts an empty cluster where there is none: unpacking one takes a fraction of the time of making one, which would be most of a first start. It
 * appears as a whole or not at all, so that a start that was interrupted leaves nothing that the next one would take for a database.
 */
export async function newCluster(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const beside = await mkdtemp(`${folder}.new-`);
  const packed = Buffer.from(await (await dataDir()).arrayBuffer());
  await unpack(await promisify(gunzip)(packed), beside);
  await rename(beside, folder);
}

/** An archive of plain folders and files (POSIX ustar), folders first. */
async function unpack(archive: Buffer, into: string): Promise<void> {
  const files: Promise<void>[] = [];
  for (let at = 0; archive[at];) {
    const text = (from: number, length: number): string =>
      archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const path = join(into, text(345, 155), text(0, 100));
    const size = parseInt(text(124, 12), 8) || 0;
    const content = at + BLOCK;
    if (text(156, 1) === FOLDER) await mkdir(path, { recursive: true, mode: OWNER_ONLY });
    else files.push(writeFile(path, archive.subarray(content, content + size), { mode: 0o600 }));
    at = content + Math.ceil(size / BLOCK) * BLOCK;
  }
  await Promise.all(files);
}
