import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 10_000;

/** Runs `file` with Node as a server on a free port of 127.0.0.1, told by PORT, lets `use` work with it, and ends it however that ends. */
export async function withServer<T>(
  file: readonly string[],
  settings: Readonly<Record<string, string>>,
  ready: string,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const env = { PATH: process.env['PATH'] ?? '', ...settings, HOST: '127.0.0.1', PORT: String(port) };
  const child = spawn(process.execPath, [...nodeOptions(), ...file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    await answering(`http://127.0.0.1:${port}${ready}`, () => child.exitCode !== null);
    return await use(port);
  } finally {
    child.kill('SIGTERM');
    const hasEnded = await Promise.race([ended.then(() => true), setTimeout(LONGEST_STOP_MS, false, { ref: false })]);
    if (!hasEnded) child.kill('SIGKILL');
    await ended;
  }
}

/** Where BENCH_PROFILE names a folder, each server leaves a profile of its processor time there. */
function nodeOptions(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  for (let waited = 0; waited < LONGEST_START_MS; waited += 100) {
    if (hasEnded()) break;
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await setTimeout(100);
  }
  throw new Error(`${url} never answered`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
