import { Controller, Get } from '@nestjs/common';
import { Rhythms } from '../following/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { ProcessQueries } from '../process/index.js';
import { CoAuthorProof } from './co-author-proof.js';
import { coAuthorPath } from './domain/index.js';
import { ownProposalsPage } from './own-proposals.page.js';
import { OwnProposalsQueries } from './own-proposals.queries.js';

/** A signed-in person's own proposals: begun, sent, signed with others, followed. */
@Controller('account/proposals')
export class OwnProposalsController {
  constructor(
    private readonly queries: OwnProposalsQueries,
    private readonly processes: ProcessQueries,
    private readonly proof: CoAuthorProof,
    private readonly rhythms: Rhythms,
  ) {}

  @Get()
  @Can('own-proposals.view')
  async index(@X() x: Exchange): Promise<Page> {
    const me = x.actor.id ?? '';
    const running = await this.processes.running();
    const own = await this.rhythms.ofAccount(me);
    const facts = running && (await this.processes.facts({ id: running.id }));
    return ownProposalsPage(x, {
      drafts: await this.queries.drafts(me),
      sent: await this.queries.sent(me),
      coAuthored: (await this.queries.coAuthored(me)).map((row) => ({
        ...row,
        leaving: coAuthorPath(row.coAuthorId, this.proof.of(row.coAuthorId)),
      })),
      followed: await this.queries.followed(me),
      rhythm: own && { chosen: own.rhythm, path: this.rhythms.pathFor(own.email) },
      open: facts?.features.has('propose') ? facts.slug : null,
    });
  }
}
