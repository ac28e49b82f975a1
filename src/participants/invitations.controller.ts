import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { AccountsQueries, SignInService } from '../accounts/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Public } from '../platform/access/access.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import type { PersonalRow } from './participants.queries.js';
import { PersonalLinks } from './personal-links.js';
import { ParticipantsService } from './participants.service.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'participants/invitation': { title: string; lead: string; form: FormModel };
  }
}

/**
 * The personal link: it says what it is for and sends a code to its address; whoever proves the address takes up the role. The link in later
 * mails leads to the work of a role that somebody holds, in the same way.
 */
@Controller('invitations/:secret')
export class InvitationsController {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly personal: PersonalLinks,
    private readonly signIn: SignInService,
    private readonly accounts: AccountsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Public()
  async show(@X() x: Exchange): Promise<Reply> {
    const holder = await this.personal.holder(x.params['secret'] ?? '');
    return holder && (await this.isSelf(x, holder.email)) ? seeOther(workOf(holder)) : this.page(x);
  }

  /** Signed in as the invited address: takes the role up. Else: sends the code there, and comes back here. */
  @Post()
  @Public()
  create(@X() x: Exchange): Promise<Reply> {
    const secret = x.params['secret'] ?? '';
    return x.submit(z.object({}), {
      perform: async () => {
        const holder = await this.personal.holder(secret);
        if (holder) return this.enter(x, holder, workOf(holder));
        const invited = await this.invited(secret);
        if (await this.isSelf(x, invited.email)) {
          const { processId, role } = await this.participants.accept(secret, await this.participants.accountOf(invited));
          const process = await this.processes.byId(processId);
          if (!process) throw notFound();
          return seeOther(workOf({ role, processSlug: process.slug }), 'participants.accepted');
        }
        await this.participants.accountOf(invited);
        return this.enter(x, invited, `/invitations/${secret}`);
      },
      again: () => this.page(x),
    });
  }

  private async page(x: Exchange): Promise<Page> {
    const secret = x.params['secret'] ?? '';
    const holder = await this.personal.holder(secret);
    const invited = holder ?? (await this.invited(secret));
    const isSelf = await this.isSelf(x, invited.email);
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
        lead: x.t(`participants.invitation.lead${holder ? '-holder' : isSelf ? '-ready' : ''}`, args),
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

  private async isSelf({ actor }: Exchange, email: string): Promise<boolean> {
    return actor.kind === 'account' && actor.id !== null && (await this.accounts.emailOf(actor.id))?.email === email;
  }

  /** Sends a code to the address, which leads on when it is proven. */
  private async enter(x: Exchange, { email }: { email: string }, next: string): Promise<Redirect> {
    await this.signIn.requestCode(email, x.locale);
    x.request.session.set('pendingSignIn', { email, next });
    return seeOther('/sign-in/code');
  }

  private async invited(secret: string) {
    const invited = await this.participants.invited(secret);
    if (!invited) throw notFound();
    return invited;
  }
}

/** Where a role's work is. */
const workOf = ({ role, processSlug }: Pick<PersonalRow, 'role' | 'processSlug'>): string =>
  role === 'reviewer' ? staffProcessPath(processSlug, 'reviews') : '/staff';
