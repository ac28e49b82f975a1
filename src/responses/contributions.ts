import { Injectable } from '@nestjs/common';
import type { AnsweredKind } from './domain/index.js';

/** Ids of every contribution of a process that is owed a response, whether it has one or not. */
export type OwedIn = (processId: string) => Promise<readonly string[]>;

/** Lets the ledger know what is owed an answer without knowing the modules that own it. Features register at start. */
@Injectable()
export class Contributions {
  private readonly kinds = new Map<AnsweredKind, OwedIn>();

  register(kind: AnsweredKind, owedIn: OwedIn): void {
    if (this.kinds.has(kind)) throw new Error(`The contributions of kind ${kind} are registered twice`);
    this.kinds.set(kind, owedIn);
  }

  async owedIn(processId: string): Promise<{ kind: AnsweredKind; ids: readonly string[] }[]> {
    const owed = [];
    for (const [kind, ids] of this.kinds) owed.push({ kind, ids: await ids(processId) });
    return owed;
  }
}
