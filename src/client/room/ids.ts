/** Ids made in the browser: UUIDv7 (RFC 9562), so that own commands sort by the moment they were made. */
let last = 0;

export function newId(): string {
  // Two in one millisecond must still sort: the second borrows the next millisecond.
  last = Math.max(Date.now(), last + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0, time = last; at < 6; at += 1) {
    bytes[5 - at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
