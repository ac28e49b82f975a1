import { defineEntity, p } from '@mikro-orm/core';

const StoredFileSchema = defineEntity({
  name: 'StoredFile',
  tableName: 'stored_file',
  properties: {
    /** The first 128 bits of the SHA-256 of its bytes, in hex: the same bytes are kept once. */
    key: p.string().length(32).primary(),
    bytes: p.blob(),
    createdAt: p.datetime(),
  },
});

/** Bytes that somebody sent, made harmless. Whoever holds a key says so to FileStore; bytes that nobody holds are forgotten. */
export class StoredFile extends StoredFileSchema.class {}
StoredFileSchema.setClass(StoredFile);
