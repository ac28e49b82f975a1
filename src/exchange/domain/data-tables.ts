/** Types of Table Schema (datapackage.org/standard/table-schema). */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'datetime';

/** A column of a file that leaves. `isPrivate`: only in files for the team. */
export interface DataColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isPrivate?: true;
}

/** A table of the data package. Names are stable and English; `exchange.column.<name>` says what each holds. */
export interface DataTable {
  readonly name: DataTableName;
  readonly columns: readonly DataColumn[];
  readonly primaryKey: readonly string[];
}

export const DATA_TABLE_NAMES = ['proposals', 'versions', 'answers', 'reviews', 'responses', 'comments', 'lineage'] as const;
export type DataTableName = (typeof DATA_TABLE_NAMES)[number];

const text = (...names: string[]): DataColumn[] => names.map((name) => ({ name, type: 'string' }));
const of = (type: ColumnType, ...names: string[]): DataColumn[] => names.map((name) => ({ name, type }));
const hidden = (type: ColumnType, name: string): DataColumn => ({ name, type, isPrivate: true });

export const DATA_TABLES: Readonly<Record<DataTableName, DataTable>> = {
  proposals: {
    name: 'proposals',
    primaryKey: ['number'],
    columns: [
      ...text(
        'number',
        'url',
        'title',
        'body',
        'language',
        'theme',
        'state',
        'areas',
        'author',
        'coAuthors',
        'sector',
        'organisation',
        'neighbourhood',
      ),
      ...of('integer', 'endorsements', 'comments'),
      ...of('datetime', 'submittedAt', 'publishedAt'),
      ...text('questions', 'answer', 'answerArea', 'answeredBy'),
      ...of('datetime', 'answeredAt'),
      ...text('source', 'sourceId', 'sourceUrl'),
      ...of('integer', 'sourceSupports'),
      ...of('number', 'latitude', 'longitude'),
      hidden('string', 'email'),
      hidden('datetime', 'emailConfirmedAt'),
    ],
  },
  versions: {
    name: 'versions',
    primaryKey: ['proposal', 'version'],
    columns: [
      ...text('proposal'),
      ...of('integer', 'version'),
      ...text('title', 'body', 'note'),
      ...of('datetime', 'at'),
      ...of('boolean', 'isCurrent'),
    ],
  },
  answers: {
    name: 'answers',
    primaryKey: ['proposal', 'questionId'],
    columns: [...text('proposal', 'questionId', 'question', 'kind', 'answer', 'asKept'), hidden('boolean', 'isPublic')],
  },
  reviews: {
    name: 'reviews',
    primaryKey: ['proposal', 'area', 'at'],
    columns: [
      ...text('proposal', 'area', 'verdict', 'reasons', 'changes', 'legalBasis', 'existing', 'budget', 'law', 'responsible'),
      ...of('integer', 'costFrom', 'costTo'),
      ...text('costCurrency', 'costPeriod'),
      ...of('integer', 'costYears'),
      ...text('carry', 'carryWords', 'signedBy'),
      ...of('datetime', 'at'),
    ],
  },
  responses: {
    name: 'responses',
    primaryKey: ['proposal', 'at'],
    columns: [
      ...text('proposal', 'disposition', 'reason', 'decidedBy'),
      ...of('datetime', 'at'),
      ...of('boolean', 'isInForce'),
      ...of('datetime', 'retractedAt'),
      ...text('retractedReason'),
    ],
  },
  comments: {
    name: 'comments',
    primaryKey: ['comment'],
    columns: [
      ...text('comment', 'proposal', 'replyTo', 'stance', 'author', 'sector', 'organisation'),
      ...of('boolean', 'isTeam'),
      ...text('language', 'body'),
      ...of('datetime', 'writtenAt'),
      hidden('string', 'sight'),
      hidden('string', 'email'),
    ],
  },
  lineage: {
    name: 'lineage',
    primaryKey: ['continuation', 'proposal'],
    columns: [
      ...text('continuation', 'kind', 'proposal', 'role', 'reason', 'decidedBy'),
      ...of('datetime', 'at', 'undoneAt'),
      ...text('undoneReason'),
    ],
  },
};

/** The columns that a file of this reach has. */
export const columnsOf = (table: DataTable, isPublic: boolean): readonly DataColumn[] =>
  table.columns.filter((column) => !(isPublic && column.isPrivate));
