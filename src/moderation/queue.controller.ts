import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Can } from '../platform/access/access.js';
import { SubjectRegistry, type ModeratedView } from '../platform/subjects/subject-registry.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { Clock } from '../kernel/clock.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { casePage } from './case.page.js';
import { DecisionAnswers } from './decision-answers.js';
import { casePath, DecideAppeal, DecideSubjects, queuePath, SetPolicy, type SubjectFacts } from './domain/index.js';
import { ModerationQueries, QUEUE_PAGE, type CaseRow } from './moderation.queries.js';
import { ModerationService } from './moderation.service.js';
import { ModerationPolicy } from './policy.service.js';
import { queuePage, type QueueShow } from './queue.page.js';
import { settingsPage } from './settings.page.js';

const UndoDecision = z.object({ version: z.coerce.number().int().min(0) });

/** Where those who moderate work: what waits, one or many at once, what was decided, and how the process moderates. */
@Controller('staff/processes/:process/moderation')
export class QueueController {
  constructor(
    private readonly moderation: ModerationService,
    private readonly queries: ModerationQueries,
    private readonly answers: DecisionAnswers,
    private readonly policy: ModerationPolicy,
    private readonly subjects: SubjectRegistry,
    private readonly participants: ParticipantsQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Can('moderation.work')
  index(@X() x: Exchange): Promise<Page> {
    return this.queue(x, x.query['show'] === 'decided' ? 'decided' : 'waiting', blank());
  }

  /** What everybody sees, to choose several from. */
  @Get('contributions')
  @Can('moderation.work')
  contributions(@X() x: Exchange): Promise<Page> {
    return this.queue(x, 'public', blank());
  }

  @Post('decisions')
  @Can('moderation.work')
  decide(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const isPublicList = x.body['from'] === 'public';
    return x.submit(DecideSubjects, {
      perform: async (command) => {
        const decided = await this.moderation.decide(processId, command, x.actor);
        return this.answers.after(x, decided, queuePath(slug, ...(isPublicList ? ['contributions'] : [])));
      },
      again: (state) => this.queue(x, isPublicList ? 'public' : 'waiting', state),
    });
  }

  @Get('settings')
  @Can('moderation.set')
  async settings(@X() x: Exchange): Promise<Page> {
    const { premoderation, text } = await this.policy.of(x.facts<ProcessFacts>().processId);
    return settingsPage(x, await this.process(x), blank({ premoderation, text }));
  }

  @Post('settings')
  @Can('moderation.set')
  set(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetPolicy, {
      perform: async (command) => {
        await this.policy.set(processId, command, x.actor);
        return seeOther(queuePath(slug, 'settings'), 'moderation.settings.done');
      },
      again: async (state) => settingsPage(x, await this.process(x), state),
    });
  }

  @Get(':kind/:subject')
  @Can('moderation.decide')
  show(@X() x: Exchange): Promise<Page> {
    return this.one(x, {});
  }

  @Post(':kind/:subject/decision')
  @Can('moderation.decide')
  decideOne(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<SubjectFacts>();
    return x.submit(DecideSubjects, {
      perform: async (command) =>
        this.answers.after(x, await this.moderation.decide(processId, command, x.actor), queuePath(slug)),
      again: (state) => this.one(x, { decide: state }),
    });
  }

  @Post(':kind/:subject/taking')
  @Can('moderation.decide')
  take(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, subject } = x.facts<SubjectFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.moderation.take(processId, subject, x.actor);
        return seeOther(casePath(slug, subject), 'moderation.take.done');
      },
      again: (state) => this.one(x, { take: state }),
    });
  }

  @Post(':kind/:subject/release')
  @Can('moderation.decide')
  release(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, subject } = x.facts<SubjectFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.moderation.release(processId, subject, x.actor);
        return seeOther(queuePath(slug), 'moderation.release.done');
      },
      again: (state) => this.one(x, { take: state }),
    });
  }

  @Post(':kind/:subject/undoing')
  @Can('moderation.decide')
  undo(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, subject } = x.facts<SubjectFacts>();
    return x.submit(UndoDecision, {
      perform: async ({ version }) => {
        await this.moderation.undo(processId, { ...subject, version }, x.actor);
        return seeOther(queuePath(slug), 'moderation.undo.done');
      },
      again: (state) => this.one(x, { undo: state }),
    });
  }

  @Post(':kind/:subject/appeal')
  @Can('moderation.decide')
  decideAppeal(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, subject } = x.facts<SubjectFacts>();
    return x.submit(DecideAppeal, {
      perform: async (command) => {
        await this.moderation.decideAppeal(processId, subject, command, await this.moderators(processId), x.actor);
        return seeOther(queuePath(slug), `moderation.appeal.${command.outcome}`);
      },
      again: (state) => this.one(x, { appeal: state }),
    });
  }

  private async queue(x: Exchange, show: QueueShow, state: FormState): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const page = Math.min(100_000, Math.max(1, Math.trunc(Number(x.query['page'])) || 1));
    const cases =
      show === 'waiting'
        ? await this.queries.waiting(processId, page)
        : show === 'decided'
          ? await this.queries.decided(processId, page)
          : [];
    const shown: Subject[] = show === 'public' ? await this.newest(processId, page) : cases;
    return queuePage(
      x,
      {
        process: await this.process(x),
        show,
        page,
        subjects: shown,
        cases: show === 'public' ? await this.queries.cases(shown) : cases,
        views: await this.answers.views(x, shown),
        counts: await this.queries.counts(processId),
        now: this.clock.now(),
      },
      state,
    );
  }

  /** Public contributions of every kind, the newest of each first. */
  private async newest(processId: string, page: number): Promise<Subject[]> {
    const kinds = this.subjects.moderatedKinds();
    const each = Math.floor(QUEUE_PAGE / kinds.length);
    const found: Subject[] = [];
    for (const kind of kinds)
      for (const id of (await this.subjects.moderatedKind(kind)?.newest(processId, each, (page - 1) * each)) ?? [])
        found.push({ kind, id });
    return found;
  }

  private async one(
    x: Exchange,
    states: { decide?: FormState; take?: FormState; undo?: FormState; appeal?: FormState },
  ): Promise<Page> {
    const { subject, processId } = x.facts<SubjectFacts>();
    const view = (await this.answers.views(x, [subject])).get(subjectKey(subject)) as ModeratedView;
    const [found = null] = await this.queries.cases([subject]);
    return casePage(
      x,
      {
        process: await this.process(x),
        subject,
        view,
        case: found as CaseRow | null,
        reports: await this.queries.reports(subject),
        hidings: await this.queries.hidings(subject),
        moderators: await this.moderators(processId),
        now: this.clock.now(),
      },
      states,
    );
  }

  private async moderators(processId: string): Promise<string[]> {
    const people = await this.participants.people(processId);
    return [...new Set(people.filter(({ role }) => role === 'coordinator' || role === 'moderator').map((one) => one.accountId))];
  }

  private async process(x: Exchange): Promise<ProcessRow> {
    return (await this.processes.byId(x.facts<ProcessFacts>().processId)) as ProcessRow;
  }
}
