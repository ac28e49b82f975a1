import { Controller, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { processPath, staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import { AddEndorsement, mayPublish, PublishPlan, RemoveEndorsement, saveAnswers, SetPlanFacts } from './domain/index.js';
import { planEditorPage, type EditorStates } from './plan-editor.page.js';
import { PLAN_TEMPLATE } from './plan-template.js';
import { PlansQueries, type PlanRow } from './plans.queries.js';
import { PlansService } from './plans.service.js';
import { PublicationContexts } from './publication-contexts.js';

/** Writing the plan-level answers, the endorsements, and publishing. */
@Controller('staff/processes/:process/plan')
export class StaffPlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly queries: PlansQueries,
    private readonly contexts: PublicationContexts,
  ) {}

  @Get()
  @Can('plan.see-draft')
  async show(@X() x: Exchange): Promise<Page> {
    await this.plans.ensure(x.facts<ProcessFacts>().processId);
    return this.page(x, {});
  }

  @Post('answers')
  @Can('plan.edit')
  saveAnswers(@X() x: Exchange): Promise<Reply> {
    return this.save(x, saveAnswers(PLAN_TEMPLATE), 'answers', (processId, command) =>
      this.plans.saveAnswers(processId, command, x.locale, x.actor),
    );
  }

  @Post('facts')
  @Can('plan.edit')
  setFacts(@X() x: Exchange): Promise<Reply> {
    return this.save(x, SetPlanFacts, 'facts', (processId, command) => this.plans.setFacts(processId, command));
  }

  @Post('endorsements')
  @Can('plan.edit')
  addEndorsement(@X() x: Exchange): Promise<Reply> {
    return this.save(x, AddEndorsement, 'endorsement', (processId, command) =>
      this.plans.addEndorsement(processId, command, x.actor),
    );
  }

  @Post('endorsements/removal')
  @Can('plan.edit')
  removeEndorsement(@X() x: Exchange): Promise<Reply> {
    return this.save(x, RemoveEndorsement, 'endorsement', (processId, { index }) =>
      this.plans.removeEndorsement(processId, index, x.actor),
    );
  }

  @Post('publication')
  @Can('plan.publish')
  publish(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(PublishPlan, {
      perform: async ({ reason }) => {
        await this.plans.publish(processId, reason, x.actor);
        return seeOther(processPath(slug, 'plan'), 'plans.published');
      },
      again: (state) => this.page(x, { publication: state }),
    });
  }

  private save<S extends z.ZodType>(
    x: Exchange,
    schema: S,
    part: keyof EditorStates,
    act: (processId: string, command: z.output<S>) => Promise<void>,
  ): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(schema, {
      perform: async (command) => {
        await act(processId, command);
        return seeOther(staffProcessPath(slug, 'plan'), 'plans.saved');
      },
      again: (state) => this.page(x, { [part]: state }),
    });
  }

  private async page(x: Exchange, states: EditorStates): Promise<Page> {
    const facts = x.facts<ProcessFacts>();
    const plan = (await this.queries.ofProcess(facts.processId)) as PlanRow;
    const [published, figures, context] = [
      await this.queries.published(facts.processId),
      await this.queries.figures(facts.processId, x.t),
      await this.contexts.of(facts.processId),
    ];
    return planEditorPage(x, facts, { plan, published, figures, context, verdict: mayPublish(context) }, states);
  }
}
