import { Injectable } from '@nestjs/common';
import type { AnsweredKind } from './domain/index.js';

/** Ids of every contribution of a process that is owed a response, whether it has one or not. */
export type OwedIn = (processId: string) => Promise<readonly string[]>;

/** How many contributions have come to a point of their way, and how many of those have an answer in words. `text` is a message's key. */
export interface StepCoverage {
  readonly text: string;
  readonly count: number;
  readonly answered: number;
}
export type StepsOf = (processId: string) => Promise<readonly StepCoverage[]>;

/** Lets the ledger know what is owed an answer without knowing the modules that own it. Features register at start. */
@Injectable()
export class Contributions {
  private stepsOf: StepsOf | null = null;
  private readonly kinds = new Map<AnsweredKind, OwedIn>();

  register(kind: AnsweredKind, owedIn: OwedIn): void {
    if (this.kinds.has(kind)) throw new Error(`The contributions of kind ${kind} are registered twice`);
    this.kinds.set(kind, owedIn);
  }

  /** The points on the way of one kind, in their order. */
  registerSteps(stepsOf: StepsOf): void {
    if (this.stepsOf) throw new Error('The steps of contributions are registered twice');
    this.stepsOf = stepsOf;
  }

  async steps(processId: string): Promise<readonly StepCoverage[]> {
    return this.stepsOf ? this.stepsOf(processId) : [];
  }

  async owedIn(processId: string): Promise<{ kind: AnsweredKind; ids: readonly string[] }[]> {
    return Promise.all([...this.kinds].map(async ([kind, ids]) => ({ kind, ids: await ids(processId) })));
  }
}
