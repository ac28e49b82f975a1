import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import { Process } from './process.entity.js';

const NewsSchema = defineEntity({
  name: 'News',
  tableName: 'news',
  indexes: [{ properties: ['process', 'publishedAt'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    title: p.json<LocalizedText>(),
    body: p.json<LocalizedText>(),
    publishedAt: p.datetime(),
    /** Null while it stands as it was first written. */
    revisedAt: p.datetime().strictNullable(),
    /** When it was taken down; null while everybody reads it. */
    removedAt: p.datetime().strictNullable(),
  },
});

/** A short dated text by which the coordination tells what happens in a process. */
export class News extends NewsSchema.class {}
NewsSchema.setClass(News);
