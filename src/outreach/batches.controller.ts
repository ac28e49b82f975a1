import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Download, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { draftBatchPage, choicePage } from './batch.page.js';
import { BatchesService } from './batches.service.js';
import { ComposeBatch, FindOrganisations, outreachPath, TestBatch, WriteBatch } from './domain/index.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';
import { invitationsCsv } from './outreach-files.js';
import { overviewPage } from './overview.page.js';
import { OutreachQueries } from './outreach.queries.js';
import { sentBatchPage } from './sent-batch.page.js';

/** Batches of invitations: whom, what, and what came of it. */
@Controller('staff/processes/:process/outreach')
export class BatchesController {
  constructor(
    private readonly batches: BatchesService,
    private readonly invitations: InvitationsService,
    private readonly queries: OutreachQueries,
    private readonly invited: InvitationsQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Can('outreach.run')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return overviewPage(x, slug, {
      counts: await this.queries.counts(processId),
      reach: (await this.invited.reach(processId)).all,
      batches: await this.queries.batches(processId),
      sizes: await this.invited.sizes(processId),
    });
  }

  /** Everything, with addresses: for the coordinators' own books. */
  @Get('invitations.csv')
  @Can('outreach.run')
  async file(@X() x: Exchange): Promise<Download> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return invitationsCsv(x, slug, await this.invited.invitations(processId));
  }

  @Get('batches/new')
  @Can('outreach.run')
  new(@X() x: Exchange): Promise<Page> {
    return this.choice(x, null);
  }

  @Post('batches')
  @Can('outreach.run')
  compose(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(ComposeBatch, {
      perform: async (command) =>
        seeOther(outreachPath(slug, 'batches', await this.batches.compose(processId, command, x.actor))),
      again: (state) => this.choice(x, state),
    });
  }

  @Get('batches/:batch')
  @Can('outreach.run')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post('batches/:batch')
  @Can('outreach.run')
  write(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return x.submit(WriteBatch, {
      perform: async (command) => {
        await this.batches.write(processId, this.id(x), command);
        return seeOther(this.path(x), 'outreach.saved');
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post('batches/:batch/test')
  @Can('outreach.run')
  test(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return x.submit(TestBatch, {
      perform: async ({ locale }) => {
        const email = await this.batches.test(processId, this.id(x), locale, x.actor);
        return seeOther(this.path(x), 'outreach.tested', { email });
      },
      again: () => this.page(x),
    });
  }

  @Post('batches/:batch/sending')
  @Can('outreach.run')
  send(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () =>
        seeOther(this.path(x), 'outreach.sent', { count: await this.batches.send(processId, this.id(x), x.actor) }),
      again: (state) => this.page(x, state),
    });
  }

  @Post('batches/:batch/reminders')
  @Can('outreach.run')
  remind(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () =>
        seeOther(this.path(x), 'outreach.reminded', { count: await this.invitations.remind(processId, this.id(x), x.actor) }),
      again: (state) => this.page(x, state),
    });
  }

  private id(x: Exchange): string {
    return x.params['batch'] ?? '';
  }

  private path(x: Exchange): string {
    return outreachPath(x.facts<ProcessFacts>().slug, 'batches', this.id(x));
  }

  private async choice(x: Exchange, state: FormState | null): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const find = FindOrganisations.parse(x.query);
    const organisations = await this.queries.organisations(processId, find, true);
    const contacts = await this.queries.writable(
      processId,
      organisations.map(({ id }) => id),
    );
    const themes = await this.processes.themes(processId);
    return choicePage(x, slug, find, state, { organisations, contacts, themes });
  }

  private async page(x: Exchange, state: FormState | null = null): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const batch = await this.queries.batch(processId, this.id(x));
    if (!batch) throw notFound();
    if (batch.sentAt) {
      const invitations = await this.invited.invitations(processId, { batchId: batch.id });
      return sentBatchPage(x, slug, state, { batch, invitations, now: this.clock.now() });
    }
    const { chosen } = await this.batches.open(processId, batch.id);
    return draftBatchPage(x, slug, state ?? blank({ ...batch, themeId: batch.themeId ?? '' }), {
      batch,
      chosen,
      themes: await this.processes.themes(processId),
      preview: await this.batches.preview(processId, batch.id, x.query['to'] ?? null),
    });
  }
}
