import { Global, Injectable, Module } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Locale } from '../../kernel/localized.js';
import { subjectKey, type Sight, type Subject, type SubjectKind } from '../../kernel/subject.js';

/** What a facet may show of a subject: how it is called and where it is. */
export interface SubjectView {
  readonly title: string;
  readonly href: string;
  /** Language of the title when known. */
  readonly lang: Locale | null;
  /** The larger thing it is a part of, where its title alone would not say where it is: the table of a note, the sheet of a field. */
  readonly within?: string;
}

/** How a feature describes its subjects: one query for all ids; ids that are gone or not public are left out. */
export type Describe = (ids: readonly string[], locale: Locale) => Promise<ReadonlyMap<string, SubjectView>>;

/** An image or document that came with a subject. */
export interface ModeratedFile {
  /** As it is saved. */
  readonly name: string;
  /** What its author says that it shows or is; '' while they have not. */
  readonly about: string;
  readonly href: string;
}

/** A subject as those who moderate see it, whatever its sight: the only view that shows what is not public. */
export interface ModeratedView {
  readonly id: string;
  readonly processId: string;
  /** `P-047`, `C-012`: what it is called in public once its words are not. */
  readonly number: string;
  readonly title: string | null;
  readonly paragraphs: readonly string[];
  readonly lang: Locale;
  readonly author: string;
  /** Its public page; null where it has none yet. */
  readonly href: string | null;
  readonly sight: Sight;
  readonly at: Date;
  /** What came with it and everybody would see, in the order in which it came. */
  readonly files?: readonly ModeratedFile[];
}

/** Whom to tell what became of a subject. Never shown. */
export interface Addressee {
  /** Names them where their address must not stand. */
  readonly signerId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly number: string;
  readonly processSlug: string;
}

/** What a feature whose subjects can be moderated does for the facet. The moves run in the use case that decides them. */
export interface ModeratedKind {
  /** One query for all ids. */
  show(ids: readonly string[], locale: Locale): Promise<ReadonlyMap<string, ModeratedView>>;
  /** Public ones of a process, the newest first: to choose several from. */
  newest(processId: string, limit: number, offset: number): Promise<string[]>;
  /** Everybody who signs it and left an address, the first author first. */
  authors(id: string): Promise<Addressee[]>;
  /** Whether this account has something public already. */
  isKnownAuthor(accountId: string): Promise<boolean>;
  /** Takes it out of sight. */
  hide(id: string, by: Actor): Promise<void>;
  /** Back to where it stood when it was hidden. */
  restore(id: string, by: Actor): Promise<void>;
  /** Into sight, from being held or hidden. */
  publish(id: string, by: Actor): Promise<void>;
  /** Out of sight again until somebody decides. */
  hold(id: string, by: Actor): Promise<void>;
}

/** Lets facets (comments, responses, trace) speak of proposals, notes or fields without knowing their modules. Features register at start. */
@Injectable()
export class SubjectRegistry {
  private readonly kinds = new Map<SubjectKind, Describe>();
  private readonly moderated = new Map<SubjectKind, ModeratedKind>();

  register(kind: SubjectKind, describe: Describe): void {
    if (this.kinds.has(kind)) throw new Error(`The subject kind ${kind} is described twice`);
    this.kinds.set(kind, describe);
  }

  /** Subjects of this kind can be reported, hidden and held. */
  moderate(kind: SubjectKind, how: ModeratedKind): void {
    if (this.moderated.has(kind)) throw new Error(`The subject kind ${kind} is moderated twice`);
    this.moderated.set(kind, how);
  }

  moderatedKinds(): SubjectKind[] {
    return [...this.moderated.keys()];
  }

  /** What the kind does for moderation; null when its subjects cannot be moderated. */
  moderatedKind(kind: string): ModeratedKind | null {
    return this.moderated.get(kind as SubjectKind) ?? null;
  }

  /** Views by `subjectKey`; one query per kind, all at the same time. */
  async describe(subjects: readonly Subject[], locale: Locale): Promise<ReadonlyMap<string, SubjectView>> {
    const kinds = [...Map.groupBy(subjects, (subject) => subject.kind)];
    const described = await Promise.all(
      kinds.map(async ([kind, group]) => {
        const views = await this.kinds.get(kind)?.([...new Set(group.map((subject) => subject.id))], locale);
        return [...(views ?? [])].map(([id, view]): [string, SubjectView] => [subjectKey({ kind, id }), view]);
      }),
    );
    return new Map(described.flat());
  }
}

@Global()
@Module({ providers: [SubjectRegistry], exports: [SubjectRegistry] })
export class SubjectsModule {}
