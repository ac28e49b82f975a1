import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import type { StageKind } from './domain/index.js';

const ProcessSchema = defineEntity({
  name: 'Process',
  tableName: 'process',
  properties: {
    id: p.uuid().primary(),
    /** In addresses: `buenos-aires-2022`. */
    slug: p.string().length(60).unique(),
    name: p.json<LocalizedText>(),
    summary: p.json<LocalizedText>(),
    /** Which template set it up. */
    template: p.string().length(60),
    createdAt: p.datetime(),
    /** When its timeline became public; null while it is being prepared. */
    publishedAt: p.datetime().nullable(),
    /** Whether nobody sees how many stand behind a proposal until the call closes. */
    hidesEndorsements: p.boolean().default(false),
    /** The sites that may show parts of it within theirs: `https://www.example.org`; none means nowhere. */
    embedOrigins: p.json<readonly string[]>().default([]),
  },
});

/** One cycle of co-creation, which leads to one plan or one instance of it. */
export class Process extends ProcessSchema.class {
  /** Makes the timeline public. Doing it twice changes nothing. */
  publish(now: Date): void {
    this.publishedAt ??= now;
  }
}
ProcessSchema.setClass(Process);

const StageSchema = defineEntity({
  name: 'Stage',
  tableName: 'stage',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    position: p.integer(),
    kind: p.string().length(20).$type<StageKind>(),
    name: p.json<LocalizedText>(),
    /** Days of the calendar as announced; what is possible is decided by opening and closing, acts of people. */
    startsOn: p.date(),
    endsOn: p.date(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
  },
});

/** A dated part of a process; while it is open it makes things possible (see domain/stage.ts). */
export class Stage extends StageSchema.class {
  open(now: Date): void {
    this.openedAt ??= now;
    this.closedAt = null;
  }

  close(now: Date): void {
    this.closedAt ??= now;
  }
}
StageSchema.setClass(Stage);

const ThemeSchema = defineEntity({
  name: 'Theme',
  tableName: 'theme',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    position: p.integer(),
    name: p.json<LocalizedText>(),
    description: p.json<LocalizedText>().nullable(),
  },
});

/** A thematic axis: how a process divides its matter. Its colour and mark follow from its position. */
export class Theme extends ThemeSchema.class {}
ThemeSchema.setClass(Theme);

const AreaSchema = defineEntity({
  name: 'Area',
  tableName: 'area',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    position: p.integer(),
    name: p.json<LocalizedText>(),
    /** Where its office reads mail; not public. */
    email: p.string().length(254).nullable(),
  },
});

/** The institution that would carry a commitment out, and that answers proposals. */
export class Area extends AreaSchema.class {}
AreaSchema.setClass(Area);
