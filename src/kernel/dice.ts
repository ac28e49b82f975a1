/** Chance, injected. Secrets use `bytes`, which in production are cryptographically strong. */
export abstract class Dice {
  /** `size` random bytes. */
  abstract bytes(size: number): Uint8Array;
  /** An even integer draw in [0, below). */
  abstract below(below: number): number;
}
