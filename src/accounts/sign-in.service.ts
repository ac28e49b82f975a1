import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { Account, SignInCode, SignInSession } from './account.entity.js';
import { CODE_LIFE_MS, CODE_TRIES, CODE_WINDOW_MS, CODES_PER_WINDOW, SESSION_LIFE_MS } from './domain/index.js';

/** A sign-in that succeeded: the session's token, and whether the person still has to give a name. */
export interface Entrance {
  readonly token: string;
  readonly isNamed: boolean;
}

/** Sign-in by e-mail: a six-digit code, or a link whose opening consumes nothing. Known and unknown addresses are treated alike throughout. */
@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly config: Config,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
  ) {}

  /** Sends a new code and spends the one before. Refuses with `too-many-codes` (429) after five in a quarter of an hour. */
  async requestCode(email: string, locale: Locale): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const now = this.clock.now();
      const recent = await em.count(SignInCode, { email, createdAt: { $gt: new Date(now.getTime() - CODE_WINDOW_MS) } });
      if (recent >= CODES_PER_WINDOW) throw new RefusedError({ code: 'too-many-codes' }, 429);
      await em.nativeUpdate(SignInCode, { email, spentAt: null }, { spentAt: now });
      const id = this.ids.next();
      const code = String(this.dice.below(1_000_000)).padStart(6, '0');
      const token = Buffer.from(this.dice.bytes(32)).toString('base64url');
      em.persist(
        em.create(SignInCode, {
          id,
          email,
          codeHash: this.hash(`${id}:${code}`),
          linkHash: this.hash(token),
          tries: 0,
          createdAt: now,
          expiresAt: new Date(now.getTime() + CODE_LIFE_MS),
          spentAt: null,
        }),
      );
      await this.sendCode(id, email, code, token, locale);
    });
  }

  /** The token of a new sign-in session for whoever proves the code sent to `email`. Refuses with `code-wrong`. */
  async proveCode(email: string, code: string, locale: Locale): Promise<Entrance> {
    const entrance = await this.unitOfWork.run(async (em) => {
      const live = await em.findOne(SignInCode, { email, spentAt: null }, { orderBy: { createdAt: 'desc' } });
      if (!live || live.expiresAt <= this.clock.now()) return null;
      if (live.codeHash === this.hash(`${live.id}:${code}`)) return this.enter(live, locale);
      live.tries += 1;
      if (live.tries >= CODE_TRIES) live.spentAt = this.clock.now();
      return null;
    });
    if (!entrance) throw new RefusedError({ code: 'code-wrong' }, 409, true);
    return entrance;
  }

  /** The same for whoever presses the button behind the link. */
  async proveLink(linkToken: string, locale: Locale): Promise<Entrance> {
    return this.unitOfWork.run(async (em) => {
      const live = await em.findOne(SignInCode, { linkHash: this.hash(linkToken), spentAt: null });
      if (!live || live.expiresAt <= this.clock.now()) throw new RefusedError({ code: 'code-wrong' }, 409);
      return this.enter(live, locale);
    });
  }

  /** A session for an account whose address needs no proof: the sample people of a trial installation. */
  async enterAs(account: Account): Promise<Entrance> {
    return this.unitOfWork.run((em) => Promise.resolve(this.openSession(em, account)));
  }

  async end(sessionToken: string): Promise<void> {
    await this.unitOfWork.run((em) =>
      em.nativeUpdate(SignInSession, { tokenHash: this.hash(sessionToken), endedAt: null }, { endedAt: this.clock.now() }),
    );
  }

  /** How a session token is stored and found. */
  hash(secret: string): string {
    return createHmac('sha256', this.config.key('sign-in')).update(secret).digest('hex');
  }

  private async enter(code: SignInCode, locale: Locale): Promise<Entrance> {
    const em = this.unitOfWork.em;
    const now = this.clock.now();
    code.spentAt = now;
    const known = await em.findOne(Account, { email: code.email });
    const account =
      known ??
      em.create(Account, { id: this.ids.next(), email: code.email, name: '', locale, isAdministrator: false, createdAt: now });
    if (!known) em.persist(account);
    return this.openSession(em, account);
  }

  private openSession(em: UnitOfWork['em'], account: Account): Entrance {
    const now = this.clock.now();
    const token = Buffer.from(this.dice.bytes(32)).toString('base64url');
    em.persist(
      em.create(SignInSession, {
        id: this.ids.next(),
        tokenHash: this.hash(token),
        account,
        createdAt: now,
        expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
        endedAt: null,
      }),
    );
    return { token, isNamed: account.name !== '' };
  }

  private async sendCode(id: string, email: string, code: string, token: string, locale: Locale): Promise<void> {
    const t = this.translator.in(locale);
    const link = `${this.config.PUBLIC_URL}/sign-in/link?token=${token}`;
    const lead = t('accounts.mail.lead', { site: this.config.SITE_NAME });
    await this.mailer.queue({
      key: `sign-in/${id}`,
      kind: 'sign-in',
      to: email,
      locale,
      subject: t('accounts.mail.subject', { code }),
      text: [lead, code, t('accounts.mail.link'), link, t('accounts.mail.end')].join('\n\n'),
    });
  }
}
