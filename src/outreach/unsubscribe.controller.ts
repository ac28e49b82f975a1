import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { notFound } from '../kernel/refusal.js';
import { Public } from '../platform/access/access.js';
import { Suppressions, type Unsubscription } from '../platform/mail/suppressions.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { isOneClick, OneClick } from '../platform/web/one-click.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/unsubscribe': { title: string; lead: string; form: FormModel | null };
  }
}

/** Where mail of one kind ends: by a button for people, by one request for their mail programs. Opening it ends nothing. */
@Controller('unsubscribe/:secret')
export class UnsubscribeController {
  constructor(private readonly suppressions: Suppressions) {}

  @Get()
  @Public()
  async show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post()
  @Public()
  @OneClick()
  async end(@X() x: Exchange): Promise<Reply> {
    const wish = this.wish(x);
    if (isOneClick(x.request)) {
      await this.suppressions.suppress(wish, 'unsubscribed');
      return this.page(x);
    }
    return x.submit(z.object({}), {
      perform: async () => {
        await this.suppressions.suppress(wish, 'unsubscribed');
        return seeOther(`/unsubscribe/${x.params['secret'] ?? ''}`);
      },
      again: () => this.page(x),
    });
  }

  private wish(x: Exchange): Unsubscription {
    const wish = this.suppressions.read(x.params['secret'] ?? '');
    if (!wish) throw notFound();
    return wish;
  }

  private async page(x: Exchange): Promise<Page> {
    const wish = this.wish(x);
    const hasEnded = await this.suppressions.has(wish);
    const title = x.t(hasEnded ? 'outreach.unsubscribe.done' : 'outreach.unsubscribe.title');
    return x.page(
      'outreach/unsubscribe',
      {
        title,
        lead: x.t(`outreach.unsubscribe.${wish.list}-${hasEnded ? 'done' : 'lead'}`),
        form: hasEnded
          ? null
          : x.form(
              { action: `/unsubscribe/${x.params['secret'] ?? ''}`, submit: 'outreach.unsubscribe.submit', fields: [] },
              blank(),
            ),
      },
      { title },
    );
  }
}
