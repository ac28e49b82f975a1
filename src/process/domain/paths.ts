/** Addresses of a process; what belongs to it lives below. English and stable in every language (decision 0007). */
export const processPath = (slug: string, ...rest: string[]): string => ['/processes', slug, ...rest].join('/');
export const staffProcessPath = (slug: string, ...rest: string[]): string => ['/staff/processes', slug, ...rest].join('/');
