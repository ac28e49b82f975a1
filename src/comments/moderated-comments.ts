import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { subjectKey, type Sight, type SubjectKind } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { publicNumber } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import {
  SubjectRegistry,
  type Addressee,
  type ModeratedKind,
  type ModeratedView,
} from '../platform/subjects/subject-registry.js';
import { Comment } from './comment.entity.js';
import { inSight } from './in-sight.js';

interface Row {
  id: string;
  processId: string;
  number: number;
  subjectKind: SubjectKind;
  subjectId: string;
  body: string;
  quote: string | null;
  suggestion: string | null;
  lang: Locale;
  authorName: string;
  organisation: string | null;
  sight: Exclude<Sight, 'gone'>;
  writtenAt: Date;
}

/** What moderating a comment means. It is read where its subject is, so that is where it leads. */
@Injectable()
export class ModeratedComments implements ModeratedKind, OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.subjects.moderate('comment', this);
  }

  async show(ids: readonly string[], locale: Locale): Promise<ReadonlyMap<string, ModeratedView>> {
    const rows = await this.reader.rows(sql<Row>`
      select id, process_id as "processId", number, subject_kind as "subjectKind", subject_id as "subjectId", body, quote, suggestion, lang,
        author_name as "authorName", organisation, sight, written_at as "writtenAt"
      from comment where id::text = any(${[...ids]}::text[])`);
    const about = await this.subjects.describe(
      rows.map((row) => ({ kind: row.subjectKind, id: row.subjectId })),
      locale,
    );
    return new Map(
      rows.map((row): [string, ModeratedView] => [
        row.id,
        {
          id: row.id,
          processId: row.processId,
          number: publicNumber('C', row.number),
          title: null,
          paragraphs: [row.quote ? `«${row.quote}»` : null, row.suggestion, row.body]
            .flatMap((text) => text?.split(/\n{2,}/) ?? [])
            .filter((text) => text.trim() !== ''),
          lang: row.lang,
          author: row.organisation ? `${row.authorName}, ${row.organisation}` : row.authorName,
          href: about.get(subjectKey({ kind: row.subjectKind, id: row.subjectId }))?.href ?? null,
          sight: row.sight,
          at: row.writtenAt,
        },
      ]),
    );
  }

  async newest(processId: string, limit: number, offset: number): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from comment where process_id = ${processId} and ${inSight} order by number desc limit ${limit} offset ${offset}`);
    return rows.map(({ id }) => id);
  }

  async authors(id: string): Promise<Addressee[]> {
    const rows = await this.reader.rows(sql<Omit<Addressee, 'number'> & { number: number }>`
      select c.id as "signerId", coalesce(a.email, c.author_email) as email, c.author_name as name, coalesce(a.locale, c.lang) as locale, c.number,
        p.slug as "processSlug"
      from comment c join process p on p.id = c.process_id left join account a on a.id = c.account_id
      where c.id::text = ${id} and coalesce(a.email, c.author_email) is not null`);
    return rows.map((row) => ({ ...row, number: publicNumber('C', row.number) }));
  }

  async isKnownAuthor(accountId: string): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from comment where account_id = ${accountId} and ${inSight} limit 1`)) !== null;
  }

  async hide(id: string): Promise<void> {
    await this.move(id, (comment) => {
      comment.hiddenFrom = comment.sight;
      comment.sight = 'hidden';
    });
  }

  async restore(id: string): Promise<void> {
    await this.move(id, (comment) => {
      comment.sight = comment.hiddenFrom ?? 'public';
      comment.hiddenFrom = null;
    });
  }

  async publish(id: string): Promise<void> {
    await this.move(id, (comment) => {
      comment.sight = 'public';
      comment.hiddenFrom = null;
    });
  }

  async hold(id: string): Promise<void> {
    await this.move(id, (comment) => {
      comment.sight = 'held';
    });
  }

  private async move(id: string, change: (comment: Comment) => void): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const comment = await em.findOne(Comment, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!comment) throw notFound();
      change(comment);
      await em.flush();
    });
  }
}
