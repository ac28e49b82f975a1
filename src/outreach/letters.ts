import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import { localized, type Locale, type LocalizedText } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import { fillIn, languageFor, personalPath, type MessageTexts } from './domain/index.js';
import { InvitationLetter, type LetterKind, type OrganisationInvitation } from './invitation-batch.entity.js';
import type { ContactRow } from './outreach-rows.js';

/** What a batch says to whom. */
export interface Message {
  readonly texts: MessageTexts;
  readonly deadline: string;
  /** The theme of the batch; null for the call as a whole. */
  readonly themeName: LocalizedText | null;
  readonly processName: LocalizedText;
}

export interface Receiver {
  readonly organisation: string;
  readonly languages: readonly Locale[];
  /** Themes it knows about, by name: what a message about no theme speaks of. */
  readonly themeNames: readonly LocalizedText[];
  readonly contact: Pick<ContactRow, 'name' | 'email' | 'consentOrigin' | 'consentOn'>;
}

export interface Letter {
  readonly locale: Locale;
  readonly subject: string;
  readonly text: string;
}

const SECRET_BYTES = 16;
/** Stands where a link's secret would, in previews and tests: nobody's link leaves the mail it was made for, nor the one by which they refuse more. */
const NO_SECRET = '……………………';

/** How the secret of a personal link is stored and found; 128 random bits need no salt. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Writes letters from messages, and queues them. */
@Injectable()
export class Letters {
  constructor(
    private readonly mailer: Mailer,
    private readonly suppressions: Suppressions,
    private readonly translator: Translator,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
  ) {}

  /** The letter as its receiver will read it, whose link leads nowhere. */
  preview(message: Message, receiver: Receiver, locale = languageFor(receiver.languages, message.texts)): Letter {
    return this.write(message, receiver, locale, NO_SECRET);
  }

  /** A letter to whoever asks for it, to see how it looks in a mailbox. */
  async test(message: Message, receiver: Receiver, locale: Locale, to: string): Promise<void> {
    const { subject, text } = this.preview(message, receiver, locale);
    const t = this.translator.in(locale);
    await this.mailer.queue({
      key: `outreach/test/${this.ids.next()}`,
      kind: 'outreach.test',
      to,
      locale,
      subject: t('outreach.mail.test-subject', { subject }),
      text: [t('outreach.mail.test'), text].join('\n\n'),
    });
  }

  /** Queues a letter of an invitation in the running use case; every letter has a link of its own. */
  async send(
    em: EntityManager,
    invitation: OrganisationInvitation,
    kind: LetterKind,
    message: Message,
    receiver: Receiver & { contactId: string },
  ): Promise<string> {
    const secret = Buffer.from(this.dice.bytes(SECRET_BYTES)).toString('base64url');
    const id = this.ids.next();
    const locale = languageFor(receiver.languages, message.texts);
    const { subject, text } = this.write(message, receiver, locale, secret);
    em.persist(
      em.create(InvitationLetter, {
        id,
        invitation,
        contact: receiver.contactId,
        kind,
        locale,
        secretHash: hashOf(secret),
        at: this.clock.now(),
        bouncedAt: null,
      }),
    );
    await this.mailer.queue({
      key: `outreach/letter/${id}`,
      kind: 'outreach.invitation',
      to: receiver.contact.email,
      locale,
      subject: kind === 'reminder' ? this.translator.in(locale)('outreach.mail.reminder-subject', { subject }) : subject,
      text,
      list: 'outreach',
      isBulk: true,
    });
    return id;
  }

  private write(message: Message, { organisation, contact, themeNames }: Receiver, locale: Locale, secret: string): Letter {
    const written = message.texts[locale];
    if (!written) throw new Error(`The message is not written in ${locale}`);
    const t = this.translator.in(locale);
    const themes = message.themeName ? [message.themeName] : themeNames;
    const values = {
      organisation,
      name: contact.name,
      theme: themes.length > 0 ? t.list(themes.map((name) => localized(name, locale))) : localized(message.processName, locale),
      link: `${this.config.PUBLIC_URL}/${locale}${personalPath(secret)}`,
      deadline: t.date(message.deadline, 'day'),
    };
    const end = [
      t('outreach.mail.why', { origin: contact.consentOrigin, day: t.date(contact.consentOn, 'day') }),
      t('outreach.mail.stop'),
      secret === NO_SECRET
        ? `${this.config.PUBLIC_URL}/${locale}/unsubscribe/${NO_SECRET}`
        : this.suppressions.linkFor(contact.email, 'outreach', locale),
    ];
    return { locale, subject: fillIn(written.subject, values), text: [fillIn(written.body, values), '—', ...end].join('\n\n') };
  }
}
