import { Global, Module } from '@nestjs/common';
import { Dispatcher } from './dispatcher.js';
import { Events } from './events.js';

/** Gives Events to everybody, and tells their listeners. */
@Global()
@Module({ providers: [Events, Dispatcher], exports: [Events, Dispatcher] })
export class EventsModule {}
