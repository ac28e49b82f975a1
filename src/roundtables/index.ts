import './happenings.js';

/** The front door of roundtables. Rules, paths and the room's wire are in `domain/index.js`. */
export { Attendance, Question, QuestionSupport, SpeakingTurn } from './attendance.entity.js';
export { Ballot, BallotOption, Vote } from './ballot.entity.js';
export { BallotQueries } from './ballot.queries.js';
export { BallotsService } from './ballots.service.js';
export { FloorService } from './floor.service.js';
export { Minutes, MinutesVersion } from './minutes.entity.js';
export { versionAsked } from './minutes.controller.js';
export { MinutesDrafts } from './minutes-drafts.js';
export { MinutesService } from './minutes.service.js';
export { MinutesQueries, type MinutesVersionRow } from './minutes.queries.js';
export { RoomBoards, tableActor } from './room-boards.js';
export { RoomQueries } from './room.queries.js';
export { RoomService } from './room.service.js';
export { AgendaStep, Roundtable, RoundtableProposal } from './roundtable.entity.js';
export { RoundtablesModule } from './roundtables.module.js';
export { RoundtablesQueries, type CitedNote, type RoundtableRow, type SeatFacts, type TopicRow } from './roundtables.queries.js';
export { RoundtablesService, type TablePlan } from './roundtables.service.js';
export { TableSeats } from './table-seats.js';
