/**
 * What can happen, by name. Each module adds its own happenings in its `index.ts`:
 *
 *     declare module '../platform/events/event-map.js' {
 *       interface EventMap {
 *         'proposals.proposal-submitted': { proposalId: string; number: number };
 *       }
 *     }
 *
 * Names are past participles. The record is kept for ever and chained, so a body holds ids, codes and counts: never a name, an address
 * or a text that somebody wrote, which must stay erasable.
 */
export interface EventMap {
  /** An instance wrote its first event: the head of the chain. */
  'platform.record-opened': { version: string };
}

export type EventType = keyof EventMap & string;
