import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { RefusedError } from '../kernel/refusal.js';
import { Public } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { codePage, linkPage, namePage, signInPage } from './accounts.pages.js';
import { AccountsService } from './accounts.service.js';
import { NameAccount, ProveCode, ProveLink, RequestCode, safeNext } from './domain/index.js';
import { SamplePeople } from './sample-people.js';
import { SignInService, type Entrance } from './sign-in.service.js';

/** Signing in and out. */
@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly signIn: SignInService,
    private readonly samples: SamplePeople,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Public()
  new(@X() x: Exchange): Page {
    return signInPage(x, blank({ next: safeNext(x.query['next']) }), this.samples.list());
  }

  @Post('sign-in')
  @Public()
  create(@X() x: Exchange): Promise<Reply> {
    return x.submit(RequestCode, {
      guard: 'sign-in',
      perform: async ({ email, next }) => {
        await this.signIn.requestCode(email, x.locale);
        x.request.session.set('pendingSignIn', { email, next: safeNext(next) });
        return seeOther('/sign-in/code');
      },
      again: (state) => signInPage(x, state, this.samples.list()),
    });
  }

  @Get('sign-in/code')
  @Public()
  code(@X() x: Exchange): Reply {
    const pending = x.request.session.get('pendingSignIn');
    return pending ? codePage(x, blank(), pending.email, this.showsMailbox) : seeOther('/sign-in');
  }

  @Post('sign-in/code')
  @Public()
  proveCode(@X() x: Exchange): Promise<Reply> {
    const pending = x.request.session.get('pendingSignIn');
    return x.submit(ProveCode, {
      perform: async ({ code }) => {
        if (!pending) throw new RefusedError({ code: 'code-wrong' }, 409);
        return this.enter(x, await this.signIn.proveCode(pending.email, code, x.locale), pending.next);
      },
      again: (state) => codePage(x, state, pending?.email ?? '', this.showsMailbox),
    });
  }

  /** Opening the link shows a button and consumes nothing: mail scanners open every link. */
  @Get('sign-in/link')
  @Public()
  link(@X() x: Exchange): Page {
    return linkPage(x, blank({ token: x.query['token'] ?? '' }));
  }

  @Post('sign-in/link')
  @Public()
  proveLink(@X() x: Exchange): Promise<Reply> {
    return x.submit(ProveLink, {
      perform: async ({ token }) =>
        this.enter(x, await this.signIn.proveLink(token, x.locale), x.request.session.get('pendingSignIn')?.next ?? '/'),
      again: (state) => linkPage(x, state),
    });
  }

  @Post('sign-in/sample')
  @Public()
  sample(@X() x: Exchange): Promise<Reply> {
    return x.submit(z.object({ email: z.string(), next: z.string().optional() }), {
      perform: async ({ email, next }) => {
        const person = this.samples.find(email);
        if (!person) throw new RefusedError({ code: 'not-found' }, 404);
        return this.enter(x, await this.signIn.enterAs(await this.accounts.ensure(person)), safeNext(next ?? person.home));
      },
      again: (state) => signInPage(x, state, this.samples.list()),
    });
  }

  @Get('account/name')
  @Public()
  nameForm(@X() x: Exchange): Reply {
    return x.actor.kind === 'account'
      ? namePage(x, blank({ name: x.actor.name, next: safeNext(x.query['next']) }))
      : seeOther('/sign-in');
  }

  @Post('account/name')
  @Public()
  name(@X() x: Exchange): Promise<Reply> {
    return x.submit(NameAccount, {
      perform: async ({ name }) => {
        if (x.actor.kind !== 'account' || !x.actor.id) throw new RefusedError({ code: 'sign-in-first' }, 403);
        await this.accounts.rename(x.actor.id, name);
        return seeOther(safeNext(String(x.body['next'] ?? '/')), 'accounts.signed-in');
      },
      again: (state) => namePage(x, state),
    });
  }

  @Post('sign-out')
  @Public()
  end(@X() x: Exchange): Promise<Reply> {
    return x.submit(z.object({}), {
      perform: async () => {
        const token = x.request.session.get('signIn');
        if (token) await this.signIn.end(token);
        x.request.session.set('signIn', undefined);
        return seeOther('/', 'accounts.signed-out');
      },
      again: (state) => signInPage(x, state, this.samples.list()),
    });
  }

  private get showsMailbox(): boolean {
    return this.config.isDevelopment && !this.config.SMTP_URL;
  }

  /** A new session secret at each change of who someone is (ASVS 7.2.4): the CSRF secret goes with the old one. */
  private enter(x: Exchange, { token, isNamed }: Entrance, next: string | null): Redirect {
    const to = safeNext(next);
    x.request.session.set('pendingSignIn', undefined);
    x.request.session.set('csrf', undefined);
    x.request.session.set('signIn', token);
    return isNamed ? seeOther(to, 'accounts.signed-in') : seeOther(`/account/name?next=${encodeURIComponent(to)}`);
  }
}
