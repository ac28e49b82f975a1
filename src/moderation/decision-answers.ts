import { Injectable } from '@nestjs/common';
import { refuse, RefusedError } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { SubjectRegistry, type ModeratedView } from '../platform/subjects/subject-registry.js';
import type { Exchange } from '../platform/web/exchange.js';
import { seeOther, type Redirect } from '../platform/web/reply.js';
import { ModerationQueries } from './moderation.queries.js';
import type { Decided } from './moderation.service.js';

/** What is said to whoever decided several: how many were done, and which somebody else had decided meanwhile. */
@Injectable()
export class DecisionAnswers {
  constructor(
    private readonly queries: ModerationQueries,
    private readonly subjects: SubjectRegistry,
  ) {}

  /** Says how many were done, and of those that somebody else had decided what and by whom. None done at all is a refusal: the page shows it. */
  async after(x: Exchange, { done, missed }: Decided, to: string): Promise<Redirect> {
    if (missed.length === 0) return seeOther(to, 'moderation.decide.done', { count: done.length });
    const cases = await this.queries.cases(missed);
    const views = await this.views(x, missed);
    const words = missed.map((subject) => {
      const found = cases.find((each) => subjectKey(each) === subjectKey(subject));
      return x.t(found?.decision ? 'moderation.decide.missed' : 'moderation.decide.changed', {
        number: views.get(subjectKey(subject))?.number ?? '',
        name: found?.decidedByName ?? x.t('moderation.somebody'),
        decision: found?.decision ? x.t(`moderation.decision.${found.decision}`) : '',
        at: found?.decidedAt ? x.t.date(found.decidedAt, 'time') : '',
      });
    });
    const list = words.join(' ');
    if (done.length === 0) throw new RefusedError(refuse('decided-meanwhile', { list }), 409);
    return seeOther(to, 'moderation.decide.done-but', { count: done.length, list });
  }

  /** Subjects as those who moderate see them, by `subjectKey`. */
  async views(x: Exchange, subjects: readonly Subject[]): Promise<ReadonlyMap<string, ModeratedView>> {
    const views = new Map<string, ModeratedView>();
    for (const [kind, group] of Map.groupBy(subjects, (subject) => subject.kind)) {
      const shown = await this.subjects.moderatedKind(kind)?.show(
        group.map(({ id }) => id),
        x.locale,
      );
      shown?.forEach((view, id) => views.set(subjectKey({ kind, id }), view));
    }
    return views;
  }
}
