import { type ChildProcess, spawn } from 'node:child_process';
import { build } from 'esbuild';
import { resolve } from 'node:path';

const ROOT = resolve('.');

const BUNDLE = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  keepNames: true,
  logLevel: 'error',
} as const;
/** What runs in a thread of its own is looked for beside the module that begins it. */
const THREADS = ['src/platform/database/new-cluster.worker.ts'];

/** A script of the product, run by a real node of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** What it wrote so far, both streams. */
  output(): string;
  /** Waits until it wrote this. Rejects when it ends first. */
  wrote(text: string): Promise<void>;
  /** Waits for its end: the exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
}

/** Runs TypeScript `source` (imports resolve from the repository's root) with this environment and nothing else of ours. */
export async function runProgram(source: string, environment: Record<string, string> = {}): Promise<Program> {
  const name = `program-${process.pid}-${process.hrtime.bigint()}`;
  const outdir = `node_modules/.cache/mesa/programs/${name}`;
  const outfile = `${outdir}/program.js`;
  await build({ ...BUNDLE, stdin: { contents: source, resolveDir: ROOT, loader: 'ts' }, outfile });
  await build({ ...BUNDLE, entryPoints: THREADS, outdir });
  const child = spawn(process.execPath, ['--no-warnings', outfile], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const end = new Promise<number | string>((done) => child.on('close', (code, signal) => done(code ?? signal ?? '')));
  return {
    child,
    output: () => output,
    ended: () => end,
    wrote: (text) =>
      new Promise((done, fail) => {
        const look = (): void => (output.includes(text) ? done() : undefined);
        listeners.add(look);
        void end.then(() => fail(new Error(`It ended without writing "${text}":\n${output}`)));
        look();
      }),
  };
}
