import type { Readable } from 'node:stream';
import type { Translate } from '../../platform/i18n/translate.js';
import type { DataRow } from '../data-tables.queries.js';
import { columnsOf, DATA_TABLE_NAMES, DATA_TABLES, type DataTableName } from '../domain/index.js';
import { csvStream } from './csv.js';
import { zipStream } from './zip.js';

/** What a package says of itself. */
export interface PackageFacts {
  /** `ba-proposals`. */
  readonly name: string;
  readonly title: string;
  readonly home: string;
  readonly isPublic: boolean;
  readonly hasMark: boolean;
  readonly at: Date;
}

/** All tables as CSV with their data dictionary, as one archive. */
export function packageStream(
  t: Translate,
  facts: PackageFacts,
  batches: (name: DataTableName) => AsyncIterable<readonly DataRow[]>,
): Readable {
  const tables = DATA_TABLE_NAMES.map((name) => ({
    name: `${name}.csv`,
    read: () =>
      csvStream(
        columnsOf(DATA_TABLES[name], facts.isPublic).map((column) => column.name),
        batches(name),
        facts.hasMark,
      ),
  }));
  return zipStream(
    [{ name: 'datapackage.json', read: () => JSON.stringify(dataPackage(t, facts), null, 2) }, ...tables],
    facts.at,
  );
}

/** The data dictionary: Data Package and Table Schema, version 2 (datapackage.org). */
export function dataPackage(t: Translate, { name, title, home, isPublic, at }: PackageFacts): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name,
    title,
    description: t(isPublic ? 'exchange.package.public' : 'exchange.package.team'),
    homepage: home,
    created: at.toISOString(),
    resources: DATA_TABLE_NAMES.map((table) => ({
      name: table,
      title: t(`exchange.table.${table}`),
      path: `${table}.csv`,
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', lineTerminator: '\r\n', doubleQuote: true },
      schema: {
        $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
        fields: columnsOf(DATA_TABLES[table], isPublic).map((column) => ({
          name: column.name,
          type: column.type,
          description: t(`exchange.column.${column.name}`),
        })),
        missingValues: [''],
        primaryKey: DATA_TABLES[table].primaryKey,
        ...(table === 'proposals'
          ? {}
          : { foreignKeys: [{ fields: ['proposal'], reference: { resource: 'proposals', fields: ['number'] } }] }),
      },
    })),
  };
}
