import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cleanText } from '../../kernel/text.js';
import type { Config } from '../config/config.js';
import type { FileRefusal } from '../domain/index.js';

/** A file as it came with a form. Its name is shown to who sent it and kept nowhere. */
export interface ReceivedFile {
  readonly field: string;
  readonly name: string;
  /** Or why it was not read. */
  readonly bytes: Buffer | FileRefusal;
}

declare module 'fastify' {
  interface FastifyRequest {
    receivedFiles?: readonly ReceivedFile[];
  }
}

/** Of one form, whatever the settings say. */
const MOST_FILES = 20;
const MOST_FIELDS = 200;
const FIELD_BYTES = 100_000;
/** Of all forms that are being read at once, in this process. */
const MOST_HELD_BYTES = 160 * 1024 * 1024;
const LONGEST_NAME = 80;

/** Marks a handler whose form may bring files (`multipart/form-data`): they are in `x.files`, read already. */
export const TakesFiles = (): MethodDecorator => RouteConfig({ takesFiles: true });

/** Whether the route is marked so. */
export const takesFiles = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as { takesFiles?: boolean }).takesFiles === true;

/**
 * Reads a form with files into memory, within limits, and returns its fields. A file that is too big is read past, so that what was typed beside
 * it is not lost. Beyond the limits of one form the request is refused with 413.
 */
export async function readFiles(
  request: FastifyRequest,
  reply: FastifyReply,
  memory: HeldBytes,
  config: Config,
): Promise<Record<string, unknown>> {
  const held = memory.open();
  for (const end of ['close', 'finish']) reply.raw.once(end, () => held.release());
  const limits = {
    ...{ fileSize: config.FILE_MEGABYTES * 1024 * 1024, files: MOST_FILES, fields: MOST_FIELDS, fieldSize: FIELD_BYTES },
    parts: MOST_FILES + MOST_FIELDS,
  };
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const files: ReceivedFile[] = [];
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      const before = fields[part.fieldname];
      const value = String(part.value);
      fields[part.fieldname] = before === undefined ? value : [before, value].flat();
      continue;
    }
    const chunks: Buffer[] = [];
    let isBusy = false;
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      isBusy ||= !held.take(chunk.length);
      if (!isBusy && !part.file.truncated) chunks.push(chunk);
    }
    // A chooser of files that was left empty comes as a file without name and content.
    if (part.filename === '' || part.filename === undefined) continue;
    const name = cleanText(part.filename).replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
    const bytes = isBusy ? 'files-busy' : part.file.truncated ? 'file-too-big' : Buffer.concat(chunks);
    files.push({ field: part.fieldname, name, bytes });
  }
  request.receivedFiles = files;
  return fields;
}

interface Held {
  /** False when there is no room for so many bytes more. */
  take(bytes: number): boolean;
  release(): void;
}

/** How much of uploads is in memory. */
export class HeldBytes {
  private bytes = 0;

  open(): Held {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.bytes + bytes > MOST_HELD_BYTES) return false;
        this.bytes += bytes;
        own += bytes;
        return true;
      },
      release: () => {
        this.bytes -= own;
        own = 0;
      },
    };
  }
}
