/**
 * Counts a published ballot again, on any computer with Node and without a network:
 *
 *     node recount.js < ballot.json
 *
 * Writes the count in the same bytes as `count` stands in the file, and ends with 1 where the file does not hold, saying why.
 */
import { canonicalJson, faultsOf, recount, type BallotBundle } from '../../roundtables/domain/index.js';

/** What this program uses of Node; it imports nothing, so that it runs under every name and in every folder. */
declare const process: {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: { write(text: string): void };
  readonly stderr: { write(text: string): void };
  exitCode: number;
};

async function main(): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of process.stdin) text += decoder.decode(piece, { stream: true });
  const bundle = JSON.parse(text + decoder.decode()) as BallotBundle;
  process.stdout.write(canonicalJson(recount(bundle)));
  const faults = faultsOf(bundle);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

void main();
