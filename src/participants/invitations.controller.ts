import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { AccountsQueries, SignInService } from '../accounts/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Public } from '../platform/access/access.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { ParticipantsService } from './participants.service.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'participants/invitation': { title: string; lead: string; form: FormModel };
  }
}

/** The personal link: it says what it is for and sends a code to its address; whoever proves the address takes up the role. */
@Controller('invitations/:secret')
export class InvitationsController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly signIn: SignInService,
    private readonly accounts: AccountsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Public()
  async show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  /** Signed in as the invited address: takes the role up. Else: sends the code there, and comes back here. */
  @Post()
  @Public()
  create(@X() x: Exchange): Promise<Reply> {
    const secret = x.params['secret'] ?? '';
    return x.submit(z.object({}), {
      perform: async () => {
        const invited = await this.invited(secret);
        if (x.actor.kind === 'account' && x.actor.id && (await this.accounts.emailOf(x.actor.id))?.email === invited.email) {
          const { processId, role } = await this.participants.accept(secret, await this.participants.accountOf(invited));
          const process = await this.processes.byId(processId);
          if (!process) throw notFound();
          return seeOther(role === 'reviewer' ? staffProcessPath(process.slug, 'reviews') : '/staff', 'participants.accepted');
        }
        await this.participants.accountOf(invited);
        await this.signIn.requestCode(invited.email, x.locale);
        x.request.session.set('pendingSignIn', { email: invited.email, next: `/invitations/${secret}` });
        return seeOther('/sign-in/code');
      },
      again: () => this.page(x),
    });
  }

  private async page(x: Exchange): Promise<Page> {
    const secret = x.params['secret'] ?? '';
    const invited = await this.invited(secret);
    const isSelf =
      x.actor.kind === 'account' && x.actor.id !== null && (await this.accounts.emailOf(x.actor.id))?.email === invited.email;
    const title = x.t('participants.invitation.title', { name: invited.name });
    const args = {
      role: x.t(`participants.role.${invited.role}`),
      process: localized(invited.processName, x.locale),
      email: invited.email,
    };
    return x.page(
      'participants/invitation',
      {
        title,
        lead: x.t(isSelf ? 'participants.invitation.lead-ready' : 'participants.invitation.lead', args),
        form: x.form(
          {
            action: `/invitations/${secret}`,
            submit: isSelf ? 'participants.invitation.accept' : 'participants.invitation.send-code',
            fields: [],
          },
          blank(),
        ),
      },
      { title },
    );
  }

  private async invited(secret: string) {
    const invited = await this.participants.invited(secret);
    if (!invited) throw notFound();
    return invited;
  }
}
