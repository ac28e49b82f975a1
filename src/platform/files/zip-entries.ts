export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive says. */
  readonly size: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 2000;

/**
 * The directory of a ZIP archive (PKWARE APPNOTE 4.3), without unpacking anything. Null for what is not one from its first byte to its last:
 * encrypted, in several parts, too large for 32 bits, or with something before or behind it.
 */
export function zipEntries(bytes: Buffer): ZipEntry[] | null {
  const end = endOf(bytes);
  if (end === null) return null;
  const [count, size, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  if (count === 0 || count > MOST_ENTRIES || start + size !== end) return null;
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY || (bytes.readUInt16LE(at + 8) & 1) === 1) return null;
    const [name, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    entries.push({
      name: bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name).toString('utf8'),
      size: bytes.readUInt32LE(at + 24),
    });
    at += ENTRY_BYTES + name + extra + comment;
  }
  return at === end ? entries : null;
}

/** Where the end record begins: the one whose comment ends exactly where the file does. */
function endOf(bytes: Buffer): number | null {
  for (let at = bytes.length - END_BYTES; at >= 0 && at >= bytes.length - END_BYTES - LONGEST_COMMENT; at--)
    if (bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return null;
}
