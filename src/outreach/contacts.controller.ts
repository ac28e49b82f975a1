import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { contactFields, descriptionFields, organisationField } from './contact-forms.js';
import { ContactsService } from './contacts.service.js';
import { AddContact, DescribeOrganisation, EditContact, FindOrganisations, outreachPath } from './domain/index.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';
import { organisationPage, organisationsPage } from './organisations.page.js';
import { breadcrumb } from './outreach-words.js';
import type { OrganisationRow } from './outreach-rows.js';
import { OutreachQueries } from './outreach.queries.js';
import { formPage } from './outreach-form.page.js';

/** The contact base: organisations, what they know, and who may be written to. */
@Controller('staff/processes/:process/outreach')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly invitations: InvitationsService,
    private readonly queries: OutreachQueries,
    private readonly invited: InvitationsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get('organisations')
  @Can('outreach.run')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const find = FindOrganisations.parse(x.query);
    return organisationsPage(x, slug, find, {
      organisations: await this.queries.organisations(processId, find),
      count: await this.queries.countOrganisations(processId, find),
      themes: await this.processes.themes(processId),
    });
  }

  @Get('organisations/:organisation')
  @Can('outreach.run')
  async show(@X() x: Exchange): Promise<Page> {
    const { sector, languages, themeIds, knows } = await this.organisation(x);
    return this.page(x, blank({ sector, languages, themeIds, knows: knows ?? '' }));
  }

  @Post('organisations/:organisation')
  @Can('outreach.run')
  describe(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(DescribeOrganisation, {
      perform: async (command) => {
        const { id } = await this.organisation(x);
        await this.contacts.describe(processId, id, command);
        return seeOther(outreachPath(slug, 'organisations', id), 'outreach.saved');
      },
      again: (state) => this.page(x, state),
    });
  }

  @Get('contacts/new')
  @Can('outreach.run')
  async new(@X() x: Exchange): Promise<Page> {
    return this.newPage(x, blank({ organisation: x.query['organisation'] ?? '' }));
  }

  @Post('contacts')
  @Can('outreach.run')
  add(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(AddContact, {
      perform: async (command) => {
        const id = await this.contacts.add(processId, command, x.actor);
        const contact = await this.queries.contact(processId, id);
        return seeOther(outreachPath(slug, 'organisations', contact?.organisationId ?? ''), 'outreach.contact-added', {
          name: command.name,
        });
      },
      again: (state) => this.newPage(x, state),
    });
  }

  @Get('contacts/:contact')
  @Can('outreach.run')
  async contact(@X() x: Exchange): Promise<Page> {
    const { name, email, consentOrigin, consentOn } = await this.found(x);
    return this.contactPage(x, blank({ name, email, consentOrigin, consentOn }));
  }

  @Post('contacts/:contact')
  @Can('outreach.run')
  edit(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(EditContact, {
      perform: async (command) => {
        const { id, organisationId } = await this.found(x);
        await this.contacts.edit(processId, id, command, x.actor);
        return seeOther(outreachPath(slug, 'organisations', organisationId), 'outreach.saved');
      },
      again: (state) => this.contactPage(x, state),
    });
  }

  @Post('contacts/:contact/removal')
  @Can('outreach.run')
  remove(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        const { id, organisationId } = await this.found(x);
        await this.contacts.remove(processId, id, x.actor);
        return seeOther(outreachPath(slug, 'organisations', organisationId), 'outreach.contact-removed');
      },
      again: () => this.contactPage(x, blank()),
    });
  }

  @Post('invitations/:invitation/letter')
  @Can('outreach.run')
  resend(@X() x: Exchange): Promise<Reply> {
    return this.onInvitation(x, 'outreach.resent', (processId, id) => this.invitations.resend(processId, id, x.actor));
  }

  @Post('invitations/:invitation/bounce')
  @Can('outreach.run')
  bounce(@X() x: Exchange): Promise<Reply> {
    return this.onInvitation(x, 'outreach.bounce-noted', (processId, id) =>
      this.invitations.noteBounce(processId, id, true, x.actor),
    );
  }

  @Post('invitations/:invitation/delivery')
  @Can('outreach.run')
  delivered(@X() x: Exchange): Promise<Reply> {
    return this.onInvitation(x, 'outreach.saved', (processId, id) => this.invitations.noteBounce(processId, id, false, x.actor));
  }

  /** Back to the organisation whose invitation it is: what came of it is seen there. */
  private async onInvitation(x: Exchange, flash: string, work: (processId: string, id: string) => Promise<void>): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = x.params['invitation'] ?? '';
    const invitation = (await this.invited.invitations(processId)).find((each) => each.id === id);
    if (!invitation) throw notFound();
    return x.submit(z.object({}), {
      perform: async () => {
        await work(processId, id);
        return seeOther(outreachPath(slug, 'organisations', invitation.organisationId), flash);
      },
      again: (state) => this.page(x, state, invitation.organisationId),
    });
  }

  private async organisation(x: Exchange, id = x.params['organisation'] ?? ''): Promise<OrganisationRow> {
    const found = await this.queries.organisation(x.facts<ProcessFacts>().processId, id);
    if (!found) throw notFound();
    return found;
  }

  private async found(x: Exchange) {
    const contact = await this.queries.contact(x.facts<ProcessFacts>().processId, x.params['contact'] ?? '');
    if (!contact) throw notFound();
    return contact;
  }

  private async page(x: Exchange, state: FormState, id?: string): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const organisation = await this.organisation(x, id);
    return organisationPage(x, slug, state, {
      organisation,
      contacts: await this.queries.contacts(processId, [organisation.id]),
      invitations: await this.invited.invitations(processId, { organisationId: organisation.id }),
      themes: await this.processes.themes(processId),
    });
  }

  private async newPage(x: Exchange, state: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const themes = await this.processes.themes(processId);
    return formPage(x, slug, {
      title: x.t('outreach.contact.new'),
      lead: x.t('outreach.contact.lead'),
      form: x.form(
        {
          action: outreachPath(slug, 'contacts'),
          submit: 'outreach.contact.add',
          fields: [organisationField, ...descriptionFields(x, themes), ...contactFields],
        },
        state,
      ),
      file: null,
      removal: null,
    });
  }

  private async contactPage(x: Exchange, state: FormState): Promise<Page> {
    const { slug } = x.facts<ProcessFacts>();
    const { id, name, organisation, organisationId } = await this.found(x);
    return formPage(
      x,
      slug,
      {
        title: name,
        lead: x.t('outreach.contact.of', { organisation }),
        form: x.form({ action: outreachPath(slug, 'contacts', id), submit: 'outreach.save', fields: contactFields }, state),
        file: null,
        removal: {
          text: x.t('outreach.contact.removal-text'),
          title: x.t('outreach.contact.removal'),
          form: x.form(
            {
              action: outreachPath(slug, 'contacts', id, 'removal'),
              submit: 'outreach.contact.remove',
              submitVariant: 'danger',
              fields: [],
            },
            blank(),
          ),
        },
      },
      breadcrumb(x, slug, { text: organisation, href: outreachPath(slug, 'organisations', organisationId) }),
    );
  }
}
