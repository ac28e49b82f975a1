import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Can } from '../platform/access/access.js';
import { SubjectRegistry, type ModeratedView } from '../platform/subjects/subject-registry.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { appealPage } from './appeal.page.js';
import { AppealHiding, appealPath, moderationPath, ReportSubject, type AppealFacts, type SubjectFacts } from './domain/index.js';
import { ModerationQueries, type HidingRow } from './moderation.queries.js';
import { ModerationService } from './moderation.service.js';
import { policyPage } from './policy.page.js';
import { ModerationPolicy } from './policy.service.js';
import { reportPage } from './report.page.js';

/** What everybody may read and do: the policy and what came of it, a report, an author's appeal. */
@Controller()
export class PublicModerationController {
  constructor(
    private readonly reader: Reader,
    private readonly moderation: ModerationService,
    private readonly queries: ModerationQueries,
    private readonly policy: ModerationPolicy,
    private readonly subjects: SubjectRegistry,
    private readonly participants: ParticipantsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get('processes/:process/moderation')
  @Can('moderation.view')
  async show(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const page = Math.min(100_000, Math.max(1, Math.trunc(Number(x.query['page'])) || 1));
    const [hidings, people, process, policy, byRule] = await this.reader.together(() =>
      Promise.all([
        this.queries.published(processId, page),
        this.participants.people(processId),
        this.process(processId),
        this.policy.of(processId),
        this.queries.byRule(processId),
      ]),
    );
    const byRole = (role: string): number =>
      new Set(people.filter((person) => person.role === role).map(({ accountId }) => accountId)).size;
    return policyPage(x, {
      process,
      policy,
      byRule,
      hidings: hidings.rows,
      total: hidings.total,
      page,
      numbers: await this.numbers(
        x,
        hidings.rows.map(({ kind, subjectId }) => ({ kind, id: subjectId })),
      ),
      moderators: { coordinators: byRole('coordinator'), moderators: byRole('moderator') },
    });
  }

  @Get('processes/:process/moderation/:kind/:subject/report')
  @Can('moderation.report')
  reportForm(@X() x: Exchange): Promise<Page> {
    return this.report(x, blank());
  }

  @Post('processes/:process/moderation/:kind/:subject/report')
  @Can('moderation.report')
  send(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, subject } = x.facts<SubjectFacts>();
    return x.submit(ReportSubject, {
      guard: 'report',
      perform: async (command) => {
        const view = await this.view(x, subject);
        await this.moderation.report(processId, subject, command, x.person, x.actor);
        return seeOther(view.href ?? moderationPath(slug), 'moderation.report.done', { number: view.number });
      },
      again: (state) => this.report(x, state),
    });
  }

  @Get('appeals/:secret')
  @Can('moderation.appeal')
  appealForm(@X() x: Exchange): Promise<Page> {
    return this.appeal(x, blank());
  }

  @Post('appeals/:secret')
  @Can('moderation.appeal')
  sendAppeal(@X() x: Exchange): Promise<Reply> {
    return x.submit(AppealHiding, {
      guard: 'appeal',
      perform: async (command) => {
        await this.moderation.appeal(x.facts<AppealFacts>().hidingId, command, x.actor);
        return seeOther(appealPath(x.params['secret'] ?? ''), 'moderation.appeal.sent');
      },
      again: (state) => this.appeal(x, state),
    });
  }

  private async report(x: Exchange, state: FormState): Promise<Page> {
    const { processId, subject } = x.facts<SubjectFacts>();
    return reportPage(x, { process: await this.process(processId), subject, view: await this.view(x, subject) }, state);
  }

  private async appeal(x: Exchange, state: FormState): Promise<Page> {
    const { processId, hidingId } = x.facts<AppealFacts>();
    const hiding = (await this.queries.hiding(hidingId)) as HidingRow;
    const view = await this.view(x, { kind: hiding.kind, id: hiding.subjectId });
    return appealPage(
      x,
      { process: await this.process(processId), secret: x.params['secret'] ?? '', hiding, number: view.number },
      state,
    );
  }

  private async view(x: Exchange, subject: Subject): Promise<ModeratedView> {
    const view = (await this.subjects.moderatedKind(subject.kind)?.show([subject.id], x.locale))?.get(subject.id);
    if (!view) throw notFound();
    return view;
  }

  /** Only how they are called: their words are not public. */
  private async numbers(x: Exchange, subjects: readonly Subject[]): Promise<ReadonlyMap<string, string>> {
    const numbers = new Map<string, string>();
    for (const [kind, group] of Map.groupBy(subjects, (subject) => subject.kind)) {
      const shown = await this.subjects.moderatedKind(kind)?.show(
        group.map(({ id }) => id),
        x.locale,
      );
      shown?.forEach(({ number }, id) => numbers.set(subjectKey({ kind, id }), number));
    }
    return numbers;
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }
}
