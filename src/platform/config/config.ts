import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hkdfSync, randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Settings } from './settings.js';
import { StartRefused } from './start-refused.js';

type Complete = Omit<Settings, 'PUBLIC_URL' | 'SESSION_SECRET' | 'SAMPLE' | 'KEEP_PAGES'> & {
  readonly PUBLIC_URL: string;
  readonly SESSION_SECRET: string;
  readonly SAMPLE: boolean;
  readonly KEEP_PAGES: boolean;
};

/** A setting that cannot work. The message names the variable and the rule, never the value. */
export class ConfigError extends StartRefused {
  override readonly name = 'ConfigError';

  constructor(message: string) {
    super('config', message);
  }
}

const Values = class {
  constructor(values: Complete) {
    Object.assign(this, values);
  }
} as new (values: Complete) => Readonly<Complete>;

/**
 * The settings, under their names in the environment: `config.PUBLIC_URL`, `config.PORT`. Injected everywhere by ConfigModule;
 * nothing else in src reads `process.env`.
 */
export class Config extends Values {
  /** Every form of every page is signed with one. */
  private readonly keys = new Map<string, Buffer>();

  get isProduction(): boolean {
    return this.NODE_ENV === 'production';
  }

  get isDevelopment(): boolean {
    return this.NODE_ENV === 'development';
  }

  /** Whether the embedded database is used: no DATABASE_URL was given. */
  get isEmbedded(): boolean {
    return this.DATABASE_URL === undefined;
  }

  /** The path of something the instance keeps, under VAR_DIR. */
  varPath(...names: string[]): string {
    return resolve(this.VAR_DIR, ...names);
  }

  /** A key for one purpose, derived from SESSION_SECRET (HKDF-SHA-256, RFC 5869), so that no two purposes share a key. */
  key(purpose: string, bytes = 32): Buffer {
    const name = `${purpose} ${bytes}`;
    const key = this.keys.get(name) ?? Buffer.from(hkdfSync('sha256', this.SESSION_SECRET, 'mesa-abierta', purpose, bytes));
    this.keys.set(name, key);
    return key;
  }
}

/** Reads and checks the settings. An empty variable counts as not set. Throws ConfigError with one sentence per mistake. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`).join('\n'));
  }
  const settings = parsed.data;
  if (settings.NODE_ENV === 'production') refuseUnfitForProduction(settings);
  return new Config({
    ...settings,
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`,
    SESSION_SECRET: settings.SESSION_SECRET ?? ownSecret(settings),
    SAMPLE: settings.SAMPLE ?? settings.NODE_ENV === 'development',
    KEEP_PAGES: settings.KEEP_PAGES ?? settings.NODE_ENV !== 'test',
  });
}

/** The names that look like settings of this product but are none: a typing mistake worth a warning. */
export function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment).filter((name) => name.startsWith('MESA_') && !(name in Settings.shape));
}

function refuseUnfitForProduction(settings: Settings): void {
  const mistakes = (['PUBLIC_URL', 'SESSION_SECRET', 'SMTP_URL'] as const)
    .filter((name) => settings[name] === undefined)
    .map((name) => `The setting ${name} is required in production.`);
  if (settings.SESSION_SECRET === Settings.shape.SESSION_SECRET.meta()?.['example']) {
    mistakes.push('The setting SESSION_SECRET must not be the example of .env.example.');
  }
  if (settings.SAMPLE) mistakes.push('The setting SAMPLE must not be true in production.');
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
}

/** Outside production: a secret made once and kept in VAR_DIR, so that a restart signs nobody out. Tests take one each time. */
function ownSecret(settings: Settings): string {
  if (settings.NODE_ENV === 'test') return randomBytes(48).toString('base64');
  const file = join(settings.VAR_DIR, 'session-secret');
  if (!existsSync(file)) {
    mkdirSync(settings.VAR_DIR, { recursive: true });
    writeFileSync(file, randomBytes(48).toString('base64'), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8');
}
