/** Where a participant speaks from. `residents` is "vecindad" on Spanish screens. */
export const SECTORS = ['residents', 'civil-society', 'academia', 'private', 'public'] as const;
export type Sector = (typeof SECTORS)[number];
