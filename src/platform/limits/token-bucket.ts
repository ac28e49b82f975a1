/** So many at once, and so many a second after that. Kept per socket; times are milliseconds of the clock, which may be set back. */
export class TokenBucket {
  /** Credit in milliseconds of waiting already done, which keeps the arithmetic whole. */
  private credit: number;
  private at: number | null = null;
  private readonly each: number;
  private readonly full: number;

  constructor(perSecond: number, burst: number) {
    this.each = 1000 / perSecond;
    this.full = burst * this.each;
    this.credit = this.full;
  }

  /** Takes that many tokens, all or none. Returns 0, or the milliseconds to wait; what is refused costs nothing. */
  take(count: number, now: number): number {
    this.credit = Math.min(this.full, this.credit + Math.max(0, now - (this.at ?? now)));
    this.at = now;
    const cost = count * this.each;
    if (cost > this.credit) return Math.ceil(Math.min(cost, this.full) - this.credit);
    this.credit -= cost;
    return 0;
  }
}
