import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { TokenBucket } from './token-bucket.js';

/** So many at once, and so many a second after that. */
export interface Budget {
  readonly name: string;
  readonly perSecond: number;
  readonly burst: number;
}

/** Keys remembered at most; the one that asked longest ago is forgotten first, which gives it a full budget again. */
const MOST_KEYS = 10_000;

/** What each asker may still ask for, in this process: for answers that cost much and change nothing. */
@Injectable()
export class Budgets {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly clock: Clock) {}

  /** Whether `key` may ask once more; then it has asked. */
  spend(budget: Budget, key: string): boolean {
    const name = `${budget.name} ${key}`;
    const bucket = this.buckets.get(name) ?? new TokenBucket(budget.perSecond, budget.burst);
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    const oldest = this.buckets.keys().next();
    if (this.buckets.size > MOST_KEYS && !oldest.done) this.buckets.delete(oldest.value);
    return bucket.take(1, this.clock.now().getTime()) === 0;
  }
}
