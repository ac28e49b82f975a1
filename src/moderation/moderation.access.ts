import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Subject } from '../kernel/subject.js';
import { AccessRules } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { AppealLink } from './appeal-link.js';
import {
  mayModerated,
  mayModeration,
  type AppealFacts,
  type ModerationAction,
  type SubjectAction,
  type SubjectFacts,
} from './domain/index.js';
import { ModerationQueries } from './moderation.queries.js';

@Injectable()
export class ModerationAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
    private readonly subjects: SubjectRegistry,
    private readonly queries: ModerationQueries,
    private readonly link: AppealLink,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const action of ['moderation.view', 'moderation.work', 'moderation.set'] satisfies ModerationAction[]) {
      this.rules.register<ProcessFacts>(action, {
        facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
        may: (who, facts) => mayModeration(who, action, facts),
      });
    }
    for (const action of ['moderation.report', 'moderation.decide'] satisfies SubjectAction[]) {
      this.rules.register<SubjectFacts>(action, {
        facts: (params) => this.subject(params['process'] ?? '', params['kind'] ?? '', params['subject'] ?? ''),
        may: (who, facts) => mayModerated(who, action, facts),
      });
    }
    this.rules.register<AppealFacts>('moderation.appeal', {
      facts: (params) => this.appeal(params['secret'] ?? ''),
      may: () => null,
    });
  }

  private async subject(slug: string, kind: string, id: string): Promise<SubjectFacts | null> {
    const process = await this.processes.facts({ slug });
    const view = (await this.subjects.moderatedKind(kind)?.show([id], this.config.DEFAULT_LOCALE))?.get(id);
    if (!process || view?.processId !== process.processId) return null;
    return { ...process, subject: { kind: kind as Subject['kind'], id }, sight: view.sight };
  }

  private async appeal(secret: string): Promise<AppealFacts | null> {
    const hidingId = this.link.hidingOf(secret);
    const hiding = hidingId && (await this.queries.hiding(hidingId));
    const process = hiding && (await this.processes.facts({ id: hiding.processId }));
    return process ? { ...process, hidingId } : null;
  }
}
