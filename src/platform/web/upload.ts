import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedError } from '../../kernel/refusal.js';
import type { Config } from '../config/config.js';
import { HeldBytes, readFiles, takesFiles } from './received-files.js';

/** A file that came with a form. Its fields stand before it in the form, so that who may send it is known before it is read. */
export interface Upload {
  /** As its sender's computer calls it, without folders. */
  readonly filename: string;
  /** All of it. Refuses with `file-too-large` what is larger, without keeping it. */
  bytes(max: number): Promise<Buffer>;
}

declare module 'fastify' {
  interface FastifyRequest {
    upload?: Upload;
  }
}

const MB = 1024 * 1024;
const FIELD_BYTES = MB;
const FIELDS = 200;
/** Beyond what any form takes; each form says what it takes. */
const FILE_BYTES = 256 * MB;

/** Forms with a file: their fields become the body, with the file's name in its own, and the file waits unread for the handler. Routes that take several are marked (`TakesFiles`). */
export async function installUploads(fastify: FastifyInstance, config: Config): Promise<void> {
  await fastify.register(multipart, {
    throwFileSizeLimit: false,
    limits: { files: 1, fields: FIELDS, fieldSize: FIELD_BYTES, fileSize: FILE_BYTES },
  });
  const memory = new HeldBytes();
  fastify.addHook('preValidation', async (request, reply) => {
    if (!request.isMultipart()) return;
    request.body = takesFiles(request) ? await readFiles(request, reply, memory, config) : await fieldsBeforeFile(request);
  });
}

async function fieldsBeforeFile(request: FastifyRequest): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  // Left by hand, not by a loop: leaving a loop early would end the file.
  const parts = request.parts()[Symbol.asyncIterator]();
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    const { value } = part;
    if (value.type === 'file') {
      request.upload = uploadOf(value);
      fields[value.fieldname] = request.upload.filename;
      break;
    }
    const known = fields[value.fieldname];
    fields[value.fieldname] = known === undefined ? value.value : [known, value.value].flat();
  }
  return fields;
}

const uploadOf = (part: MultipartFile): Upload => ({
  filename: (part.filename ?? '').split(/[\\/]/).at(-1) ?? '',
  bytes: async (max) => {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of part.file as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > max) throw new RefusedError({ code: 'file-too-large', params: { max: Math.floor(max / MB) } }, 409);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  },
});
