import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import {
  fieldByRole,
  firstDay,
  institutionsIn,
  isPlaceholder,
  lastDay,
  parseFuzzyDate,
  textByRole,
  writeFullText,
  type FieldRole,
} from '../../commitments/domain/index.js';
import type { SheetExport } from '../../plans/domain/index.js';

/** The columns of OGP's commitments database, in its order and spelling. */
const COLUMNS = JSON.parse(readFileSync(join(import.meta.dirname, 'ogp-database-columns.json'), 'utf8')) as readonly string[];

/** Places in COLUMNS: policy areas may carry several marks; what the independent reviewers fill is theirs. */
const POLICY_AREAS = COLUMNS.slice(
  COLUMNS.indexOf('Anti-Corruption and Integrity'),
  COLUMNS.indexOf('Report Publication Year (Progress Report)'),
);
const REVIEWERS = COLUMNS.slice(COLUMNS.indexOf('Report Publication Year (Progress Report)'), COLUMNS.indexOf('URL'));

/** What a plan says once for all its rows. Null where it is not known; the database writes ND. */
export interface PlanColumns {
  readonly countryOrLocality: string;
  readonly code: string | null;
  readonly region: string | null;
  readonly scope: 'National' | 'Local';
  readonly planNumber: number | null;
  readonly actionPlanId: string | null;
  readonly yearOfSubmission: number | null;
  readonly endYear: number | null;
  readonly durationYears: number | null;
}

export interface CommitmentRow {
  readonly sheet: SheetExport;
  /** In the plan, from 1. */
  readonly number: number;
  readonly theme: string | null;
  /** The database's names of its policy areas; null where nobody marked them. */
  readonly policyAreas: readonly string[] | null;
}

/**
 * The commitments of a plan as a table with the columns of OGP's database: UTF-8 with a byte order mark, cells that a
 * spreadsheet would run as formulas made harmless. Columns that reviewers fill say NR. Throws on a policy area that is none.
 */
export function commitmentsCsv(rows: readonly CommitmentRow[], plan: PlanColumns): string {
  const records = rows.map((row) => {
    const cells = rowCells(row, plan);
    return COLUMNS.map((column) => cells[column] ?? '');
  });
  return stringify([[...COLUMNS], ...records], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

const known = (value: string | number | null): string => (value === null || value === '' ? 'ND' : String(value));

function rowCells({ sheet, number, theme, policyAreas }: CommitmentRow, plan: PlanColumns): Record<string, string> {
  const { template, document } = sheet;
  const text = (role: FieldRole) => textByRole(document, template, role);
  const names = (...roles: FieldRole[]) => roles.flatMap((role) => institutionsIn(text(role))).join('; ');
  const title = text('title');
  return {
    ...Object.fromEntries(REVIEWERS.map((column) => [column, 'NR'])),
    ...policyCells(policyAreas),
    'Commitment Unique Identifier': sheet.ogpCommitmentId,
    'Country/Locality': plan.countryOrLocality,
    'Action Plan Number': known(plan.planNumber),
    'Commitment Number': text('number') || String(number),
    Code: known(plan.code),
    Region: known(plan.region),
    'National Or Local': plan.scope,
    'Commitment Dummy': '1',
    'Year Of Submission': known(plan.yearOfSubmission),
    'Action Plan End Year': known(plan.endYear),
    'Action Plan Duration (Years)': known(plan.durationYears),
    Theme: theme ?? 'NA',
    'Commitment Title': title,
    'Short Title': title,
    'Full Text': writeFullText(document, template, sheet.locale),
    'Start Date': databaseDate(text('start'), 'start'),
    'End Date': databaseDate(text('end'), 'due'),
    'Lead Institution': known(names('lead')),
    'Supporting Institution(s)': known(names('supporting-government', 'supporting-civil-society', 'supporting-others')),
    'OGP Value Access To Information': valueCell(sheet, 'transparency'),
    'OGP Value Civic Participation': valueCell(sheet, 'participation'),
    'OGP Value Public Accountability': valueCell(sheet, 'accountability'),
    'OGP Value Technology': valueCell(sheet, 'technology'),
    URL: sheet.url,
    'Action Plan ID': known(plan.actionPlanId),
  };
}

function policyCells(areas: readonly string[] | null): Record<string, string> {
  const stranger = areas?.find((area) => !POLICY_AREAS.includes(area));
  if (stranger !== undefined) throw new Error(`The database has no policy area “${stranger}”`);
  return Object.fromEntries(POLICY_AREAS.map((area) => [area, areas === null ? 'ND' : areas.includes(area) ? '1' : '0']));
}

/** Month first, as the database writes days; a date of a month or more keeps its words. */
function databaseDate(text: string, as: 'start' | 'due'): string {
  const date = parseFuzzyDate(text, { as });
  const day = as === 'start' ? firstDay(date) : lastDay(date);
  if (!day || date.precision !== 'day') return known(text);
  const [year, month, ofMonth] = day.split('-').map(Number);
  return `${month}/${ofMonth}/${year}`;
}

/** 1 where the sheet claims the value: ticked where values are ticked, answered elsewhere; ND where the form does not ask. */
function valueCell({ template, document }: SheetExport, role: FieldRole): string {
  const field = fieldByRole(template, role);
  if (!field) return 'ND';
  const value = document.values[field.key];
  const claims = field.kind === 'value' ? value?.ticked === true : !isPlaceholder(value?.text ?? '');
  return claims ? '1' : '0';
}
