/** Branded identifiers. Every id is a UUIDv7 in lower case, so ids sort by the moment they were made (RFC 9562). */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

/** Makes ids. Injected, so that a told story (seeds, tests) always gets the same ones. */
export abstract class Ids {
  /** A new UUIDv7. */
  abstract next(): string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text is a UUID in lower case; routes refuse anything else with 404. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
