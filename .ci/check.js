/**
 * `npm run check`: every gate that needs no database, two at a time, the long ones first. Prints what each took and the output of those that
 * failed; ends with a count and fails when any gate failed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const GATES = ['lint', 'types:test', 'unit', 'format', 'types:client', 'types:pure', 'layers'];

/** @param {string} script */
function run(script) {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn('npm', ['run', '--silent', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${script} (${seconds} s)\n${code === 0 ? '' : `${output}\n`}`);
      resolve(code === 0);
    });
  });
}

const waiting = [...GATES];
const results = [];
const worker = async () => {
  for (let script = waiting.shift(); script; script = waiting.shift()) results.push(await run(script));
};
await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, worker));

const failed = results.filter((passed) => !passed).length;
process.stdout.write(`Gates: ${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
