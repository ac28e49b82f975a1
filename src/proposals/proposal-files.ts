import { Readable } from 'node:stream';
import { localized, type Locale } from '../kernel/localized.js';
import { answerText, type CallQuestion } from '../process/domain/index.js';
import { csvFile } from '../platform/web/csv.js';
import { download, type Download } from '../platform/web/reply.js';
import type { ContinuationRow } from './continuations.queries.js';
import { proposalNumber, proposalPath } from './domain/index.js';
import type { ProposalDetail, ProposalRow } from './proposal-rows.js';

type ExportRow = Pick<ProposalRow, Exclude<keyof ProposalRow, 'excerpt' | 'themePosition'>> & { body: string };

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
  sector: string;
  organisation: string | null;
  neighbourhood: string | null;
  /** Null while the process hides it. */
  endorsements: number | null;
  submittedAt: string;
  /** How it came; for what the team keyed in, the day on which it was received. */
  channel: string;
  receivedOn: string | null;
  /** Public answers to the questions of the call. */
  answers: { question: string; answer: string }[];
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
  'sector',
  'organisation',
  'neighbourhood',
  'endorsements',
  'submittedAt',
  'channel',
  'receivedOn',
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
    sector: row.sector,
    organisation: row.onBehalfOf,
    neighbourhood: row.neighbourhood,
    endorsements: row.endorsements,
    submittedAt: row.submittedAt.toISOString(),
    channel: row.channel,
    receivedOn: row.receivedOn,
    answers: row.answers.map((answer) => ({
      question: localized(answer.label, context.locale),
      answer: answerText(answer, context.locale, {}),
    })),
  };
}

export function proposalsCsv(context: FileContext, rows: AsyncIterable<ExportRow>): Download {
  const asked = context.questions.filter(({ isPublic }) => isPublic);
  async function* cells() {
    for await (const row of rows) {
      const record = proposalRecord(context, row);
      const answers = asked.map(({ id }) => row.answers.find(({ question }) => question === id));
      yield [
        ...COLUMNS.map((name) => (name === 'areas' ? record.areas.join('; ') : record[name])),
        ...answers.map((answer) => (answer ? answerText(answer, context.locale, {}) : null)),
      ];
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
    coAuthors: proposal.coAuthors,
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
