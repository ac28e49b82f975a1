import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Organisation, ParticipantsService } from '../participants/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { addressHash, Suppressions } from '../platform/mail/suppressions.js';
import { Contact } from './contact.entity.js';
import {
  merged,
  plain,
  type AddContact,
  type ContactDraft,
  type DescribeOrganisation,
  type EditContact,
} from './domain/index.js';
import './happenings.js';

/** The contact base: who may be written to, on behalf of whom, and by whose consent. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly participants: ParticipantsService,
    private readonly suppressions: Suppressions,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Takes one contact in; its organisation is made when there is none of that name. Refuses with `contact-known`, `contact-refused`. */
  async add(processId: string, command: AddContact, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      await this.mustBeFree(em, processId, command.email);
      await this.keep(em, processId, [command]);
      const { id } = await em.findOneOrFail(Contact, { process: processId, email: command.email });
      this.events.record('outreach.contact-added', { contactId: id }, by, processId);
      return id;
    });
  }

  /** Refuses with `contact-known`, `contact-refused`. */
  async edit(processId: string, contactId: string, command: EditContact, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const contact = await this.found(em, processId, contactId);
      if (contact.email !== command.email) await this.mustBeFree(em, processId, command.email);
      em.assign(contact, { ...command, updatedAt: this.clock.now() });
      this.events.record('outreach.contact-changed', { contactId }, by, processId);
    });
  }

  /** Takes a contact out for good: what stays is a hash of the address, so that no import brings it back. */
  async remove(processId: string, contactId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const contact = await this.found(em, processId, contactId);
      await this.suppressions.suppress({ addressHash: addressHash(contact.email), list: 'outreach' }, 'removed');
      em.remove(contact);
      this.events.record('outreach.contact-removed', { contactId }, by, processId);
    });
  }

  describe(processId: string, organisationId: string, command: DescribeOrganisation): Promise<void> {
    return this.participants.describeOrganisation(processId, organisationId, command);
  }

  /** Puts contacts into the base, in the running use case: new ones come in, known ones are merged as `merged` says. */
  async keep(em: EntityManager, processId: string, drafts: readonly ContactDraft[]): Promise<void> {
    const organisations = new Map(
      (await em.find(Organisation, { process: processId })).map((organisation) => [plain(organisation.name), organisation]),
    );
    const known = new Map((await em.find(Contact, { process: processId })).map((contact) => [contact.email, contact]));
    const byId = new Map([...organisations.values()].map((organisation) => [organisation.id, organisation]));
    for (const draft of drafts) {
      const contact = known.get(draft.email);
      const own = contact ? byId.get(contact.organisation.id) : organisations.get(plain(draft.organisation));
      const organisation = own ?? this.organisation(em, processId, draft);
      organisations.set(plain(organisation.name), organisation);
      if (own) this.learn(em, own, draft);
      if (!contact) this.create(em, processId, organisation, draft);
      else if (draft.consentOn > contact.consentOn)
        em.assign(contact, { consentOrigin: draft.consentOrigin, consentOn: draft.consentOn, updatedAt: this.clock.now() });
    }
    await em.flush();
  }

  private organisation(em: EntityManager, processId: string, draft: ContactDraft): Organisation {
    const organisation = em.create(Organisation, {
      id: this.ids.next(),
      process: processId,
      name: draft.organisation,
      sector: draft.sector,
      languages: draft.languages,
      themeIds: draft.themeIds,
      knows: draft.knows,
    });
    em.persist(organisation);
    return organisation;
  }

  /** What is written about an organisation stays; a contact can only add to it. */
  private learn(em: EntityManager, organisation: Organisation, draft: ContactDraft): void {
    const { name, languages, themeIds, knows } = organisation;
    const both = merged({ ...draft, organisation: name, languages, themeIds, knows: knows ?? null }, draft);
    em.assign(organisation, { languages: both.languages, themeIds: both.themeIds, knows: both.knows });
  }

  private create(em: EntityManager, processId: string, organisation: Organisation, draft: ContactDraft): void {
    const now = this.clock.now();
    em.persist(
      em.create(Contact, {
        id: this.ids.next(),
        process: processId,
        organisation,
        name: draft.name,
        email: draft.email,
        consentOrigin: draft.consentOrigin,
        consentOn: draft.consentOn,
        createdAt: now,
        updatedAt: now,
      }),
    );
  }

  private async mustBeFree(em: EntityManager, processId: string, email: string): Promise<void> {
    if (await this.suppressions.isSuppressed(email, 'outreach')) throw new RefusedError({ code: 'contact-refused' }, 409);
    if ((await em.count(Contact, { process: processId, email })) > 0) throw new RefusedError({ code: 'contact-known' }, 409);
  }

  private async found(em: EntityManager, processId: string, contactId: string): Promise<Contact> {
    const contact = isId(contactId) ? await em.findOne(Contact, { id: contactId, process: processId }) : null;
    if (!contact) throw notFound();
    return contact;
  }
}
