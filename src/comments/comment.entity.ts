import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { Sight, SubjectKind } from '../kernel/subject.js';
import type { Stance } from './domain/index.js';

const CommentSchema = defineEntity({
  name: 'Comment',
  tableName: 'comment',
  properties: {
    id: p.uuid().primary(),
    processId: p.uuid(),
    /** C-012, counted per process. */
    number: p.integer(),
    subjectKind: p.string().length(20).$type<SubjectKind>(),
    subjectId: p.string().length(120),
    body: p.text(),
    /** The words of the text that it is about, as they stood; null for the whole. */
    quote: p.text().nullable(),
    /** Other words that the author proposes for the quote, or for the whole. */
    suggestion: p.text().nullable(),
    /** Which version of the text it was written about. */
    aboutVersion: p.integer().nullable(),
    lang: p.string().length(5).$type<Locale>(),
    authorName: p.string().length(120),
    /** Where to tell the author what became of it; never public. */
    authorEmail: p.string().length(254).nullable(),
    accountId: p.uuid().nullable(),
    sector: p.string().length(20).$type<Sector>().nullable(),
    organisation: p.string().length(200).nullable(),
    writtenAt: p.datetime(),
    /** The comment that it replies to; replies have none of their own. */
    parentId: p.uuid().nullable(),
    /** Where it stands to its subject; null where that is not asked. */
    stance: p.string().length(10).$type<Stance>().nullable(),
    /** Written in the team's name. */
    isTeam: p.boolean().default(false),
    /** Whoever wrote it has yet to confirm their address; until then nobody sees it. */
    awaitsAddress: p.boolean().default(false),
    /** What the form's guard thought of it; looked at again when the address is confirmed. */
    wasSuspicious: p.boolean().default(false),
    /** Who may read it; see `inSight`. */
    sight: p.string().length(10).$type<Exclude<Sight, 'gone'>>().default('public'),
    /** Where it stood when it was hidden; null while it is not. */
    hiddenFrom: p.string().length(10).$type<Exclude<Sight, 'gone'>>().nullable(),
  },
  uniques: [{ properties: ['processId', 'number'] }],
  indexes: [{ properties: ['subjectKind', 'subjectId'] }, { properties: ['parentId'] }],
});

/** Public text about a subject. What was done with it is a reasoned response about `{kind: 'comment', id}`. */
export class Comment extends CommentSchema.class {}
CommentSchema.setClass(Comment);
