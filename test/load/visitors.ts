import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** What visitors waited, in milliseconds, from the shortest on, and how many answers a second that made. */
export interface Visits {
  readonly perSecond: number;
  readonly waits: readonly number[];
}

/** The time within which 95 of 100 were answered, in milliseconds. */
export const p95 = ({ waits }: Visits): number => waits[Math.max(0, Math.ceil(waits.length * 0.95) - 1)] ?? NaN;

/** Visitors of one server of this machine, at most `most` at a time. What is not answered with 200 is a mistake of the measurement, and ends it. */
export class Visitors {
  private readonly agent: Agent;
  private readonly port: number;
  private readonly most: number;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(port: number, most: number, headers: Readonly<Record<string, string>> = {}) {
    this.port = port;
    this.most = most;
    this.headers = headers;
    this.agent = new Agent({ keepAlive: true, maxSockets: most });
  }

  /** Each asks again as soon as it was answered: as many answers as the server can give. `path` is told how many were asked before. */
  async hurry(path: (turn: number) => string, seconds: number): Promise<Visits> {
    const [waits, begun] = [[] as number[], performance.now()];
    const end = begun + seconds * 1000;
    let turn = 0;
    const one = async (): Promise<void> => {
      while (performance.now() < end) waits.push(await this.visit(path(turn++)));
    };
    await Promise.all(Array.from({ length: this.most }, one));
    return visits(waits, begun);
  }

  /** So many a second, whether the server keeps up or not: what it makes wait is counted from when it should have been asked. */
  async stroll(path: (turn: number) => string, perSecond: number, seconds: number): Promise<Visits> {
    const [waits, begun] = [[] as number[], performance.now()];
    const under: Promise<void>[] = [];
    for (let turn = 0; turn < perSecond * seconds; turn++) {
      const due = begun + (turn * 1000) / perSecond;
      const early = due - performance.now();
      if (early > 0) await setTimeout(early);
      const asked = Math.max(due, performance.now() - TIMER_MS);
      under.push(this.visit(path(turn)).then((wait) => void waits.push(Math.max(wait, performance.now() - asked))));
    }
    await Promise.all(under);
    return visits(waits, begun);
  }

  leave(): void {
    this.agent.destroy();
  }

  private visit(path: string): Promise<number> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: this.port, path, agent: this.agent, headers: this.headers, timeout: MOST_MS },
        (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`${path} was answered with ${answer.statusCode}`));
          answer.on('end', () => resolve(performance.now() - begun)).on('error', reject);
          answer.resume();
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${path} was not answered in ${MOST_MS} ms`)));
      sent.on('error', reject).end();
    });
  }
}

const MOST_MS = 20_000;
/** How late a timer of Node is called though nothing keeps it: not the server's doing. */
const TIMER_MS = 2;

function visits(waits: number[], begun: number): Visits {
  return { perSecond: (waits.length * 1000) / (performance.now() - begun), waits: waits.toSorted((a, b) => a - b) };
}
