import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { ContinuationsQueries, type ContinuationRow, type OwnPart } from './continuations.queries.js';
import { objectionPath, ObjectToContinuation } from './domain/index.js';
import { objectionPage } from './objection.page.js';
import { ObjectionsService } from './objections.service.js';

/** What an author reads and says by the private link that tells them where their proposal goes on. Opening it changes nothing. */
@Controller('proposals/continuations/:part/:secret')
export class ObjectionsController {
  constructor(
    private readonly objections: ObjectionsService,
    private readonly continuations: ContinuationsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('objection.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post('objections')
  @Can('objection.raise')
  raise(@X() x: Exchange): Promise<Reply> {
    return x.submit(ObjectToContinuation, {
      perform: async ({ reason }) => {
        await this.objections.object(x.facts<OwnPart>().partId, reason, x.actor);
        return seeOther(this.path(x), 'proposals.objection.raised');
      },
      again: (state) => this.page(x, state),
    });
  }

  private path(x: Exchange): string {
    return objectionPath(x.params['part'] ?? '', x.params['secret'] ?? '');
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, continuationId, proposalId } = x.facts<OwnPart>();
    return objectionPage(
      x,
      {
        process: (await this.processes.byId(processId)) as ProcessRow,
        continuation: (await this.continuations.byId(continuationId)) as ContinuationRow,
        proposalId,
        path: this.path(x),
      },
      state,
    );
  }
}
