import type { Readable } from 'node:stream';
import { FILE_TYPES, type FileType } from '../domain/index.js';
import type { LinkModel } from './components.js';

/** Every page with its view model: modules add theirs by declaration merging, which ties a template to a type. */
export interface Pages {}

export type PageName = keyof Pages & string;

export interface PageOptions {
  /** The document's title, without the site's name. */
  title: string;
  /** 200 unless told. */
  status?: number;
  /** For search engines and sharing. */
  description?: string;
  breadcrumb?: { text: string; href: string }[];
  /** Slug of the process the page belongs to; decides the navigation. The running process when null or left out. */
  process?: string | null;
  layout?: 'site' | 'room' | 'print' | 'bare' | 'embed';
  /** Path of the picture that networks and messengers show with the page; the mark when left out. */
  picture?: string;
  /** Whether its script may ask the browser where it is, once its person presses for that. */
  mayAskPlace?: boolean;
  /** Whether it is the same for every visitor without an account until something is recorded: then it need not be made anew for each. */
  isKept?: boolean;
  /** Client bundles beside `page.js`. */
  scripts?: string[];
}

export interface Page {
  readonly kind: 'page';
  readonly view: string;
  readonly model: object;
  readonly options: PageOptions;
}

export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  /** Message key of a success notice, shown once on the next page. */
  readonly flash: { key: string; args?: Record<string, string | number> } | null;
}

/** A file or a machine-readable form of a thing. */
export interface Download {
  readonly kind: 'download';
  readonly type: string;
  /** File name for saving; null shows it in the browser. */
  readonly filename: string | null;
  /** A function is called only when the body is sent. */
  readonly body: string | Uint8Array | Readable | (() => Uint8Array);
  /** What its content is known by, quotes included (RFC 9110, 8.8.3): who has it already is sent nothing. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler returns. */
export type Reply = Page | Redirect | Download;

export function page<V extends PageName>(view: V, model: Pages[V], options: PageOptions): Page {
  return { kind: 'page', view, model: model as object, options };
}

/** 303, as after every successful form; `to` is a path of ours, never taken from the request. */
export function seeOther(to: string, flash: string | null = null, args?: Record<string, string | number>): Redirect {
  return { kind: 'redirect', to, flash: flash ? { key: flash, args } : null };
}

export function download(type: string, body: Download['body'], filename: string | null = null): Download {
  return { kind: 'download', type, filename, body };
}

/** What people sent: it can run nothing, and whatever is not a picture of ours is saved instead of shown. */
const SANDBOX = "default-src 'none'; sandbox";
/** What is hidden later has left every cache after a day. */
const PUBLIC_FOR_S = 24 * 3600;

/** A kept file under an address that names its content, so that it never changes. `isPublic` lets caches keep it; else nobody does. */
export function storedFile(file: {
  key: string;
  type: FileType;
  body: Uint8Array;
  filename: string;
  isPublic: boolean;
}): Download {
  const { key, type, body, filename, isPublic } = file;
  const cache = isPublic ? `public, max-age=${PUBLIC_FOR_S}, immutable` : 'private, no-store';
  const headers = { 'content-security-policy': SANDBOX, 'x-content-type-options': 'nosniff', 'cache-control': cache };
  return {
    ...download(FILE_TYPES[type], body, type === 'webp' ? null : filename),
    ...(isPublic ? { etag: `"${key}"`, headers: { ...headers, vary: 'Accept-Encoding' } } : { headers }),
  };
}

export const link = (text: string, href: string, current = false): LinkModel => ({ text, href, current });
