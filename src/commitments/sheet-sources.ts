import { Injectable } from '@nestjs/common';
import { BoardsQueries, type MilestoneFields, type Title } from '../boards/index.js';
import type { Actor } from '../kernel/actor.js';
import { localized, type Locale } from '../kernel/localized.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import { ProposalsQueries } from '../proposals/index.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import { TraceQueries } from '../trace/index.js';
import { placeIn, subjectsOf } from './domain/index.js';
import { sheetTemplate } from './sheet-templates.js';
import type { SheetRow } from './sheets.queries.js';

/** A note or a proposal that the sheet's text can come from. */
export interface SheetSource {
  readonly kind: 'note' | 'proposal';
  readonly id: string;
  readonly text: string;
  readonly by: string | null;
  readonly href: string | null;
  /** The board and section of a note, in words; null for a proposal. */
  readonly where: string | null;
  /** The section's key on board 2; null elsewhere. */
  readonly section: string | null;
  readonly milestone: MilestoneFields | null;
}

export interface Citable {
  readonly sources: readonly SheetSource[];
  /** What each place cites, topics among it. */
  readonly cited: ReadonlyMap<string, readonly CitedSource[]>;
}

export interface CitedSource {
  readonly subject: Subject;
  readonly text: string;
  readonly href: string | null;
}

/** What stands at the editor's side: the notes of the table's boards, the proposals, and what the sheet already cites. */
@Injectable()
export class SheetSources {
  constructor(
    private readonly boards: BoardsQueries,
    private readonly roundtables: RoundtablesQueries,
    private readonly proposals: ProposalsQueries,
    private readonly trace: TraceQueries,
    private readonly subjects: SubjectRegistry,
  ) {}

  /** `reader`: a person of the team, who reads what those who record read. */
  async of(sheet: SheetRow, slug: string, reader: Actor, locale: Locale): Promise<Citable> {
    const sources = [...(await this.notes(sheet, reader, locale)), ...(await this.brought(sheet, slug))];
    const links = await this.trace.sourcesOf(subjectsOf(sheet.id, sheet.document, sheetTemplate(sheet.templateKey)));
    const cited = links.filter(({ from }) => from.kind !== 'comment');
    const known = new Map(sources.map((source) => [subjectKey(source), source]));
    const others = await this.subjects.describe(
      cited.map(({ from }) => from).filter((from) => !known.has(subjectKey(from))),
      locale,
    );
    const citedSource = (subject: Subject): CitedSource => {
      const key = subjectKey(subject);
      const view = others.get(key);
      const source = known.get(key);
      return { subject, text: source?.text ?? view?.title ?? subject.id, href: source?.href ?? view?.href ?? null };
    };
    const byPlace = Map.groupBy(cited, ({ to }) => placeIn(to));
    return { sources, cited: new Map([...byPlace].map(([place, group]) => [place, group.map(({ from }) => citedSource(from))])) };
  }

  private async notes(sheet: SheetRow, reader: Actor, locale: Locale): Promise<SheetSource[]> {
    if (!sheet.roundtableId) return [];
    const boards = await this.roundtables.boardsOf(sheet.roundtableId);
    const rows = await Promise.all(
      boards.map(async (board) =>
        (await this.boards.rows(board.id, { id: reader.id, records: true })).flatMap((note): SheetSource[] =>
          note.isHidden || !(note.text || note.milestone)
            ? []
            : [
                {
                  kind: 'note',
                  id: `${board.id}:${note.id}`,
                  text: note.text || (note.milestone?.output ?? ''),
                  by: note.authorName,
                  href: null,
                  where: [localized(board.title, locale), titleIn(note.sectionTitle, locale)].filter(Boolean).join(' · '),
                  section: board.kind === 'sheet' ? note.section : null,
                  milestone: note.milestone,
                },
              ],
        ),
      ),
    );
    return rows.flat();
  }

  private async brought(sheet: SheetRow, slug: string): Promise<SheetSource[]> {
    const rows = sheet.roundtableId
      ? (await this.roundtables.broughtTo(sheet.roundtableId)).map((row) => ({
          id: row.proposalId,
          number: row.number,
          title: row.title,
          by: row.onBehalfOf ?? row.authorName,
        }))
      : sheet.themeId
        ? (await this.proposals.feasibleOf(sheet.processId, sheet.themeId)).map((row) => ({
            ...row,
            by: row.onBehalfOf ?? row.authorName,
          }))
        : [];
    return rows.map((row) => ({
      kind: 'proposal',
      id: row.id,
      text: `${proposalNumber(row.number)} ${row.title}`,
      by: row.by,
      href: proposalPath(slug, row.number),
      where: null,
      section: null,
      milestone: null,
    }));
  }
}

const titleIn = (title: Title | null, locale: Locale): string => (typeof title === 'string' ? title : localized(title, locale));
