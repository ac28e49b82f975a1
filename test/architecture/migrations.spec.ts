import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES } from '../../src/entities.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { schemaDrift } from '../../src/platform/database/write-migration.js';
import { ROOT } from './planted.js';

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('the migrations', () => {
  it('make exactly the tables that the entities describe', async () => {
    expect(await schemaDrift(ENTITIES)).toBe('');
  }, 120_000);

  it('miss a table when they lack one', async () => {
    const { defineEntity, p } = await import('@mikro-orm/core');
    const schema = defineEntity({
      name: 'Forgotten',
      tableName: 'forgotten',
      properties: { id: p.uuid().primary(), word: p.text() },
    });
    class Forgotten extends schema.class {}
    schema.setClass(Forgotten);
    expect(await schemaDrift([...ENTITIES, Forgotten])).toMatch(/^create table "forgotten"/);
  }, 120_000);

  it('are all in the history, in the order of their names', () => {
    const written = files('src/platform/database/migrations')
      .filter((name) => name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''))
      .sort();
    expect(MIGRATIONS.map(({ name }) => name)).toEqual(written);
  });

  it('know every entity there is', () => {
    const described = files('src')
      .filter((name) => !name.endsWith('.spec.ts'))
      .flatMap((name) =>
        [...readFileSync(join(ROOT, 'src', name), 'utf8').matchAll(/defineEntity\(\{\s*name: '(\w+)'/g)].map(
          ([, entity]) => entity,
        ),
      );
    expect(described.length).toBeGreaterThan(5);
    expect(ENTITIES.map((entity) => entity.name).sort()).toEqual(described.sort());
  });
});
