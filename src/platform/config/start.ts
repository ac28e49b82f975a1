import { existsSync } from 'node:fs';
import { type Config, ConfigError, readConfig, unknownSettings } from './config.js';
import { StartRefused } from './start-refused.js';

/** sysexits(3): something in the configuration is wrong. */
const EX_CONFIG = 78;

/**
 * For entry points: reads `.env` (what the environment sets wins) and the settings. A mistake is told in one sentence on stderr and ends
 * the process with code 78, before anything else was opened.
 */
export function configOrExit(): Config {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    for (const name of unknownSettings(process.env))
      process.stderr.write(`The variable ${name} is not a setting and is ignored.\n`);
    return readConfig(process.env);
  } catch (error) {
    return exitRefused(error);
  }
}

/** For entry points: ends the process, with the sentence of a refused start or, for anything else, with the defect's stack. */
export function exitRefused(error: unknown): never {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error instanceof ConfigError ? EX_CONFIG : 1);
}
