/** What is worth saying of a new state of the room: ballots that opened or closed, questions asked, my turn to speak. */
import type { RoomState } from '../../roundtables/domain/index.js';
import type { Said } from './announcer.js';

export interface RoomNews {
  /** For everybody, in the next digest. */
  readonly turns: readonly Said[];
  /** The floor has just become mine. */
  readonly isMyTurn: boolean;
}

export function newsOf(before: RoomState, now: RoomState, attendanceId: string | null): RoomNews {
  const turns: Said[] = [];
  for (const { id, state } of now.ballots) {
    const was = before.ballots.find((ballot) => ballot.id === id)?.state;
    if (was !== state && state !== 'declared') turns.push({ key: `roundtables.live.say.ballot-${state}`, args: {} });
  }
  const asked = now.questions.length - before.questions.length;
  if (asked > 0) turns.push({ key: 'roundtables.live.say.questions', args: { count: asked } });
  const speaks = ({ floor }: RoomState) => floor.speaking.some(({ person }) => person === attendanceId);
  return { turns, isMyTurn: speaks(now) && !speaks(before) };
}
