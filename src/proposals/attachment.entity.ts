import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import type { FileType } from '../platform/domain/index.js';
import { Proposal, ProposalDraft } from './proposal.entity.js';

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  tableName: 'proposal_attachment',
  indexes: [{ properties: ['fileKey'] }],
  properties: {
    id: p.uuid().primary(),
    /** While it is being written; goes with the draft. */
    draft: () => p.manyToOne(ProposalDraft).ref().strictNullable().deleteRule('cascade').index(),
    proposal: () => p.manyToOne(Proposal).ref().strictNullable().deleteRule('cascade').index(),
    /** What it answers, as it was asked; null for none. */
    question: p.json<{ id: string; label: LocalizedText }>().strictNullable(),
    /** What answers a question that only the team reads is for the team alone. */
    isPublic: p.boolean(),
    /** Of a picture what is seen in it, of a document its title; '' until somebody says. */
    about: p.string().length(300),
    type: p.string().length(5).$type<FileType>(),
    /** In FileStore. */
    fileKey: p.string().length(32),
    smallKey: p.string().length(32).strictNullable(),
    /** Size of the file. */
    bytes: p.integer(),
    /** Of a picture, in pixels. */
    width: p.integer().strictNullable(),
    height: p.integer().strictNullable(),
    at: p.datetime(),
  },
});

/** An image or a document that belongs to a proposal, or to the draft of one. */
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);
