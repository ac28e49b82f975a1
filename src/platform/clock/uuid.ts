/** Writes a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, a 12-bit counter so that ids of one millisecond keep their order, 62 random bits. */
export function uuidv7(milliseconds: number, counter: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(milliseconds) << 16n);
  bytes[6] = 0x70 | ((counter >> 8) & 0x0f);
  bytes[7] = counter & 0xff;
  bytes.set(random.subarray(0, 8), 8);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Ids that never go back, even when the clock does or 4,096 ids are made within one millisecond. */
export class Uuid7Sequence {
  private last = 0;
  private counter = 0;

  next(now: number, random: Uint8Array): string {
    if (now > this.last) {
      this.last = now;
      this.counter = 0;
    } else if (++this.counter > 0xfff) {
      this.last += 1;
      this.counter = 0;
    }
    return uuidv7(this.last, this.counter, random);
  }
}
