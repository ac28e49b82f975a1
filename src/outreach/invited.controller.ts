import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import { newProposalPath } from '../proposals/domain/index.js';
import { DeclineInvitation, personalPath } from './domain/index.js';
import { InvitationsService } from './invitations.service.js';
import type { InvitedFacts } from './outreach.access.js';
import { aboutText } from './outreach-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/invited': {
      kicker: string;
      title: string;
      lead: string;
      answered: string | null;
      closed: string | null;
      begin: FormModel | null;
      beginText: string;
      decline: FormModel | null;
      declineTitle: string;
      process: { text: string; href: string };
    };
  }
}

/** An organisation's personal link: what it is asked, the way into the call in its name, and a way to say no. Opening it uses nothing up. */
@Controller('outreach/:secret')
export class InvitedController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @Can('invited.view')
  async show(@X() x: Exchange): Promise<Page> {
    const { invited } = x.facts<InvitedFacts>();
    if (x.request.method === 'GET' && !x.request.headers['sec-purpose']) await this.invitations.noteOpening(invited.invitationId);
    return this.page(x, blank());
  }

  @Post('proposal')
  @Can('invited.begin')
  begin(@X() x: Exchange): Promise<Reply> {
    const { invited, processId, slug } = x.facts<InvitedFacts>();
    return x.submit(z.object({}), {
      perform: () => {
        x.request.session.set('invitedAs', {
          invitationId: invited.invitationId,
          processId,
          onBehalfOf: invited.organisation,
          sector: invited.sector,
          authorName: invited.contactName ?? '',
          authorEmail: invited.email ?? '',
        });
        return Promise.resolve(seeOther(newProposalPath(slug)));
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post('refusal')
  @Can('invited.decline')
  decline(@X() x: Exchange): Promise<Reply> {
    const { invited } = x.facts<InvitedFacts>();
    return x.submit(DeclineInvitation, {
      perform: async ({ note }) => {
        await this.invitations.decline(invited.invitationId, note, x.actor);
        return seeOther(personalPath(x.params['secret'] ?? ''), 'outreach.invited.thanks');
      },
      again: (state) => this.page(x, state),
    });
  }

  private page(x: Exchange, state: FormState): Page {
    const { invited, features, slug } = x.facts<InvitedFacts>();
    const path = (verb: string) => personalPath(x.params['secret'] ?? '', verb);
    const isOpen = features.has('propose');
    const title = x.t('outreach.invited.title', { organisation: invited.organisation });
    const process = localized(invited.processName, x.locale);
    return x.page(
      'outreach/invited',
      {
        kicker: x.t('outreach.invited.kicker', { process }),
        title,
        lead: x.t(invited.themeName ? 'outreach.invited.lead' : 'outreach.invited.lead-whole', {
          theme: aboutText(x.t, invited.themeName),
          deadline: x.t.date(invited.deadline, 'day'),
        }),
        answered: invited.answer ? x.t(`outreach.invited.answered-${invited.answer}`) : null,
        closed: isOpen ? null : x.t('outreach.invited.closed'),
        begin: isOpen ? x.form({ action: path('proposal'), submit: 'outreach.invited.begin', fields: [] }, blank()) : null,
        beginText: x.t('outreach.invited.begin-text', {
          organisation: invited.organisation,
          sector: x.t(`proposals.sector.${invited.sector}`),
        }),
        decline:
          invited.answer === null
            ? x.form(
                {
                  action: path('refusal'),
                  submit: 'outreach.invited.decline',
                  submitVariant: 'quiet',
                  fields: [
                    {
                      name: 'note',
                      kind: 'textarea',
                      label: 'outreach.invited.note',
                      hint: 'outreach.invited.note-hint',
                      required: false,
                      maxlength: 1000,
                      rows: 3,
                    },
                  ],
                },
                state,
              )
            : null,
        declineTitle: x.t('outreach.invited.decline-title'),
        process: { text: x.t('outreach.invited.process', { process }), href: processPath(slug) },
      },
      { title, process: slug },
    );
  }
}
