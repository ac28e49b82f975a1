import type { INestApplicationContext } from '@nestjs/common';
import {
  CitationsService,
  CommentRoundsService,
  SheetsService,
  sheetTemplate,
  SheetVersionsService,
} from '../../commitments/index.js';
import { columnsOf, CommentDraft, WHOLE, type MilestoneColumn, type SheetEdit } from '../../commitments/domain/index.js';
import { Ids } from '../../kernel/id.js';
import { Known, organisationName, personOf, PROCESSES, stageOf, type Cast } from '../cast.js';
import { roundtables, sheets, type SampleComment, type SampleProcess, type SampleSheet } from '../content/content.js';
import { after, on, type Act } from '../storyteller.js';

/** Where the sheets of 2021 come from: the days of that year's tables are not known, so the sample claims none. */
const ORIGIN_2021 =
  'Las propuestas de la convocatoria de 2021 que el área encontró viables, trabajadas en las reuniones de ese año.';
const WHY_FINAL = 'Texto definitivo, tal como se presenta con el plan.';
const WHY_REVISED = 'Cambios que pidieron los primeros comentarios de la ronda.';
const LANG = 'es';

/** The sheets: opened, written with their sources, shared, commented, answered and revised, as far as each has come. */
export function sheetsAndComments(story: INestApplicationContext, cast: Cast): Act[] {
  const [writing, citing] = [story.get(SheetsService), story.get(CitationsService)];
  const [rounds, versions, ids] = [story.get(CommentRoundsService), story.get(SheetVersionsService), story.get(Ids)];
  const milestones = new Known<string>('milestone');

  const opened = (sheet: SampleSheet): Act => ({
    at: begunAt(sheet),
    act: async () => {
      const { id: processId, themes } = cast.processes.of(sheet.process);
      const origin = sheet.roundtable
        ? { roundtableId: cast.roundtables.of(sheet.roundtable), themeId: null, declaredOrigin: null }
        : { roundtableId: null, themeId: themes.of(sheet.theme), declaredOrigin: ORIGIN_2021 };
      const { id } = await writing.open(
        processId,
        { templateKey: sheet.template, title: sheet.title.es, ...origin, lang: LANG },
        cast.actor(writerOf(sheet)),
      );
      cast.sheets.set(sheet.key, id);
    },
  });

  const written = (sheet: SampleSheet): Act => ({
    at: after(begunAt(sheet), 2 * 24 * 3600),
    act: async () => {
      for (const { number } of sheet.milestones) milestones.set(`${sheet.key} ${number}`, ids.next());
      const columns = columnsOf(sheetTemplate(sheet.template));
      const edits = editsOf(sheet, columns, (number) => milestones.of(`${sheet.key} ${number}`));
      await writing.mustSave(cast.sheets.of(sheet.key), edits, cast.actor(writerOf(sheet)));
    },
  });

  const cited = (sheet: SampleSheet): Act[] => {
    const places = [
      ...Object.entries(sheet.fields).map(([key, { sources }]) => ({ place: () => key, sources })),
      ...sheet.milestones.map(({ number, sources }) => ({ place: () => milestones.of(`${sheet.key} ${number}`), sources })),
    ];
    const most = Math.max(0, ...places.map(({ sources }) => sources.length));
    return Array.from({ length: most }, (_, index): Act => ({
      at: after(begunAt(sheet), 2 * 24 * 3600 + 60 * (index + 1)),
      act: () =>
        citing.citeAll(
          cast.sheets.of(sheet.key),
          places.flatMap(({ place, sources }) =>
            sources.slice(index, index + 1).map(({ kind, ref }) => ({
              place: place(),
              source: { kind, id: kind === 'note' ? cast.notes.of(ref) : cast.proposals.of(ref) },
            })),
          ),
          cast.actor(writerOf(sheet)),
        ),
    }));
  };

  const shared = (sheet: SampleSheet): Act[] => {
    if (!sheet.sharedOn) return [];
    const { endsOn } = stageOf(processOf(sheet), 'consultation');
    return [
      {
        at: on(sheet.sharedOn, '10:00'),
        act: () => rounds.open(cast.sheets.of(sheet.key), endsOn, null, cast.actor(writerOf(sheet))),
      },
    ];
  };

  const placeOf = (sheet: SampleSheet, comment: SampleComment): string =>
    comment.field ?? (comment.milestone === null ? WHOLE : milestones.of(`${sheet.key} ${comment.milestone}`));

  const commented = (sheet: SampleSheet, comment: SampleComment): Act => ({
    at: comment.at,
    act: async () => {
      const author = personOf(comment.by);
      const draft = CommentDraft.parse({
        place: placeOf(sheet, comment),
        body: comment.text,
        quote: comment.quote,
        suggestion: comment.suggestion,
        name: author.name,
        email: author.email,
        sector: author.sector,
        organisation: organisationName(author.organisation),
      });
      const { id } = await rounds.comment(cast.sheets.of(sheet.key), draft, LANG, cast.actor(comment.by));
      cast.comments.set(comment.key, id);
    },
  });

  const answered = (
    sheet: SampleSheet,
    { key, disposition, reason, answeredAt, answeredBy, changesField }: SampleComment,
  ): Act[] =>
    disposition === 'open' || !answeredAt || !answeredBy
      ? []
      : [
          {
            at: answeredAt,
            act: () =>
              rounds.respond(
                cast.sheets.of(sheet.key),
                cast.comments.of(key),
                { disposition, reason: reason ?? '', changed: changesField },
                cast.actor(answeredBy),
              ),
          },
        ];

  /** The text changes before the answers that say so. */
  const revised = (sheet: SampleSheet): Act[] =>
    sheet.revisions.map((revision) => ({
      at: on(revision.on, '10:30'),
      act: async () => {
        const edits = Object.entries(revision.fields).map(([key, text]): SheetEdit => ({
          kind: 'field',
          key,
          before: sheet.fields[key]?.text ?? '',
          after: text,
          lang: LANG,
        }));
        await writing.mustSave(cast.sheets.of(sheet.key), edits, cast.actor(revision.by));
        await versions.revise(cast.sheets.of(sheet.key), WHY_REVISED, cast.actor(revision.by));
      },
    }));

  const finished = (sheet: SampleSheet): Act[] =>
    sheet.state === 'published'
      ? [
          {
            at: after(stageOf(processOf(sheet), 'publication').openedAt as string, 600),
            act: () => versions.finalise(cast.sheets.of(sheet.key), WHY_FINAL, cast.actor('ana')),
          },
        ]
      : [];

  return sheets.flatMap((sheet) => [
    opened(sheet),
    written(sheet),
    ...cited(sheet),
    ...shared(sheet),
    ...sheet.comments.flatMap((comment) => [commented(sheet, comment), ...answered(sheet, comment)]),
    ...revised(sheet),
    ...finished(sheet),
  ]);
}

const processOf = (sheet: SampleSheet): SampleProcess => PROCESSES.find(({ key }) => key === sheet.process) as SampleProcess;

/** The day after its table; without one, in the middle of the tables' stage. */
function begunAt(sheet: SampleSheet): string {
  const table = roundtables.find(({ key }) => key === sheet.roundtable);
  return table
    ? after(table.endsAt, 18 * 3600)
    : after(stageOf(processOf(sheet), 'roundtables').openedAt as string, 7 * 24 * 3600 + sheet.number * 900);
}

const writerOf = (sheet: SampleSheet): string => roundtables.find(({ key }) => key === sheet.roundtable)?.facilitator ?? 'lucia';

/** The first text of a sheet as edits of the empty one. Its title is there already. */
function editsOf(sheet: SampleSheet, columns: readonly MilestoneColumn[], milestoneId: (number: number) => string): SheetEdit[] {
  const fields = Object.entries(sheet.fields).map(([key, { text, ticked }]): SheetEdit => ({
    kind: 'field',
    key,
    before: key === 'title' ? sheet.title.es : '',
    after: text,
    lang: LANG,
    ...(ticked ? { ticked } : {}),
  }));
  const milestones = sheet.milestones.flatMap((told): SheetEdit[] => {
    const milestone = milestoneId(told.number);
    const cells = (['title', 'output', 'start', 'due', 'lead'] as const).filter((column) => columns.includes(column));
    return [
      { kind: 'milestone-added', milestone, lang: LANG },
      ...cells.map((column): SheetEdit => ({ kind: 'milestone-cell', milestone, column, before: '', after: told[column] })),
    ];
  });
  return [...fields, ...milestones];
}
