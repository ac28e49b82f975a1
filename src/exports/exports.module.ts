import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/index.js';
import { CommitmentsModule } from '../commitments/index.js';
import { PlansModule } from '../plans/index.js';
import { ProcessModule } from '../process/index.js';
import { RoundtablesModule } from '../roundtables/index.js';
import { BoardExportsController } from './board-exports.controller.js';
import { ExportsController } from './exports.controller.js';
import { Formats } from './formats.js';

/** Sheets, plans and boards as files. */
@Module({
  imports: [BoardsModule, CommitmentsModule, PlansModule, ProcessModule, RoundtablesModule],
  controllers: [ExportsController, BoardExportsController],
  providers: [Formats],
})
export class ExportsModule {}
