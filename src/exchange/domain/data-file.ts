/** Who may have it: everybody what everybody reads; its owner what the team reads. */
export const FILE_REACHES = ['public', 'team'] as const;
export type FileReach = (typeof FILE_REACHES)[number];

export const FILE_FORMATS = ['zip', 'csv', 'xlsx', 'json'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export type FileState = 'waiting' | 'making' | 'ready';

/** A file for the team is there for so long: its link leads to addresses of people. */
export const TEAM_FILE_HOURS = 24;
/** A public file stays until a newer one is made, and no longer than this. */
export const PUBLIC_FILE_DAYS = 30;
/** Everybody may ask for a public file with what there is now; one that is younger than this is new enough. */
export const FRESH_MS = 60 * 60 * 1000;

export const isFresh = (createdAt: Date, now: Date): boolean => now.getTime() - createdAt.getTime() < FRESH_MS;
