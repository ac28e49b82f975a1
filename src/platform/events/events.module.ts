import { Global, Module } from '@nestjs/common';
import { Dispatcher } from './dispatcher.js';
import { Events } from './events.js';
import { Remembered } from './remembered.js';

/** Gives Events to everybody, and tells their listeners. */
@Global()
@Module({ providers: [Events, Dispatcher, Remembered], exports: [Events, Dispatcher, Remembered] })
export class EventsModule {}
