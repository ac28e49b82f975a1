import './happenings.js';

export { CitationsService, type Source } from './citations.service.js';
export { CommentRoundsService } from './comment-rounds.service.js';
export { CommentRound, CommitmentSheet, SheetVersion } from './commitment-sheet.entity.js';
export { CommitmentsModule } from './commitments.module.js';
export { SheetChecks } from './sheet-checks.js';
export { SheetSectionsModule } from './sheet-sections.js';
export { SHEET_TEMPLATES, sheetTemplate } from './sheet-templates.js';
export { SheetVersionsService } from './sheet-versions.service.js';
export { SheetsQueries, type RoundRow, type SheetCard, type SheetRow, type SheetVersionRow } from './sheets.queries.js';
export { SheetsService, type SavedSheet } from './sheets.service.js';
export { dateWords } from './sheet-words.js';
