import { isLocale, type Locale } from '../../kernel/localized.js';
import { plain } from '../../outreach/domain/index.js';

export const IMPORT_KINDS = ['proposals', 'answers'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Kinds of file that a table comes in. */
export const FILE_KINDS = ['csv', 'json', 'xlsx', 'zip'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Whose columns a table has: ours, those of Decidim's exports of proposals or imports of answers, or nobody's that we know. */
export type TableFormat = 'mesa' | 'decidim' | 'decidim-answers' | 'other';

/** Different values of a column that are shown to be mapped; a column of more is no list of choices. */
export const CHOICES_MAX = 80;

/** A column with what stands in it. */
export interface TableColumn {
  readonly name: string;
  /** Different values with how often each stands there, the most frequent first; null where there are more than can be mapped. */
  readonly choices: readonly { readonly value: string; readonly count: number }[] | null;
}

/** What a row says, and what can be taken from a column. */
export const IMPORT_FIELDS = [
  'proposal',
  'title',
  'body',
  'lang',
  'theme',
  'author',
  'sector',
  'onBehalfOf',
  'neighbourhood',
  'publishedAt',
  'state',
  'answer',
  'area',
  'answeredBy',
  'answeredAt',
  'key',
  'url',
  'supports',
  'latitude',
  'longitude',
  'versions',
  'callAnswers',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** What only our own archive has, in JSON. */
export const KEPT_FIELDS = ['versions', 'callAnswers'] as const satisfies readonly ImportField[];

/** The fields of each kind of import, in the order of the screen. */
export const FIELDS_OF: Record<ImportKind, readonly ImportField[]> = {
  proposals: IMPORT_FIELDS.filter((field) => field !== 'proposal'),
  answers: ['proposal', 'state', 'answer', 'area', 'answeredBy'],
};

/** The fields whose values mean one of ours. */
export const MAPPED_FIELDS = ['theme', 'state', 'area'] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** `title/es` is the title in Spanish; the group of all its languages is called `title/*`. */
const IN_LANGUAGE = /^(.+)\/([a-z]{2})(?:-[A-Za-z]{2,4})?$/;
/** What may hold words in several languages. */
const GROUPED = new Set(['title', 'body', 'answer', 'category/name', 'scope/name', 'taxonomies/name', 'description']);

export const groupOf = (name: string): string | null => {
  const base = IN_LANGUAGE.exec(name)?.[1];
  return base !== undefined && GROUPED.has(base) ? `${base}/*` : null;
};
export const languageOfColumn = (name: string): Locale | null => {
  const tag = IN_LANGUAGE.exec(name)?.[2];
  return isLocale(tag) ? tag : null;
};

/** What a field can be taken from: groups of languages first, then each column. */
export function sourcesOf(columns: readonly string[]): string[] {
  return [...new Set([...columns.flatMap((name) => groupOf(name) ?? []), ...columns])];
}

/** Whose table it is, by its columns. */
export function recogniseFormat(columns: readonly string[]): TableFormat {
  const has = (...names: string[]): boolean => names.every((name) => columns.includes(name));
  if (has('number', 'title', 'body', 'language', 'theme', 'state')) return 'mesa';
  const groups = new Set(columns.map(groupOf));
  const isDecidim = groups.has('title/*') || groups.has('body/*') || has('reference', 'title', 'body');
  if (isDecidim && (has('id') || groups.has('body/*'))) return 'decidim';
  if (has('id', 'state') && groups.has('answer/*')) return 'decidim-answers';
  return 'other';
}

export const kindOf = (format: TableFormat): ImportKind => (format === 'decidim-answers' ? 'answers' : 'proposals');

/** Where each field usually stands: names of columns of ours and of Decidim's as they are, and words of people without accents. */
const USUAL: Record<ImportField, readonly string[]> = {
  proposal: ['proposal', 'number', 'reference', 'id', 'numero', 'propuesta', 'proposition', 'url'],
  title: ['title/*', 'title', 'titulo', 'titre', 'nombre de la propuesta'],
  body: ['body/*', 'body', 'description/*', 'texto', 'texte', 'descripcion', 'description', 'contenido', 'text', 'propuesta'],
  lang: ['language', 'lang', 'locale', 'idioma', 'langue'],
  theme: [
    'theme',
    'taxonomies/name/*',
    'category/name/*',
    'category/name',
    'taxonomies/ids',
    'category/id',
    'scope/name/*',
    'scope/name',
    'scope',
    'eje',
    'eje tematico',
    'tema',
    'categoria',
    'category',
    'axe',
  ],
  author: ['author', 'author/name', 'autor', 'autora', 'auteur', 'name', 'nombre'],
  sector: ['sector', 'secteur'],
  onBehalfOf: ['organisation', 'organization', 'organizacion', 'entidad'],
  neighbourhood: ['neighbourhood', 'barrio', 'quartier', 'address', 'direccion', 'lugar'],
  publishedAt: ['publishedat', 'published at', 'submittedat', 'created at', 'fecha', 'date', 'fecha de publicacion'],
  state: ['state', 'estado', 'etat', 'status', 'verdict', 'resultado'],
  answer: ['answer/*', 'answer', 'respuesta', 'reponse', 'reasons', 'motivos', 'razones'],
  area: ['answerarea', 'area', 'areas', 'area responsable', 'service', 'dependencia'],
  answeredBy: ['answeredby', 'answered by', 'responde', 'firma'],
  answeredAt: ['answeredat', 'answered at', 'fecha de respuesta'],
  key: ['number', 'id', 'reference', 'codigo', 'numero'],
  url: ['url', 'enlace', 'link', 'direccion web', 'lien'],
  supports: [
    'endorsements',
    'votes',
    'proposal votes',
    'votes/total count',
    'endorsements/total count',
    'apoyos',
    'adhesiones',
    'votos',
    'supports',
  ],
  latitude: ['latitude', 'latitud'],
  longitude: ['longitude', 'longitud'],
  versions: ['earlierversions'],
  callAnswers: ['callanswers'],
};

/** `published_at` and `endorsements/total_count` as words, with what marks a group of languages. */
const spoken = (name: string): string =>
  name
    .split('/')
    .map((part) => (part === '*' ? '*' : plain(part)))
    .join('/');

/** Which column each field stands in, as its title says; the person corrects what it guesses wrong. */
export function guessColumns(columns: readonly string[], kind: ImportKind): Partial<Record<ImportField, string>> {
  const sources = sourcesOf(columns);
  const guessed: Partial<Record<ImportField, string>> = {};
  const taken = new Set<string>();
  for (const field of FIELDS_OF[kind]) {
    const found = USUAL[field]
      .map((usual) => sources.find((source) => spoken(source) === usual || plain(source) === usual))
      .find((source) => source !== undefined && (field === 'key' || field === 'proposal' || !taken.has(source)));
    if (found === undefined) continue;
    guessed[field] = found;
    taken.add(found);
  }
  return guessed;
}
