/** Addresses of a process; what belongs to it lives below. English and stable in every language (decision 0007). */
export const processPath = (slug: string, ...rest: string[]): string => ['/processes', slug, ...rest].join('/');
export const callPath = (slug: string, ...rest: string[]): string => processPath(slug, 'call', ...rest);
/** What the coordination tells, newest first. */
export const newsPath = (slug: string): string => processPath(slug, 'news');
/** The page of one version of the rules; without a version, of the one in force. */
export const rulesPath = (slug: string, version?: number): string =>
  callPath(slug, 'rules', ...(version ? [String(version)] : []));
/** Short enough for a poster; leads to the call, or to a proposal by its number. */
export const shortPath = (slug: string, number?: string): string => ['/p', slug, ...(number ? [number] : [])].join('/');
export const staffProcessPath = (slug: string, ...rest: string[]): string => ['/staff/processes', slug, ...rest].join('/');
export const staffNewsPath = (slug: string, ...rest: string[]): string => staffProcessPath(slug, 'news', ...rest);
/** Ways to bring people here: short addresses, sheets to print, feeds, parts to show on other sites. */
export const reachPath = (slug: string, ...rest: string[]): string => staffProcessPath(slug, 'reach', ...rest);
/** Parts of a process made to stand within a page of another site; without more, its call. */
export const embedPath = (slug: string, ...rest: string[]): string => ['/embed/processes', slug, ...rest].join('/');
/** The picture by which networks and messengers show a page that somebody shares. */
export const pictureOf = (page: string): string => `${page}/picture.png`;
