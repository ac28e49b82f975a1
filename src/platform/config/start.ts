import { existsSync } from 'node:fs';
import { Config, ConfigError, readConfig, unknownSettings } from './config.js';

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
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}
