import { clearInterval, setInterval } from 'node:timers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MB = 1024 * 1024;
const LOOK_MS = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What a step took. Memory in MB, over what the process held before it: of the system, and of live and not yet collected objects and buffers. */
export interface Measure {
  readonly what: string;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly extraResident: number;
  readonly extraHeld: number;
}

/** Times steps one after another, with the most memory that each took beyond what there was, and writes a line for each. */
export class Measures {
  readonly all: Measure[] = [];

  constructor() {
    line('', 's', 'rows/s', 'extra MB resident', 'held');
  }

  async take(what: string, rows: number, work: () => Promise<unknown>): Promise<void> {
    collect();
    const before = memory();
    const most = { ...before };
    const look = (): void => {
      const now = memory();
      most.resident = Math.max(most.resident, now.resident);
      most.held = Math.max(most.held, now.held);
    };
    const watch = setInterval(look, LOOK_MS);
    const begun = performance.now();
    await work();
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(watch);
    look();
    const extra = (name: 'resident' | 'held'): number => Math.round((most[name] - before[name]) / MB);
    const measure = {
      what,
      seconds: Math.round(seconds * 100) / 100,
      rowsPerSecond: Math.round(rows / seconds),
      extraResident: extra('resident'),
      extraHeld: extra('held'),
    };
    this.all.push(measure);
    const number = (value: number): string => value.toLocaleString('en');
    line(what, seconds.toFixed(1), number(measure.rowsPerSecond), number(measure.extraResident), number(measure.extraHeld));
  }
}

function memory(): { resident: number; held: number } {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, held: heapUsed + external };
}

const line = (what: string, ...cells: string[]): boolean =>
  process.stdout.write(`${what.padEnd(38)}${cells.map((cell, index) => cell.padStart([8, 10, 20, 8][index] ?? 8)).join('')}\n`);
