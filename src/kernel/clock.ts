/** The time of the server, the only time that decides. Injected, so that stories and tests can set it. */
export abstract class Clock {
  abstract now(): Date;
}
