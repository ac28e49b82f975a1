import { Global, Module } from '@nestjs/common';
import { BoardAccess, BoardsModule } from '../boards/index.js';
import { PrioritiesModule } from '../priorities/index.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { TraceModule } from '../trace/index.js';
import { BallotQueries } from './ballot.queries.js';
import { BallotsService } from './ballots.service.js';
import { ConsoleController } from './console.controller.js';
import { ConsoleGateway } from './console.gateway.js';
import { FloorService } from './floor.service.js';
import { JoinController } from './join.controller.js';
import { MinutesController } from './minutes.controller.js';
import { MinutesDrafts } from './minutes-drafts.js';
import { MinutesQueries } from './minutes.queries.js';
import { MinutesService } from './minutes.service.js';
import { ModeratedNotes } from './moderated-notes.js';
import { RoomBoards } from './room-boards.js';
import { RoomChanges } from './room-changes.js';
import { RoomController } from './room.controller.js';
import { RoomGateway } from './room.gateway.js';
import { RoomPages } from './room-pages.js';
import { RoomQueries } from './room.queries.js';
import { RoomService } from './room.service.js';
import { RoomSockets } from './room-sockets.js';
import { RoundtablesAccess } from './roundtables.access.js';
import { RoundtablesController } from './roundtables.controller.js';
import { RoundtablesQueries } from './roundtables.queries.js';
import { RoundtablesService } from './roundtables.service.js';
import { StaffMinutesController } from './staff-minutes.controller.js';
import { StaffRoundtablesController } from './staff-roundtables.controller.js';
import { RoundtableSubjects } from './subjects.js';
import { TableSeats } from './table-seats.js';

/** Roundtables, their rooms and their ballots. Global because boards, a level below, ask it who sits at the table. */
@Global()
@Module({
  imports: [BoardsModule, PrioritiesModule, ProcessModule, ProposalsModule, TraceModule],
  controllers: [
    RoundtablesController,
    StaffRoundtablesController,
    JoinController,
    RoomController,
    ConsoleController,
    MinutesController,
    StaffMinutesController,
  ],
  providers: [
    BallotQueries,
    BallotsService,
    ConsoleGateway,
    FloorService,
    MinutesDrafts,
    MinutesQueries,
    MinutesService,
    ModeratedNotes,
    RoomBoards,
    RoomChanges,
    RoomGateway,
    RoomPages,
    RoomQueries,
    RoomService,
    RoomSockets,
    RoundtableSubjects,
    RoundtablesAccess,
    RoundtablesQueries,
    RoundtablesService,
    TableSeats,
    { provide: BoardAccess, useExisting: TableSeats },
  ],
  exports: [
    BallotQueries,
    BallotsService,
    BoardAccess,
    FloorService,
    MinutesDrafts,
    MinutesQueries,
    MinutesService,
    RoomBoards,
    RoomQueries,
    RoomService,
    RoundtablesQueries,
    RoundtablesService,
    TableSeats,
  ],
})
export class RoundtablesModule {}
