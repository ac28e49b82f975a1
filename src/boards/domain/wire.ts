/** The numbers both ends of the wire keep to. Apart from the schemas, so that a browser need not load those. */

/** Counted up when an old browser and a new server would misunderstand each other; the page then reloads. */
export const VERSION = 1;

export const WIRE = {
  /** Commands in one `board.op`. */
  commands: 50,
  /** Bytes of one `board.op` as JSON that a browser keeps to; the socket closes above 64 KB. */
  frameBytes: 16 * 1024,
  /** Entries answered to one `board.pull`; a joiner further behind than `catchUp` gets a snapshot. */
  pull: 1000,
  catchUp: 500,
  /** What a socket may send: commands a second, and at once. */
  rate: { perSecond: 10, burst: 50, facilitatorPerSecond: 50 },
  /** How long a browser waits for an answer before it sends again, in ms. */
  answerWithin: 5000,
  /** How often the head is told, in ms, and every how many entries its digest with it. */
  headEvery: 10_000,
  digestEvery: 500,
} as const;
