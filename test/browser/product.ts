import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';

const MAIN = resolve('dist/main.js');
/** Building the sample cycle on a busy machine takes its time. */
const READY_MS = 120_000;
const SERVER = process.env['DATABASE_URL'];

/** The built product in a process, on a port and with a folder of its own: what people install, and nothing of ours in its way. */
export interface Product {
  readonly url: string;
  /** Ends it as a machine that loses power does: nothing is asked of it. */
  kill(): Promise<void>;
  /** Starts it again where it was, with what it had kept. */
  start(): Promise<void>;
  /** Everything it wrote. */
  output(): string;
  /** Ends it and takes its folder away. */
  remove(): Promise<void>;
}

export async function startProduct(options: { sample: boolean }): Promise<Product> {
  if (!existsSync(MAIN)) throw new Error('There is no dist/main.js: run npm run build, or npm run test:browser, which does');
  const folder = mkdtempSync(join(tmpdir(), 'mesa-browser-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = SERVER ? await newDatabase(SERVER) : null;
  const environment = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: String(port),
    VAR_DIR: folder,
    SAMPLE: String(options.sample),
    LOG_LEVEL: 'warn',
    ...(database ? { DATABASE_URL: database.url } : {}),
  };
  let output = '';
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const running = spawn(process.execPath, [MAIN], { cwd: resolve('.'), env: environment });
    child = running;
    for (const stream of [running.stdout, running.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    await ready(url, running, () => output);
  };
  const end = (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> =>
    new Promise((done) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return done();
      child.once('close', () => done());
      child.kill(signal);
    });

  await start();
  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    output: () => output,
    remove: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
      await database?.drop();
    },
  };
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`The product ended before it was ready:\n${output()}`);
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The product was not ready within ${READY_MS / 1000} s:\n${output()}`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

async function newDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `mesa_browser_${randomUUID().replaceAll('-', '')}`;
  const owner = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await owner(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => owner(`drop database ${name} with (force)`) };
}
