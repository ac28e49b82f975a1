import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { localized } from '../kernel/localized.js';
import { ROLES } from '../kernel/role.js';
import { Can } from '../platform/access/access.js';
import type { FormModel, TagModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { InvitePerson } from './domain/index.js';
import { ParticipantsQueries, type InvitationRow, type PersonRow } from './participants.queries.js';
import { ParticipantsService } from './participants.service.js';

interface PersonLine {
  name: string;
  email: string;
  role: string;
  area: string | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'participants/people': {
      title: string;
      lead: string;
      people: (PersonLine & { form: FormModel })[];
      invitations: (PersonLine & { state: TagModel })[];
      form: FormModel;
      empty: string | null;
    };
  }
}

/** The people of a process: who holds which role, whom we invited, and inviting somebody. */
@Controller('staff/processes/:process/people')
export class PeopleController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly queries: ParticipantsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('people.view')
  index(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank({ role: 'reviewer' }));
  }

  @Post()
  @Can('people.invite')
  invite(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(InvitePerson, {
      perform: async (person) => {
        const process = (await this.processes.byId(processId)) as ProcessRow;
        await this.participants.invite(processId, localized(process.name, x.locale), person, x.actor);
        return seeOther(staffProcessPath(slug, 'people'), 'participants.invited', { name: person.name });
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post(':grant/revocation')
  @Can('people.revoke')
  revoke(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.participants.revoke(processId, x.params['grant'] ?? '', x.actor);
        return seeOther(staffProcessPath(slug, 'people'), 'participants.revoked');
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const [people, invitations, areas] = [
      await this.queries.people(processId),
      await this.queries.invitations(processId),
      await this.processes.areas(processId),
    ];
    const title = x.t('participants.people.title');
    return x.page(
      'participants/people',
      {
        title,
        lead: x.t('participants.people.lead'),
        people: people.map((person) => ({
          ...this.line(x, person),
          form: x.form(
            {
              action: staffProcessPath(slug, 'people', person.grantId, 'revocation'),
              submit: 'participants.people.revoke',
              submitArgs: { name: person.name || person.email },
              submitVariant: 'quiet',
              fields: [],
            },
            blank(),
          ),
        })),
        invitations: invitations.map((invitation) => ({ ...this.line(x, invitation), state: this.state(x, invitation) })),
        form: x.form(
          {
            action: staffProcessPath(slug, 'people'),
            submit: 'participants.people.submit',
            fields: [
              { name: 'name', kind: 'text', label: 'participants.people.name', maxlength: 120, autocomplete: 'off' },
              { name: 'email', kind: 'email', label: 'participants.people.email', maxlength: 254, autocomplete: 'off' },
              {
                name: 'role',
                kind: 'radios',
                label: 'participants.people.role',
                options: ROLES.map((role) => ({ value: role, text: x.t(`participants.role.${role}`) })),
              },
              {
                name: 'areaId',
                kind: 'select',
                label: 'participants.people.area',
                hint: 'participants.people.area-hint',
                required: false,
                options: [
                  { value: '', text: x.t('participants.people.no-area') },
                  ...areas.map((area) => ({ value: area.id, text: localized(area.name, x.locale) })),
                ],
              },
            ],
          },
          state,
        ),
        empty: people.length === 0 ? x.t('participants.people.empty') : null,
      },
      { title, process: slug, breadcrumb: [{ text: x.t('process.staff.work'), href: staffProcessPath(slug) }] },
    );
  }

  private line(x: Exchange, person: PersonRow | InvitationRow): PersonLine {
    return {
      name: person.name || person.email,
      email: person.email,
      role: x.t(`participants.role.${person.role}`),
      area: person.areaName ? localized(person.areaName, x.locale) : null,
    };
  }

  private state(x: Exchange, invitation: InvitationRow): TagModel {
    return invitation.acceptedAt
      ? { text: x.t('participants.people.accepted'), tone: 'ok', icon: 'check' }
      : { text: x.t('participants.people.waiting'), tone: 'neutral', icon: 'mail' };
  }
}
