/** The two boards of a sitting and its agenda, as data. */
import { z } from 'zod';
import { sectionSchema, type NewSection } from '../../boards/domain/index.js';
import { AgendaStepInput } from './roundtables.commands.js';

/** Default agenda and the sections of board 1, from `templates/*.json`. */
export const AgendaTemplate = z.strictObject({ steps: z.array(AgendaStepInput).min(1) });
export const BoardTemplate = z.strictObject({ sections: z.array(sectionSchema).min(1) });

/** Where the proposals brought to the table lie on board 1, and what the areas say about them. */
export const PROPOSALS_SECTION = 'problem';
export const STATE_OF_PLAY_SECTION = 'already-done';

/** The key of the sections that hold milestones. */
export const MILESTONES_SECTION = 'milestones';

/**
 * The sections of board 2: the questions of the commitment sheet. Implemented by commitments, which has the sheet's templates; a section's key is the
 * field's key in lower case, with `_` as `-` (`P1` is `p1`, `value_access` is `value-access`), and `milestones` for the planning table.
 */
export abstract class SheetSections {
  abstract forProcess(processId: string): Promise<readonly NewSection[]>;
}

/** The board section of a sheet's field, and the reverse question: whether a section holds this field's notes. */
export const sectionOfField = (fieldKey: string): string => fieldKey.toLowerCase().replaceAll('_', '-');
