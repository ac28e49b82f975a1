import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Subject } from '../kernel/subject.js';
import { AppealLink, ModerationQueries } from '../moderation/index.js';
import { appealPath, moderationPath } from '../moderation/domain/index.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import type { Translate } from '../platform/i18n/translate.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { SubjectRegistry, type Addressee } from '../platform/subjects/subject-registry.js';

type Told = 'held' | 'published' | 'hidden' | 'restored' | 'upheld' | 'lifted';

/** Tells authors, in their own language, what those who moderate did. What was hidden is called by its number: its words go out no more. */
@Injectable()
export class ModerationMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly subjects: SubjectRegistry,
    private readonly moderation: ModerationQueries,
    private readonly appeals: AppealLink,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('moderation.subject-held', 'notifications.tell-author-held', ({ id, body }) =>
      this.tell(id, body.subject, 'held', () => []),
    );
    this.events.on('moderation.subject-published', 'notifications.tell-author-published', async ({ id, body }) => {
      const page = await this.pageOf(body.subject);
      await this.tell(id, body.subject, 'published', (t) => page.map((path) => this.address(t, path)));
    });
    this.events.on('moderation.subject-hidden', 'notifications.tell-author-hidden', ({ id, body }) =>
      this.tellHidden(id, body.subject, body.hidingId),
    );
    this.events.on('moderation.subject-restored', 'notifications.tell-author-restored', async ({ id, body }) => {
      const hiding = await this.moderation.hiding(body.hidingId);
      // An appeal's outcome is told with its reason, in a mail of its own.
      if (hiding?.appeal?.outcome === 'lifted') return;
      const page = await this.pageOf(body.subject);
      if (page.length > 0) await this.tell(id, body.subject, 'restored', (t) => page.map((path) => this.address(t, path)));
    });
    this.events.on('moderation.appeal-decided', 'notifications.tell-author-of-appeal', async ({ id, body }) => {
      const hiding = await this.moderation.hiding(body.hidingId);
      const page = body.outcome === 'lifted' ? await this.pageOf(body.subject) : [];
      await this.tell(id, body.subject, body.outcome, (t) => [
        hiding?.appeal?.reason ?? '',
        ...page.map((path) => this.address(t, path)),
      ]);
    });
  }

  private async tellHidden(eventId: string, subject: Subject, hidingId: string): Promise<void> {
    const hiding = await this.moderation.hiding(hidingId);
    if (!hiding) return;
    await this.tell(
      eventId,
      subject,
      'hidden',
      (t, author) => [
        hiding.reason,
        t('moderation.mail.hidden.appeal'),
        this.address(t, appealPath(this.appeals.secretOf(hidingId))),
        t('moderation.mail.policy'),
        this.address(t, moderationPath(author.processSlug)),
      ],
      (t) => ({ rule: t(`moderation.rule.${hiding.rule}`) }),
    );
  }

  private async tell(
    eventId: string,
    subject: Subject,
    what: Told,
    more: (t: Translate, author: Addressee) => string[],
    args: (t: Translate) => Record<string, string> = () => ({}),
  ): Promise<void> {
    const authors = (await this.subjects.moderatedKind(subject.kind)?.authors(subject.id)) ?? [];
    for (const [place, author] of authors.entries())
      await this.write(place === 0 ? eventId : `${eventId}/${author.signerId}`, author, what, more, args);
  }

  private async write(
    key: string,
    author: Addressee,
    what: Told,
    more: (t: Translate, author: Addressee) => string[],
    args: (t: Translate) => Record<string, string>,
  ): Promise<void> {
    const t = this.translator.in(author.locale);
    const words = { name: author.name, number: author.number, ...args(t) };
    await this.mailer.queue({
      key: `moderation/${what}/${key}`,
      kind: `moderation.${what}`,
      to: author.email,
      locale: author.locale,
      subject: t(`moderation.mail.${what}.subject`, words),
      text: [
        t('moderation.mail.hello', words),
        t(`moderation.mail.${what}.lead`, words),
        ...more(t, author).filter((part) => part !== ''),
      ].join('\n\n'),
    });
  }

  /** The public page, when the subject is in sight. */
  private async pageOf({ kind, id }: Subject): Promise<string[]> {
    const view = (await this.subjects.moderatedKind(kind)?.show([id], this.config.DEFAULT_LOCALE))?.get(id);
    return view?.href && view.sight === 'public' ? [view.href] : [];
  }

  private address(t: Translate, path: string): string {
    return `${this.config.PUBLIC_URL}/${t.locale}${path}`;
  }
}
