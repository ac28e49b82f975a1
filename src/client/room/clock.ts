/** Time left on a step, by the server's clock. */
import type { RoomTimer } from '../../roundtables/domain/index.js';

/** Milliseconds left; below zero when the time is over and the step goes on. `serverNow` is this browser's best guess of it, in ms. */
export const leftOn = (timer: RoomTimer, serverNow: number): number =>
  timer.endsAt === null ? (timer.remainingMs ?? 0) : Date.parse(timer.endsAt) - serverNow;

/** `12:40`, `1:05:00`; time over the end is given as what has passed since. */
export function clockFace(ms: number): string {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** The part of a step that is left, 0 to 1. */
export const shareLeft = (ms: number, minutes: number): number => Math.min(1, Math.max(0, ms / (minutes * 60_000)));
