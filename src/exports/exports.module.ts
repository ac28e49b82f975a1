import { Module } from '@nestjs/common';
import { CommitmentsModule } from '../commitments/index.js';
import { PlansModule } from '../plans/index.js';
import { ProcessModule } from '../process/index.js';
import { ExportsController } from './exports.controller.js';

/** Sheets and plans as files. */
@Module({ imports: [CommitmentsModule, PlansModule, ProcessModule], controllers: [ExportsController] })
export class ExportsModule {}
