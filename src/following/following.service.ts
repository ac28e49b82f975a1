import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { addressHash } from '../platform/mail/suppressions.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import { followPath, type ChooseRhythm, type FollowByMail, type Rhythm } from './domain/index.js';
import { Follow } from './follow.entity.js';
import { FollowProof } from './follow-proof.js';
import { Rhythms } from './rhythms.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'following.followed': { followId: string; subject: Subject };
    'following.ended': { followId: string; subject: Subject };
  }
}

type Who = { accountId: string; email: null } | { accountId: null; email: string };

/** Lets people follow a subject, and stop. Whether a subject can be followed is decided by the module that owns it. */
@Injectable()
export class FollowingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly subjects: SubjectRegistry,
    private readonly proof: FollowProof,
    private readonly rhythms: Rhythms,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  /** With an account, at once. Doing it twice changes nothing. */
  async follow(processId: string, subject: Subject, { rhythm }: ChooseRhythm, by: Actor, locale: Locale): Promise<void> {
    if (by.kind !== 'account' || by.id === null) throw notFound();
    const accountId = by.id;
    await this.unitOfWork.run(async (em) => {
      const follow = await this.ensure(em, processId, subject, { accountId, email: null }, locale);
      if (follow.begin(this.clock.now()))
        this.events.record('following.followed', { followId: follow.id, subject }, by, processId);
      await this.choose(follow, rhythm);
    });
  }

  /**
   * Without an account: mails a link that confirms; nothing is told before. The answer is the same whether the address follows already, so that nobody
   * learns who does. One mail a day for an address and a subject. How often they want to be told is in the link until it is used.
   */
  async ask(processId: string, subject: Subject, { email, rhythm }: FollowByMail, locale: Locale): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const follow = await this.ensure(em, processId, subject, { accountId: null, email }, locale);
      if (follow.isActive) return;
      const now = this.clock.now();
      follow.askedAt = now;
      const view = (await this.subjects.describe([subject], locale)).get(subjectKey(subject));
      if (!view) throw notFound();
      const t = this.translator.in(locale);
      const args = { title: view.title };
      await this.mailer.queue({
        key: `following/confirm/${follow.id}/${now.toISOString().slice(0, 10)}`,
        kind: 'following.confirm',
        to: email,
        locale,
        subject: t('following.mail.confirm.subject', args),
        text: [
          t('following.mail.confirm.lead', args),
          `${this.config.PUBLIC_URL}/${locale}${followPath(follow.id, this.proof.of(follow.id))}?rhythm=${rhythm}`,
          t('following.mail.confirm.end'),
        ].join('\n\n'),
      });
    });
  }

  /** By the link in a mail. Doing it twice changes nothing; it begins again what was ended. */
  async confirm(followId: string, { rhythm }: ChooseRhythm, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await this.change(followId, by, 'following.followed', (follow) => follow.begin(this.clock.now()));
      await this.choose(await em.findOneOrFail(Follow, { id: followId }), rhythm);
    });
  }

  async end(followId: string, by: Actor): Promise<void> {
    await this.change(followId, by, 'following.ended', (follow) => follow.end(this.clock.now()));
  }

  async unfollow(subject: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const known = await em.findOne(Follow, { subjectKind: subject.kind, subjectId: subject.id, accountId: by.id });
      if (known && by.id !== null) await this.end(known.id, by);
    });
  }

  private async choose({ accountId, email }: Follow, rhythm: Rhythm): Promise<void> {
    const address = email ?? (accountId && (await this.rhythms.ofAccount(accountId))?.email);
    if (address) await this.rhythms.choose(addressHash(address), rhythm);
  }

  private async change(
    followId: string,
    by: Actor,
    event: 'following.followed' | 'following.ended',
    act: (follow: Follow) => boolean,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const follow = await em.findOne(Follow, { id: followId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!follow) throw notFound();
      if (!act(follow)) return;
      const subject: Subject = { kind: follow.subjectKind, id: follow.subjectId };
      this.events.record(event, { followId, subject }, by, follow.processId);
    });
  }

  /** The one row of whoever follows a subject, however many ask for it at once. */
  private async ensure(em: EntityManager, processId: string, subject: Subject, who: Who, locale: Locale): Promise<Follow> {
    await em.execute(
      `insert into follow (id, process_id, subject_kind, subject_id, account_id, email, locale, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do nothing`,
      [this.ids.next(), processId, subject.kind, subject.id, who.accountId, who.email, locale, this.clock.now()],
    );
    return em.findOneOrFail(
      Follow,
      { subjectKind: subject.kind, subjectId: subject.id, ...who },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }
}
