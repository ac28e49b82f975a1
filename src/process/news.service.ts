import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import type { LocalizedText } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { WriteNews } from './domain/index.js';
import { News } from './news.entity.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'process.news-published': { newsId: string };
    'process.news-revised': { newsId: string };
    'process.news-removed': { newsId: string };
  }
}

export interface NewsRow {
  id: string;
  title: LocalizedText;
  body: LocalizedText;
  publishedAt: Date;
  revisedAt: Date | null;
}

/** The news of a process. Callers hold the permission. */
@Injectable()
export class NewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The newest first. */
  of(processId: string, limit = 100): Promise<NewsRow[]> {
    return this.reader.rows(sql<NewsRow>`
      select id, title, body, published_at as "publishedAt", revised_at as "revisedAt" from news
      where process_id = ${processId} and removed_at is null order by published_at desc, id desc limit ${limit}`);
  }

  /** Returns its id. */
  async publish(processId: string, command: WriteNews, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const news = em.create(News, {
        id: this.ids.next(),
        process: processId,
        ...command,
        publishedAt: this.clock.now(),
        revisedAt: null,
        removedAt: null,
      });
      em.persist(news);
      this.events.record('process.news-published', { newsId: news.id }, by, processId);
      return Promise.resolve(news.id);
    });
  }

  async revise(processId: string, newsId: string, command: WriteNews, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const news = await found(em, processId, newsId);
      em.assign(news, { ...command, revisedAt: this.clock.now() });
      this.events.record('process.news-revised', { newsId }, by, processId);
    });
  }

  /** Takes it down; its text is kept with the record. */
  async remove(processId: string, newsId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const news = await found(em, processId, newsId);
      news.removedAt = this.clock.now();
      this.events.record('process.news-removed', { newsId }, by, processId);
    });
  }
}

async function found(em: EntityManager, processId: string, newsId: string): Promise<News> {
  const news = isId(newsId) ? await em.findOne(News, { id: newsId, process: processId, removedAt: null }) : null;
  if (!news) throw notFound();
  return news;
}
