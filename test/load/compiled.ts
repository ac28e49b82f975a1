import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module of the built product, found by a name that the compiler does not follow. */
export const compiled = async <T>(file: string): Promise<T> => (await import(pathToFileURL(resolve('dist', file)).href)) as T;
