import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { z } from 'zod';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import {
  AnswerLeftOut,
  BeginScoring,
  KeepShortlist,
  priorityResults,
  PublishShortlist,
  SetCriteria,
  staffPrioritiesPath,
} from './domain/index.js';
import { PrioritiesQueries } from './priorities.queries.js';
import { PrioritiesService } from './priorities.service.js';
import { shortlistPage } from './shortlist.page.js';
import { staffPrioritiesPage } from './staff-priorities.page.js';

/** Where the coordination sets criteria, begins and ends the scoring, and publishes shortlists. */
@Controller('staff/processes/:process/priorities')
export class StaffPrioritiesController {
  constructor(
    private readonly priorities: PrioritiesService,
    private readonly queries: PrioritiesQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('priorities.run')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post()
  @Can('priorities.run')
  setCriteria(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetCriteria, {
      perform: async (command) => {
        await this.priorities.setCriteria(processId, command, x.actor);
        return seeOther(staffPrioritiesPath(slug), 'priorities.criteria-set');
      },
      again: (criteria) => this.page(x, { criteria }),
    });
  }

  @Post('scoring')
  @Can('priorities.run')
  begin(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(BeginScoring, {
      perform: async () => {
        await this.priorities.begin(processId, x.actor);
        return seeOther(staffPrioritiesPath(slug), 'priorities.begun');
      },
      again: (begin) => this.page(x, { begin }),
    });
  }

  @Post('closing')
  @Can('priorities.run')
  end(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.priorities.end(processId, x.actor);
        return seeOther(staffPrioritiesPath(slug), 'priorities.ended');
      },
      again: (end) => this.page(x, { end }),
    });
  }

  @Get('shortlists/:theme')
  @Can('priorities.run')
  shortlist(@X() x: Exchange): Promise<Page> {
    return this.shortlistPage(x, {});
  }

  /** The button says whether it is kept as a draft or published. */
  @Post('shortlists/:theme')
  @Can('priorities.run')
  async writeShortlist(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const theme = x.params['theme'] ?? '';
    await this.mustHaveTheme(x);
    const again = (choices: FormState) => this.shortlistPage(x, { choices });
    if (x.body['act'] !== 'publish')
      return x.submit(KeepShortlist, {
        perform: async (command) => {
          await this.priorities.keepShortlist(processId, theme, command, x.actor);
          return seeOther(staffPrioritiesPath(slug, 'shortlists', theme), 'priorities.shortlist-kept');
        },
        again,
      });
    return x.submit(PublishShortlist, {
      perform: async (command) => {
        await this.priorities.publishShortlist(processId, theme, command, x.actor);
        return seeOther(staffPrioritiesPath(slug, 'shortlists', theme), 'priorities.shortlist-published');
      },
      again,
    });
  }

  @Post('shortlists/:theme/responses')
  @Can('priorities.run')
  async answer(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const theme = x.params['theme'] ?? '';
    await this.mustHaveTheme(x);
    return x.submit(AnswerLeftOut, {
      perform: async (command) => {
        const count = await this.priorities.answerLeftOut(processId, theme, command, x.actor);
        return seeOther(staffPrioritiesPath(slug, 'shortlists', theme), 'priorities.answered', { count });
      },
      again: (answer) => this.shortlistPage(x, { answer }),
    });
  }

  private async mustHaveTheme(x: Exchange): Promise<void> {
    const themes = await this.processes.themes(x.facts<ProcessFacts>().processId);
    if (!themes.some(({ id }) => id === x.params['theme'])) throw notFound();
  }

  private async page(x: Exchange, state: { criteria?: FormState; begin?: FormState; end?: FormState } = {}): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const prioritisation = await this.queries.prioritisation(processId);
    return staffPrioritiesPage(
      x,
      {
        ...((await this.processes.outline(processId)) as ProcessOutline),
        prioritisation,
        candidates: await this.queries.candidates(processId),
        turnout: await this.queries.turnout(processId),
        shortlists: await this.queries.shortlists(processId),
      },
      state,
    );
  }

  private async shortlistPage(x: Exchange, state: { choices?: FormState; answer?: FormState }): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const { process, themes } = (await this.processes.outline(processId)) as ProcessOutline;
    const theme = themes.find(({ id }) => id === x.params['theme']);
    const prioritisation = await this.queries.prioritisation(processId);
    if (!theme) throw notFound();
    const candidates = await this.queries.candidates(processId, theme.id);
    const isEnded = prioritisation?.endedAt != null;
    return shortlistPage(
      x,
      {
        process,
        theme,
        results: isEnded ? priorityResults(candidates, await this.queries.scores(processId), prioritisation) : null,
        draft: await this.queries.draft(theme.id),
        published: (await this.queries.shortlists(processId)).find(({ themeId }) => themeId === theme.id) ?? null,
      },
      { choices: state.choices ?? null, answer: state.answer ?? blank() },
    );
  }
}
