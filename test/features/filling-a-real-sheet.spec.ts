import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SheetsQueries, SheetsService } from '../../src/commitments/index.js';
import { milestoneText, MILESTONE_COLUMNS, type SheetEdit } from '../../src/commitments/domain/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { startApp, type TestApp } from '../support/app.js';
import { readReal, realRow } from '../sheets/real-sheet.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
});
afterAll(() => app.close());

for (const file of ['gr0096-greece-2022-en.md', 'ke0037-kenya-2023-en.md']) {
  const row = realRow(file);
  (row ? describe : describe.skip)(
    `The real sheet ${file}${row ? '' : ' (not here: it lies beside the project where it is developed)'}`,
    () => {
      it('is entered whole and stored to the last character, dates as they were typed', async () => {
        const { sheet } = readReal(row!);
        const [sheets, queries] = [app.nest.get(SheetsService), app.nest.get(SheetsQueries)];
        const opened = await sheets.open(
          world.processId,
          {
            templateKey: 'ogp-national-2022',
            roundtableId: null,
            themeId: null,
            title: 'To be named',
            declaredOrigin: 'A sheet of another plan',
            lang: 'en',
          },
          SYSTEM,
        );
        const edits: SheetEdit[] = [
          ...Object.entries(sheet.values).map(([key, { text, lang }]): SheetEdit => ({
            kind: 'field',
            key,
            before: key === 'title' ? 'To be named' : '',
            after: text,
            lang,
          })),
          ...sheet.milestones.flatMap((milestone): SheetEdit[] => [
            { kind: 'milestone-added', milestone: milestone.id, lang: milestone.lang },
            ...MILESTONE_COLUMNS.filter((column) => milestoneText(milestone, column)).map((column): SheetEdit => ({
              kind: 'milestone-cell',
              milestone: milestone.id,
              column,
              before: '',
              after: milestoneText(milestone, column),
            })),
          ]),
        ];
        const saved = await sheets.saveFields(opened.id, edits, SYSTEM);
        expect([saved.conflicts, saved.refusals]).toEqual([[], []]);
        const stored = await queries.byNumber(world.processId, opened.number);
        expect(stored?.document).toEqual(sheet);
        expect(stored?.title).toBe(sheet.values['title']?.text);
        expect(stored?.state).toBe('draft');
      });
    },
  );
}
