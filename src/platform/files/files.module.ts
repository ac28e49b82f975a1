import { Global, Module } from '@nestjs/common';
import { FileIntake } from './file-intake.js';
import { FileStore } from './file-store.js';

/** Takes and keeps files, for every module. */
@Global()
@Module({ providers: [FileIntake, FileStore], exports: [FileIntake, FileStore] })
export class FilesModule {}
