import { isUtf8 } from 'node:buffer';
import type { FileRefusal } from '../domain/index.js';
import { zipEntries } from './zip-entries.js';

/** What a file is by its content. Pictures are stored anew as WebP; the rest keeps its bytes. */
export const FILE_KINDS = ['jpeg', 'png', 'webp', 'gif', 'pdf', 'odt', 'docx', 'csv', 'txt'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const PICTURES: readonly FileKind[] = ['jpeg', 'png', 'webp', 'gif'];
export const isPicture = (kind: FileKind): boolean => PICTURES.includes(kind);

/** Beginnings, as the formats define them. RIFF says what it holds at byte 8. */
const BEGINNINGS: readonly [FileKind, number, string][] = [
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['webp', 8, 'WEBP'],
  ['pdf', 0, '%PDF-'],
];
/** Below this much text, markup and binary files would show themselves. */
const SNIFFED = 4096;
/** Unpacked, a document larger than this is a trap for who opens it. */
const MOST_UNPACKED = 200 * 1024 * 1024;

/** What the bytes are, whatever name they came under; or why nobody takes them. */
export function kindOf(bytes: Buffer): FileKind | FileRefusal {
  if (bytes.length === 0) return 'file-empty';
  const begins = BEGINNINGS.find(([, at, magic]) => bytes.subarray(at, at + magic.length).toString('latin1') === magic);
  if (begins && (begins[0] !== 'webp' || bytes.subarray(0, 4).toString('latin1') === 'RIFF')) return begins[0];
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return documentKind(bytes);
  return textKind(bytes);
}

/** OpenDocument says what it is in its first entry (ODF 1.3, part 2, 3.3); OOXML by the parts it has (ECMA-376, part 2). */
function documentKind(bytes: Buffer): FileKind | FileRefusal {
  const entries = zipEntries(bytes);
  if (!entries) return 'file-broken';
  if (entries.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED) return 'file-broken';
  const names = new Set(entries.map(({ name }) => name));
  if (entries.some(({ name }) => /(^|\/)vbaProject\.bin$|^Basic\/|^Scripts\//i.test(name))) return 'file-has-macros';
  const mime = 'application/vnd.oasis.opendocument.text';
  if (bytes.subarray(30, 38 + mime.length).toString('latin1') === `mimetype${mime}` && names.has('content.xml')) return 'odt';
  return names.has('[Content_Types].xml') && names.has('word/document.xml') ? 'docx' : 'file-unknown';
}

/** Text has no control characters, and is not markup that some program would run. A table has the same separator in each of its lines. */
function textKind(bytes: Buffer): FileKind | FileRefusal {
  const beginning = bytes.subarray(0, SNIFFED).toString('latin1');
  if (hasControls(bytes)) return 'file-unknown';
  if (/^(?:\xef\xbb\xbf)?\s*<[!?a-z/]/i.test(beginning)) return 'file-unknown';
  const lines = beginning.split(/\r?\n/).slice(0, 20).filter(Boolean);
  const whole = bytes.length > SNIFFED ? lines.slice(0, -1) : lines;
  const isTable = [',', ';', '\t'].some((mark) => whole.length > 1 && whole.every((line) => line.split(mark).length > 1));
  return isTable ? 'csv' : 'txt';
}

const hasControls = (bytes: Buffer): boolean =>
  bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f);

/** Text in UTF-8, whatever a spreadsheet on Windows had made of it. */
export const asUtf8 = (bytes: Buffer): Buffer =>
  isUtf8(bytes) ? bytes : Buffer.from(new TextDecoder('windows-1252').decode(bytes));
