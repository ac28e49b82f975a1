import type { Exchange } from '../platform/web/exchange.js';
import { roomPath, roundtablePath, type RoomState } from './domain/index.js';

/** The one element that the live client takes over; see ROOM.md. */
export interface RoomShell {
  roundtable: string;
  face: 'participant' | 'console' | 'screen';
  locale: string;
  timeZone: string;
  csrf: string;
  stateHref: string;
  leaveHref: string;
}

export const roomShell = (x: Exchange, { roundtable }: RoomState, face: RoomShell['face'], timeZone: string): RoomShell => ({
  roundtable: roundtable.id,
  face,
  locale: x.locale,
  timeZone,
  csrf: x.csrf,
  stateHref: roomPath(roundtable.id, 'state.json'),
  leaveHref: roundtablePath(roundtable.process.slug, roundtable.slug),
});
