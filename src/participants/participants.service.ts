import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountsService, actorFor, type Account } from '../accounts/index.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import { notFound } from '../kernel/refusal.js';
import type { Locale } from '../kernel/localized.js';
import type { Role } from '../kernel/role.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { INVITATION_LIFE_MS, type InvitePerson, type Sector } from './domain/index.js';
import { Invitation, Organisation, RoleGrant } from './participant.entity.js';
import { ParticipantsQueries, type InvitedRow } from './participants.queries.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'participants.person-invited': { invitationId: string; role: Role; areaId: string | null };
    'participants.invitation-accepted': { invitationId: string; accountId: string };
    'participants.role-granted': { accountId: string; role: Role; areaId: string | null };
    'participants.role-revoked': { grantId: string };
  }
}

/** What is known about an organisation beside its name. */
export interface OrganisationDescription {
  readonly sector: Sector;
  readonly languages: readonly Locale[];
  readonly themeIds: readonly string[];
  readonly knows: string | null;
}

/** Who takes part in a process, and as what. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly queries: ParticipantsQueries,
    private readonly events: Events,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
  ) {}

  /** Mails a personal link; the role is granted when whoever reads that mailbox uses it. Returns the link's secret for the mail only. */
  async invite(processId: string, processName: string, person: InvitePerson, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const secret = Buffer.from(this.dice.bytes(24)).toString('base64url');
      const now = this.clock.now();
      const id = this.ids.next();
      em.persist(
        em.create(Invitation, {
          id,
          process: processId,
          tokenHash: hashOf(secret),
          email: person.email,
          name: person.name,
          role: person.role,
          area: person.areaId,
          createdAt: now,
          expiresAt: new Date(now.getTime() + INVITATION_LIFE_MS),
          acceptedAt: null,
          revokedAt: null,
        }),
      );
      const t = this.translator.in(this.config.DEFAULT_LOCALE);
      await this.mailer.queue({
        key: `invitation/${id}`,
        kind: 'invitation',
        to: person.email,
        locale: this.config.DEFAULT_LOCALE,
        subject: t('participants.mail.subject', { process: processName }),
        text: [
          t('participants.mail.lead', { name: person.name, process: processName, role: t(`participants.role.${person.role}`) }),
          `${this.config.PUBLIC_URL}/invitations/${secret}`,
          t('participants.mail.end'),
        ].join('\n\n'),
      });
      this.events.record(
        'participants.person-invited',
        { invitationId: id, role: person.role, areaId: person.areaId },
        by,
        processId,
      );
      return secret;
    });
  }

  /** Turns an invitation into a role for the account that proved its address. Doing it twice changes nothing. */
  async accept(secret: string, account: Account): Promise<{ processId: string; role: Role }> {
    return this.unitOfWork.run(async (em) => {
      const invitation = await em.findOne(Invitation, { tokenHash: hashOf(secret), email: account.email, revokedAt: null });
      if (!invitation || invitation.expiresAt <= this.clock.now()) throw notFound();
      const processId = invitation.process.id;
      if (!invitation.acceptedAt) {
        invitation.acceptedAt = this.clock.now();
        await this.grant(processId, account.id, invitation.role, invitation.area?.id ?? null, actorFor(account));
        this.events.record(
          'participants.invitation-accepted',
          { invitationId: invitation.id, accountId: account.id },
          actorFor(account),
          processId,
        );
      }
      return { processId, role: invitation.role };
    });
  }

  async grant(processId: string, accountId: string, role: Role, areaId: string | null, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const held = await em.count(RoleGrant, { process: processId, account: accountId, role, area: areaId, revokedAt: null });
      if (held > 0) return;
      em.persist(
        em.create(RoleGrant, {
          id: this.ids.next(),
          process: processId,
          account: accountId,
          role,
          area: areaId,
          grantedAt: this.clock.now(),
          revokedAt: null,
        }),
      );
      this.events.record('participants.role-granted', { accountId, role, areaId }, by, processId);
    });
  }

  async revoke(processId: string, grantId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const grant = await em.findOne(RoleGrant, { id: grantId, process: processId, revokedAt: null });
      if (!grant) throw notFound();
      grant.revokedAt = this.clock.now();
      this.events.record('participants.role-revoked', { grantId }, by, processId);
    });
  }

  /** The organisation of that name in the process, made when there is none. */
  async ensureOrganisation(processId: string, name: string, sector: Sector): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const known = await em.findOne(Organisation, { process: processId, name });
      if (known) return known.id;
      const organisation = em.create(Organisation, {
        id: this.ids.next(),
        process: processId,
        name,
        sector,
        languages: [],
        themeIds: [],
        knows: null,
      });
      em.persist(organisation);
      return organisation.id;
    });
  }

  /** Says what an organisation knows and reads. 404 unless it belongs to the process. */
  async describeOrganisation(processId: string, organisationId: string, what: Partial<OrganisationDescription>): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const organisation = await em.findOne(Organisation, { id: organisationId, process: processId });
      if (!organisation) throw notFound();
      em.assign(organisation, what);
    });
  }

  /** What a personal link invites to; null when it is no longer good. */
  async invited(secret: string): Promise<InvitedRow | null> {
    return this.queries.invited(hashOf(secret), this.clock.now());
  }

  /** The account of an invited address, made when there is none. */
  async accountOf(invited: { email: string; name: string }): Promise<Account> {
    return this.accounts.ensure({ email: invited.email, name: invited.name, locale: this.config.DEFAULT_LOCALE });
  }
}

/** 192 random bits need no salt. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
