/** Addresses of a process; what belongs to it lives below. English and stable in every language (decision 0007). */
export const processPath = (slug: string, ...rest: string[]): string => ['/processes', slug, ...rest].join('/');
export const callPath = (slug: string, ...rest: string[]): string => processPath(slug, 'call', ...rest);
/** The page of one version of the rules; without a version, of the one in force. */
export const rulesPath = (slug: string, version?: number): string =>
  callPath(slug, 'rules', ...(version ? [String(version)] : []));
/** Short enough for a poster; leads to the call, or to a proposal by its number. */
export const shortPath = (slug: string, number?: string): string => ['/p', slug, ...(number ? [number] : [])].join('/');
export const staffProcessPath = (slug: string, ...rest: string[]): string => ['/staff/processes', slug, ...rest].join('/');
