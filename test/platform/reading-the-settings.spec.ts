import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, unknownSettings } from '../../src/platform/config/config.js';
import { exampleEnvironment } from '../../src/platform/config/example.js';
import { Settings } from '../../src/platform/config/settings.js';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://mesa.example.org/',
  SESSION_SECRET: 'x'.repeat(48),
  SMTP_URL: 'smtps://u:p@mail.example.org',
};

const refusal = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('the settings', () => {
  it('have defaults for everything outside production', () => {
    const config = readConfig({ NODE_ENV: 'test' });
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      VAR_DIR: 'var',
      TIME_ZONE: 'America/Argentina/Buenos_Aires',
      SAMPLE: false,
    });
    expect(config.isEmbedded).toBe(true);
  });

  it.each([
    ['PORT', '99999', 'a whole number'],
    ['PORT', '30x', 'a whole number'],
    ['PUBLIC_URL', 'mesa.example.org', 'begins with http://'],
    ['DATABASE_URL', 'mysql://secret@host/db', 'begins with postgres://'],
    ['TIME_ZONE', 'Patagonia', 'time zone'],
    ['TRUST_PROXY', 'true', 'a whole number'],
    ['SAMPLE', 'yes', 'true or false'],
    ['DEFAULT_LOCALE', 'pt', 'es, en, fr'],
    ['MAIL_FROM', 'nobody', 'e-mail'],
    ['SESSION_SECRET', 'short', '32 characters'],
  ])('refuse %s=%s naming it and the rule, not the value', (name, value, rule) => {
    const message = refusal({ NODE_ENV: 'test', [name]: value });
    expect(message).toContain(`The setting ${name} `);
    expect(message).toContain(rule);
    expect(message.split(/[\s,.]/)).not.toContain(value);
  });

  it.each(['PUBLIC_URL', 'SESSION_SECRET', 'SMTP_URL'])('require %s in production, and an empty one is none', (name) => {
    expect(refusal({ ...production, [name]: '' })).toBe(`The setting ${name} is required in production.`);
  });

  it('refuse the sample cycle and the example secret in production', () => {
    expect(refusal({ ...production, SAMPLE: 'true' })).toContain('SAMPLE');
    expect(refusal({ ...production, SESSION_SECRET: String(Settings.shape.SESSION_SECRET.meta()?.['example']) })).toContain(
      'SESSION_SECRET',
    );
    expect(readConfig(production)).toMatchObject({ SAMPLE: false, PUBLIC_URL: 'https://mesa.example.org' });
  });

  it('notice a name that looks like a setting and is none', () => {
    expect(unknownSettings({ MESA_PORT: '1', PORT: '2', HOME: '/' })).toEqual(['MESA_PORT']);
  });

  it('keep the secret made in development from one start to the next, readable by its owner only', () => {
    const VAR_DIR = mkdtempSync(join(tmpdir(), 'mesa-config-'));
    const first = readConfig({ NODE_ENV: 'development', VAR_DIR }).SESSION_SECRET;
    expect(readConfig({ NODE_ENV: 'development', VAR_DIR }).SESSION_SECRET).toBe(first);
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(VAR_DIR, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  it('derive another key for every purpose', () => {
    const config = readConfig(production);
    expect(config.key('session').equals(config.key('session'))).toBe(true);
    expect(config.key('session').equals(config.key('csrf'))).toBe(false);
  });

  it('are told in .env.example exactly', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(exampleEnvironment());
  });
});
