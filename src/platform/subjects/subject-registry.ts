import { Global, Injectable, Module } from '@nestjs/common';
import type { Locale } from '../../kernel/localized.js';
import { subjectKey, type Subject, type SubjectKind } from '../../kernel/subject.js';

/** What a facet may show of a subject: how it is called and where it is. */
export interface SubjectView {
  readonly title: string;
  readonly href: string;
  /** Language of the title when known. */
  readonly lang: Locale | null;
}

/** How a feature describes its subjects: one query for all ids; ids that are gone or not public are left out. */
export type Describe = (ids: readonly string[], locale: Locale) => Promise<ReadonlyMap<string, SubjectView>>;

/** Lets facets (comments, responses, trace) speak of proposals, notes or fields without knowing their modules. Features register at start. */
@Injectable()
export class SubjectRegistry {
  private readonly kinds = new Map<SubjectKind, Describe>();

  register(kind: SubjectKind, describe: Describe): void {
    if (this.kinds.has(kind)) throw new Error(`The subject kind ${kind} is described twice`);
    this.kinds.set(kind, describe);
  }

  /** Views by `subjectKey`; one query per kind. */
  async describe(subjects: readonly Subject[], locale: Locale): Promise<ReadonlyMap<string, SubjectView>> {
    const views = new Map<string, SubjectView>();
    const byKind = Map.groupBy(subjects, (subject) => subject.kind);
    for (const [kind, group] of byKind) {
      const described = await this.kinds.get(kind)?.([...new Set(group.map((subject) => subject.id))], locale);
      described?.forEach((view, id) => views.set(subjectKey({ kind, id }), view));
    }
    return views;
  }
}

@Global()
@Module({ providers: [SubjectRegistry], exports: [SubjectRegistry] })
export class SubjectsModule {}
