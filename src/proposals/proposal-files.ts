import { Readable } from 'node:stream';
import { localized, type Locale } from '../kernel/localized.js';
import { answerText, type CallQuestion } from '../process/domain/index.js';
import { FILE_TYPES } from '../platform/domain/index.js';
import { csvFile } from '../platform/web/csv.js';
import { download, type Download } from '../platform/web/reply.js';
import type { ContinuationRow } from './continuations.queries.js';
import { fileName, filesPath, proposalNumber, proposalPath } from './domain/index.js';
import type { ProposalDetail, ProposalRow } from './proposal-rows.js';

type ExportRow = Pick<ProposalRow, Exclude<keyof ProposalRow, 'excerpt' | 'themePosition'>> &
  Pick<ProposalDetail, 'body' | 'attachments' | 'coAuthors'>;

/** The machine-readable form of a proposal. Names of fields are stable and English; nothing in it is private. */
interface ProposalRecord {
  number: string;
  url: string;
  title: string;
  body: string;
  language: string;
  theme: string;
  state: string;
  /** What the process calls the part of that state. */
  ownState: string | null;
  areas: string[];
  author: string;
  /** Who signs with the author. */
  coAuthors: string[];
  sector: string;
  organisation: string | null;
  neighbourhood: string | null;
  /** The place it is about, in degrees (WGS 84), rounded as its author wanted; both or none. */
  latitude: number | null;
  longitude: number | null;
  /** Null while the process hides it. */
  endorsements: number | null;
  submittedAt: string;
  /** How it came; for what the team keyed in, the day on which it was received. */
  channel: string;
  receivedOn: string | null;
  /** Public answers to the questions of the call. */
  answers: { question: string; answer: string }[];
  /** Public images and documents; `question` is the one of the call that it answers. */
  files: { title: string; type: string; url: string; question: string | null }[];
}

const COLUMNS = [
  'number',
  'url',
  'title',
  'body',
  'language',
  'theme',
  'state',
  'ownState',
  'areas',
  'author',
  'coAuthors',
  'sector',
  'organisation',
  'neighbourhood',
  'latitude',
  'longitude',
  'endorsements',
  'submittedAt',
  'channel',
  'receivedOn',
  'files',
] as const;

export interface FileContext {
  process: string;
  publicUrl: string;
  locale: Locale;
  /** The questions of the call: those with public answers are columns of their own in tables. */
  questions: readonly CallQuestion[];
}

export function proposalRecord(context: FileContext, row: ExportRow): ProposalRecord {
  return {
    number: proposalNumber(row.number),
    url: context.publicUrl + proposalPath(context.process, row.number),
    title: row.title,
    body: row.body,
    language: row.lang,
    theme: localized(row.themeName, context.locale),
    state: row.state,
    ownState: row.ownState ? localized(row.ownState.name, context.locale) : null,
    areas: row.areaNames.map((name) => localized(name, context.locale)),
    author: row.authorName,
    coAuthors: row.coAuthors,
    sector: row.sector,
    organisation: row.onBehalfOf,
    neighbourhood: row.neighbourhood,
    latitude: row.latitude,
    longitude: row.longitude,
    endorsements: row.endorsements,
    submittedAt: row.submittedAt.toISOString(),
    channel: row.channel,
    receivedOn: row.receivedOn,
    answers: row.answers.map((answer) => ({
      question: localized(answer.label, context.locale),
      answer: answerText(answer, context.locale, {}),
    })),
    files: row.attachments.map((each) => ({
      title: each.about,
      type: FILE_TYPES[each.type],
      url: fileUrl(context, each),
      question: each.question && localized(each.question.label, context.locale),
    })),
  };
}

const fileUrl = (context: FileContext, file: ProposalDetail['attachments'][number]): string =>
  `${context.publicUrl}${filesPath(context.process, file.number)}/${fileName(file.key, file.type)}`;

export function proposalsCsv(context: FileContext, rows: AsyncIterable<ExportRow>): Download {
  const asked = context.questions.filter(({ isPublic }) => isPublic);
  async function* cells() {
    for await (const row of rows) {
      const record = proposalRecord(context, row);
      const answerTo = ({ id }: CallQuestion): string | null => {
        const answer = row.answers.find(({ question }) => question === id);
        const file = row.attachments.find(({ question }) => question?.id === id);
        return answer ? answerText(answer, context.locale, {}) : file ? fileUrl(context, file) : null;
      };
      const free = row.attachments.filter(({ question }) => question === null).map((each) => fileUrl(context, each));
      const cell = (name: (typeof COLUMNS)[number]) =>
        name === 'files' ? free.join(' ') : Array.isArray(record[name]) ? record[name].join('; ') : record[name];
      yield [...COLUMNS.map(cell), ...asked.map(answerTo)];
    }
  }
  const headings = asked.map(({ label }) => localized(label, context.locale));
  return csvFile(`${context.process}-proposals.csv`, [...COLUMNS, ...headings], cells());
}

/** One array, written row by row, so that a list of any length takes little memory. */
export function proposalsJson(context: FileContext, rows: AsyncIterable<ExportRow>): Download {
  async function* pieces() {
    let before = '{"proposals":[';
    for await (const row of rows) {
      yield `${before}\n${JSON.stringify(proposalRecord(context, row))}`;
      before = ',';
    }
    yield before === ',' ? '\n]}\n' : '{"proposals":[]}\n';
  }
  return download('application/json; charset=utf-8', Readable.from(pieces()), `${context.process}-proposals.json`);
}

export interface ProposalAnswer {
  disposition: string;
  reason: string;
  decidedBy: string;
  at: string;
}

/** One proposal whole: text, versions, reviews, answer. */
export function proposalJson(
  context: FileContext,
  proposal: ProposalDetail,
  answer: ProposalAnswer | null,
  continuations: readonly ContinuationRow[],
): Download {
  const areaNames = proposal.assignments.map((assignment) => assignment.areaName);
  const record = {
    ...proposalRecord(context, { ...proposal, areaNames }),
    publishedAt: proposal.publishedAt?.toISOString() ?? null,
    versions: proposal.versions,
    reviews: proposal.reviews.map(({ id, areaId, areaName, ...review }) => ({
      area: localized(areaName, context.locale),
      ...review,
    })),
    reviewRequests: proposal.assignments.map(({ areaName, assignedAt, dueOn, reviewedAt }) => ({
      area: localized(areaName, context.locale),
      askedAt: assignedAt,
      dueOn,
      answeredAt: reviewedAt,
    })),
    ownStates: proposal.markings.map(({ name, ...marking }) => ({
      name: name ? localized(name, context.locale) : null,
      ...marking,
    })),
    redirects: proposal.redirects.map(({ fromArea, toArea, ...redirect }) => ({
      from: localized(fromArea, context.locale),
      to: localized(toArea, context.locale),
      ...redirect,
    })),
    rulings: proposal.rulings.map(({ id, ...ruling }) => ruling),
    response: answer,
    continuations: continuations.map((row) => ({
      kind: row.kind,
      origins: numbersOf(row, 'origin'),
      heads: numbersOf(row, 'head'),
      reason: row.reason,
      decidedBy: row.decidedBy,
      at: row.at.toISOString(),
      undoneAt: row.undoneAt?.toISOString() ?? null,
    })),
  };
  return download('application/json; charset=utf-8', JSON.stringify(record, null, 2));
}

const numbersOf = (row: ContinuationRow, role: 'origin' | 'head'): string[] =>
  row.parts.filter((part) => part.role === role).map((part) => proposalNumber(part.number));
