/** So many at once, and so many a second after that. Kept per socket; times are milliseconds of any steady clock. */
export class TokenBucket {
  private tokens: number;
  private at: number | null = null;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.tokens = burst;
  }

  /** Takes that many tokens, all or none. Returns 0, or the milliseconds to wait; what is refused costs nothing. */
  take(count: number, now: number): number {
    if (this.at !== null) this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (count > this.tokens) return Math.ceil(((Math.min(count, this.burst) - this.tokens) / this.perSecond) * 1000);
    this.tokens -= count;
    return 0;
  }
}
