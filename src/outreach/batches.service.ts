import { Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { AccountsQueries } from '../accounts/index.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import { LOCALES, type Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { ProcessQueries, type ThemeRow } from '../process/index.js';
import { FindOrganisations, type ComposeBatch, type MessageTexts, type WriteBatch } from './domain/index.js';
import './happenings.js';
import { InvitationBatch, OrganisationInvitation } from './invitation-batch.entity.js';
import { Letters, type Letter, type Message, type Receiver } from './letters.js';
import type { BatchRow, ContactRow, OrganisationRow } from './outreach-rows.js';
import { OutreachQueries } from './outreach.queries.js';

/** A chosen organisation, and the contact that its letter goes to; null when it has none that may be written to. */
export interface Chosen {
  readonly organisation: OrganisationRow;
  readonly contact: ContactRow | null;
  readonly receiver: Receiver;
}

const EVERY = FindOrganisations.parse({});
const MOST_REMINDERS = 2;
const REMINDER_DAYS = 7;

/** Batches of invitations until they are sent: whom they go to, what they say, and the sending itself. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: OutreachQueries,
    private readonly processes: ProcessQueries,
    private readonly accounts: AccountsQueries,
    private readonly letters: Letters,
    private readonly translator: Translator,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A batch with the template's message, to be read and changed before it goes out. 404 for organisations or a theme of another process. */
  async compose(processId: string, { organisations, themeId }: ComposeBatch, by: Actor): Promise<string> {
    const there = new Set((await this.queries.organisations(processId, EVERY, true)).map(({ id }) => id));
    if (organisations.some((id) => !there.has(id))) throw notFound();
    await this.mustHaveTheme(processId, themeId);
    const call = (await this.processes.stages(processId)).find(({ kind }) => kind === 'call');
    return this.unitOfWork.run(async (em) => {
      const now = this.clock.now();
      const id = this.ids.next();
      em.persist(
        em.create(InvitationBatch, {
          id,
          process: processId,
          theme: themeId,
          deadline: call?.endsOn ?? now.toISOString().slice(0, 10),
          texts: this.template(),
          organisationIds: organisations,
          mostReminders: MOST_REMINDERS,
          reminderDays: REMINDER_DAYS,
          account: by.kind === 'account' ? by.id : null,
          createdAt: now,
          sentAt: null,
        }),
      );
      return Promise.resolve(id);
    });
  }

  /** Refuses with `batch-sent`: what was said stays as it was said. */
  async write(processId: string, batchId: string, { themeId, ...rest }: WriteBatch): Promise<void> {
    await this.mustHaveTheme(processId, themeId);
    await this.unitOfWork.run(async (em) => {
      em.assign(await this.unsent(em, processId, batchId), { ...rest, theme: themeId });
    });
  }

  /** Sends the message to whoever asks, filled in for the first receiver. */
  async test(processId: string, batchId: string, locale: Locale, by: Actor): Promise<string> {
    const { batch, message, chosen } = await this.open(processId, batchId);
    const account = by.id ? await this.accounts.emailOf(by.id) : null;
    const [first] = chosen;
    if (!account || !first) throw new RefusedError({ code: 'nobody-to-write-to' }, 409);
    if (!batch.texts[locale]) throw new RefusedError({ code: 'message-needed' }, 409);
    await this.letters.test(message, first.receiver, locale, account.email);
    return account.email;
  }

  /** The letter as this organisation will get it. 404 when the batch does not go to it. */
  async preview(processId: string, batchId: string, organisationId: string | null): Promise<Letter & { organisationId: string }> {
    const { message, chosen } = await this.open(processId, batchId);
    const one = organisationId ? chosen.find(({ organisation }) => organisation.id === organisationId) : chosen[0];
    if (!one) throw notFound();
    return { ...this.letters.preview(message, one.receiver), organisationId: one.organisation.id };
  }

  /** Sends it, once. Organisations without a contact that may be written to are left out. Refuses with `batch-sent`, `nobody-to-write-to`. */
  async send(processId: string, batchId: string, by: Actor): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const batch = await this.unsent(em, processId, batchId);
      const { message, chosen } = await this.open(processId, batchId);
      batch.sentAt = this.clock.now();
      let invitations = 0;
      for (const { organisation, contact, receiver } of chosen) {
        if (!contact) continue;
        const invitation = em.create(OrganisationInvitation, {
          id: this.ids.next(),
          batch,
          organisation: organisation.id,
          openedAt: null,
          answeredAt: null,
          answer: null,
          note: null,
          proposalId: null,
        });
        em.persist(invitation);
        await this.letters.send(em, invitation, 'first', message, { ...receiver, contactId: contact.id });
        invitations += 1;
      }
      if (invitations === 0) throw new RefusedError({ code: 'nobody-to-write-to' }, 409);
      this.events.record('outreach.batch-sent', { batchId, invitations }, by, processId);
      return invitations;
    });
  }

  /** A batch with everything that its letters are written from. */
  async open(processId: string, batchId: string): Promise<{ batch: BatchRow; message: Message; chosen: Chosen[] }> {
    const [batch, process] = [await this.queries.batch(processId, batchId), await this.processes.byId(processId)];
    if (!batch || !process) throw notFound();
    const ids = new Set(batch.organisationIds);
    const organisations = (await this.queries.organisations(processId, EVERY, true)).filter(({ id }) => ids.has(id));
    const contacts = await this.queries.writable(processId, batch.organisationIds);
    const themes = await this.processes.themes(processId);
    return {
      batch,
      message: { ...batch, processName: process.name },
      chosen: organisations.map((organisation) => {
        const contact = contacts.get(organisation.id) ?? null;
        return { organisation, contact, receiver: receiverOf(organisation, contact, themes) };
      }),
    };
  }

  private template(): MessageTexts {
    return Object.fromEntries(
      LOCALES.map((locale) => {
        const t = this.translator.in(locale);
        return [locale, { subject: t('outreach.template.subject'), body: t('outreach.template.body') }];
      }),
    );
  }

  private async mustHaveTheme(processId: string, themeId: string | null): Promise<void> {
    if (themeId && !(await this.processes.themes(processId)).some(({ id }) => id === themeId)) throw notFound();
  }

  private async unsent(em: EntityManager, processId: string, batchId: string): Promise<InvitationBatch> {
    if (!isId(batchId)) throw notFound();
    const batch = await em.findOne(
      InvitationBatch,
      { id: batchId, process: processId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!batch) throw notFound();
    if (batch.sentAt) throw new RefusedError({ code: 'batch-sent' }, 409);
    return batch;
  }
}

const NOBODY = { name: '…', email: '', consentOrigin: '…', consentOn: '2000-01-01' };

function receiverOf(organisation: OrganisationRow, contact: ContactRow | null, themes: readonly ThemeRow[]): Receiver {
  return {
    organisation: organisation.name,
    languages: organisation.languages,
    themeNames: themes.filter(({ id }) => organisation.themeIds.includes(id)).map(({ name }) => name),
    contact: contact ?? NOBODY,
  };
}
