const PIECE = 256 * 1024;

/** A file in pieces, so that nobody reads all of it at once. */
export function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
