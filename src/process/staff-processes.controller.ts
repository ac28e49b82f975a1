import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import type { FormModel, JourneyModel, TagModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import {
  CreateProcess,
  day,
  earliestCall,
  processPath,
  ShowEndorsements,
  staffProcessPath,
  stageState,
  type ProcessFacts,
  type ProcessTemplate,
  type StageState,
  type TimingFacts,
} from './domain/index.js';
import { processJourney, stageDates } from './process-journey.js';
import { CallQueries } from './call.queries.js';
import { ProcessQueries, type ProcessRow, type StageRow } from './process.queries.js';
import { proposedProcess, setupForm, type SetupForm } from './process-setup.form.js';
import { ProcessService } from './process.service.js';
import { timingModel, type TimingModel } from './timing.page.js';
import { PROCESS_TEMPLATES } from './templates.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/new': { title: string; lead: string; start: { label: string; value: string; submit: string }; setup: SetupForm };
    'process/staff': {
      title: string;
      state: TagModel;
      publish: FormModel | null;
      publicHref: string | null;
      publicText: string;
      notice: string | null;
      journey: JourneyModel;
      stagesTitle: string;
      stages: { name: string; dates: string; state: TagModel; form: FormModel }[];
      timing: TimingModel | null;
      work: { text: string; href: string }[];
      workTitle: string;
      endorsements: { title: string; form: FormModel };
    };
  }
}

const TONES: Record<StageState, TagModel['tone']> = { scheduled: 'neutral', open: 'sun', closed: 'accent' };

/** Setting processes up and running them through their stages. */
@Controller('staff/processes')
export class StaffProcessesController {
  constructor(
    private readonly processes: ProcessService,
    private readonly queries: ProcessQueries,
    private readonly calls: CallQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('new')
  @Can('process.create')
  new(@X() x: Exchange): Page {
    const asked = day.safeParse(x.query['start']);
    return this.newPage(x, proposedProcess(this.template, asked.success ? asked.data : this.today()));
  }

  @Post()
  @Can('process.create')
  create(@X() x: Exchange): Promise<Reply> {
    return x.submit(CreateProcess, {
      perform: async (command) => {
        const { slug } = await this.processes.create(command, x.actor);
        return seeOther(staffProcessPath(slug), 'process.created');
      },
      again: (state) => this.newPage(x, state),
    });
  }

  @Get(':process')
  @Can('process.edit')
  show(@X() x: Exchange): Promise<Page> {
    return this.staffPage(x);
  }

  @Post(':process/publication')
  @Can('process.publish')
  publish(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.processes.publish(processId, x.actor);
        return seeOther(staffProcessPath(slug), 'process.published');
      },
      again: () => this.staffPage(x),
    });
  }

  @Post(':process/endorsements')
  @Can('process.edit')
  endorsements(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(ShowEndorsements, {
      perform: async ({ hidden }) => {
        await this.processes.hideEndorsements(processId, hidden === 'yes', x.actor);
        return seeOther(staffProcessPath(slug), 'process.endorsements-set');
      },
      again: (state) => this.staffPage(x, state),
    });
  }

  @Post(':process/stages/:stage/opening')
  @Can('process.run')
  open(@X() x: Exchange): Promise<Reply> {
    return this.move(x, (processId, stageId) => this.processes.openStage(processId, stageId, x.actor), 'process.stage-opened');
  }

  @Post(':process/stages/:stage/closing')
  @Can('process.run')
  close(@X() x: Exchange): Promise<Reply> {
    return this.move(x, (processId, stageId) => this.processes.closeStage(processId, stageId, x.actor), 'process.stage-closed');
  }

  private move(x: Exchange, act: (processId: string, stageId: string) => Promise<void>, flash: string): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await act(processId, x.params['stage'] ?? '');
        return seeOther(staffProcessPath(slug), flash);
      },
      again: () => this.staffPage(x),
    });
  }

  private get template(): ProcessTemplate {
    return PROCESS_TEMPLATES[0] as ProcessTemplate;
  }

  private today(): string {
    return this.dayOf(this.clock.now());
  }

  private dayOf(at: Date): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.config.TIME_ZONE }).format(at);
  }

  private async timingFacts(process: ProcessRow, stages: StageRow[]): Promise<TimingFacts> {
    const rules = (await this.calls.rulesVersions(process.id)).at(-1);
    return {
      stages,
      timelinePublishedOn: process.publishedAt && this.dayOf(process.publishedAt),
      rulesPublishedOn: rules ? this.dayOf(rules.publishedAt) : null,
      today: this.today(),
      noticeDays: this.template.noticeDays,
    };
  }

  private newPage(x: Exchange, state: FormState): Page {
    const title = x.t('process.setup.title');
    const stages = state.values['stages'];
    const first = Array.isArray(stages) ? String((stages[0] as { startsOn?: unknown }).startsOn ?? '') : '';
    return x.page(
      'process/new',
      {
        title,
        lead: localized(this.template.description, x.locale),
        start: { label: x.t('process.setup.first-day'), value: first, submit: x.t('process.setup.propose-dates') },
        setup: setupForm(x, this.template, state),
      },
      { title },
    );
  }

  private async staffPage(x: Exchange, state: FormState | null = null): Promise<Page> {
    const { processId, slug, isPublic } = x.facts<ProcessFacts>();
    const process = (await this.queries.byId(processId)) as ProcessRow;
    const stages = await this.queries.stages(processId);
    const title = localized(process.name, x.locale);
    const earliest = isPublic ? null : earliestCall(this.template, stages, this.today());
    return x.page(
      'process/staff',
      {
        title,
        state: isPublic
          ? { text: x.t('process.staff.public'), tone: 'ok', icon: 'eye' }
          : { text: x.t('process.staff.preparing'), tone: 'neutral', icon: 'eye-off' },
        publish: isPublic ? null : x.button(staffProcessPath(slug, 'publication'), 'process.staff.publish', 'primary'),
        publicHref: processPath(slug),
        publicText: x.t('process.staff.see-public'),
        notice: earliest ? x.t('process.staff.notice-too-short', { day: x.t.date(earliest, 'day') }) : null,
        journey: processJourney(x.t, stages),
        stagesTitle: x.t('process.staff.stages'),
        stages: stages.map((stage) => this.stageRow(x, slug, stage)),
        endorsements: {
          title: x.t('process.staff.endorsements'),
          form: await this.endorsementsForm(x, processId, slug, state),
        },
        timing: timingModel(x.t, await this.timingFacts(process, stages)),
        workTitle: x.t('process.staff.work'),
        work: (
          [
            'call',
            'news',
            'reach',
            'people',
            'outreach',
            'proposals',
            'priorities',
            'roundtables',
            'sheets',
            'plan',
            'exchange',
          ] as const
        ).map((part) => ({
          text: x.t(`process.staff.part.${part}`),
          href: staffProcessPath(slug, part),
        })),
      },
      { title, process: slug },
    );
  }

  private async endorsementsForm(x: Exchange, processId: string, slug: string, state: FormState | null): Promise<FormModel> {
    const hidden = (await this.queries.wantsEndorsementsHidden(processId)) ? 'yes' : 'no';
    return x.form(
      {
        action: staffProcessPath(slug, 'endorsements'),
        submit: 'process.staff.endorsements-submit',
        submitVariant: 'plain',
        fields: [
          {
            name: 'hidden',
            kind: 'radios',
            label: 'process.staff.endorsements-label',
            options: (['no', 'yes'] as const).map((value) => ({ value, text: x.t(`process.staff.endorsements-${value}`) })),
          },
        ],
      },
      state ?? blank({ hidden }),
    );
  }

  private stageRow(x: Exchange, slug: string, stage: StageRow) {
    const state = stageState(stage);
    const verb = state === 'open' ? 'closing' : 'opening';
    const key = { scheduled: 'open-stage', open: 'close-stage', closed: 'reopen-stage' }[state];
    return {
      name: localized(stage.name, x.locale),
      dates: stageDates(x.t, stage),
      state: { text: x.t(`process.staff.state.${state}`), tone: TONES[state], icon: null },
      form: x.button(
        staffProcessPath(slug, 'stages', stage.id, verb),
        `process.staff.${key}`,
        state === 'scheduled' ? 'primary' : 'quiet',
        { stage: localized(stage.name, x.locale) },
      ),
    };
  }
}
