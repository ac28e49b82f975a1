import { Injectable } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { FileStore } from '../platform/files/file-store.js';
import type { Exchange } from '../platform/web/exchange.js';
import { storedFile, type Reply } from '../platform/web/reply.js';
import { AttachmentsService, type FilesOwner } from './attachments.service.js';
import { parseFileName, savedName } from './domain/index.js';

/** Gives out the files of proposals and drafts, each where its owner is. What may not be read does not exist. */
@Injectable()
export class AttachmentFiles {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly store: FileStore,
  ) {}

  /** The file that the route's `:file` names; `sight` says of it who may read it, and whether caches may keep it. */
  async read(
    x: Exchange,
    owner: FilesOwner,
    sight: (isPublic: boolean) => { may: boolean; isPublic: boolean; number: string },
  ): Promise<Reply> {
    const asked = parseFileName(x.params['file'] ?? '');
    const found =
      asked && (await this.attachments.of(owner)).find(({ key, smallKey }) => key === asked.key || smallKey === asked.key);
    if (!found || found.type !== asked.type) throw notFound();
    const { may, isPublic, number } = sight(found.isPublic);
    const body = may ? await this.store.get(asked.key) : null;
    if (!body) throw notFound();
    return storedFile({ key: asked.key, type: found.type, body, filename: savedName(number, found), isPublic });
  }
}
