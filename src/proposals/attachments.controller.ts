import { Controller, Get } from '@nestjs/common';
import { mayModerate } from '../moderation/domain/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { AttachmentFiles } from './attachment-files.js';
import { DraftsService } from './drafts.service.js';
import { isPublicState, mayReadFile, newProposalPath, proposalNumber, type ProposalFacts } from './domain/index.js';
import { writerOf } from './submission.controller.js';

/** The files of proposals and drafts, each read where its owner is. What may not be read does not exist. */
@Controller()
export class AttachmentsController {
  constructor(
    private readonly files: AttachmentFiles,
    private readonly drafts: DraftsService,
  ) {}

  @Get('processes/:process/proposals/:number/files/:file')
  @Can('proposal.view')
  ofProposal(@X() x: Exchange): Promise<Reply> {
    const facts = x.facts<ProposalFacts>();
    const isOpen = facts.isPublic && isPublicState(facts.state);
    return this.files.read(
      x,
      { kind: 'proposal', id: facts.proposalId, processId: facts.processId, by: x.actor },
      (isPublic) => ({
        may: mayReadFile(x.who, facts, { isPublic, mayModerate: mayModerate(x.who) }) === null,
        isPublic: isOpen && isPublic,
        number: proposalNumber(facts.number),
      }),
    );
  }

  /** Before it is sent: for the browser that is writing it. */
  @Get('processes/:process/proposals/new/files/:file')
  @Can('proposal.submit')
  async ofDraft(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const draft = await this.drafts.find(processId, writerOf(x));
    if (!draft) return seeOther(newProposalPath(slug));
    return this.files.read(x, { kind: 'draft', id: draft.id }, () => ({ may: true, isPublic: false, number: '' }));
  }
}
