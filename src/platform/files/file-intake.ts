import { Injectable } from '@nestjs/common';
import type { FileRefusal, FileType } from '../domain/index.js';
import { asUtf8, FILE_KINDS, isPicture, kindOf, type FileKind } from './file-kind.js';
import { FileStore } from './file-store.js';
import { strippedPdf } from './pdf.js';

/** Loaded where there is a picture. */
const pictures = () => import('./pictures.js');

/** A file that is kept: what it is, and the keys of its bytes. */
export interface TakenFile {
  readonly type: FileType;
  readonly key: string;
  /** Of the small picture; null for what is not one. */
  readonly smallKey: string | null;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** What is left of a file when nothing in it can do harm. */
export interface HarmlessFile extends Pick<TakenFile, 'type' | 'width' | 'height'> {
  readonly bytes: Buffer;
  readonly small: Buffer | null;
}

/** Takes what people send: decides by its content what it is, takes out of it what does not show, and keeps the rest. */
@Injectable()
export class FileIntake {
  /** One picture after another: each may take much memory while it is drawn. */
  private lastPicture: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: FileStore) {}

  /** The file made harmless, or why it is not taken. Slow: outside any transaction. */
  async clean(bytes: Buffer): Promise<HarmlessFile | FileRefusal> {
    const kind = kindOf(bytes);
    if (isRefusal(kind)) return kind;
    const plain = { small: null, width: null, height: null };
    if (kind === 'csv' || kind === 'txt') return { type: kind, bytes: asUtf8(bytes), ...plain };
    if (kind === 'odt' || kind === 'docx') return { type: kind, bytes, ...plain };
    if (!isPicture(kind)) {
      const pdf = await strippedPdf(bytes);
      return typeof pdf === 'string' ? pdf : { type: 'pdf', bytes: pdf, ...plain };
    }
    const drawing = this.lastPicture.then(async () => (await pictures()).redrawn(bytes));
    this.lastPicture = drawing;
    const picture = await drawing;
    if (typeof picture === 'string') return picture;
    const { large, small, width, height } = picture;
    return { type: 'webp', bytes: large, small, width, height };
  }

  /** Keeps it, in the running use case. */
  async keep({ type, bytes, small, width, height }: HarmlessFile): Promise<TakenFile> {
    const smallKey = small && (await this.store.put(small));
    return { type, key: await this.store.put(bytes), smallKey, bytes: bytes.length, width, height };
  }
}

const isRefusal = (kind: FileKind | FileRefusal): kind is FileRefusal => !FILE_KINDS.some((each) => each === kind);
