import { Global, Module } from '@nestjs/common';
import { Dispatcher } from './dispatcher.js';
import { Events } from './events.js';
import { RecordedEvents } from './recorded-events.js';
import { Remembered } from './remembered.js';

/** Gives Events to everybody, and tells their listeners. */
@Global()
@Module({
  providers: [Events, Dispatcher, RecordedEvents, Remembered],
  exports: [Events, Dispatcher, RecordedEvents, Remembered],
})
export class EventsModule {}
