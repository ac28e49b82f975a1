import { Controller, Get } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Public } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Mailer } from '../platform/mail/mailer.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';

interface MailLine {
  to: string;
  subject: string;
  when: string;
  iso: string;
  /** The text, cut at its addresses so that these can be links. */
  parts: { text: string; href: string | null }[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'site/mailbox': { title: string; lead: string; mails: MailLine[]; empty: string | null };
  }
}

const ADDRESS = /(https?:\/\/[^\s]+)/;

/** In development, without a mail server: the mails that would have been sent. Anywhere else there is no such page. */
@Controller('_mailbox')
export class MailboxController {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: Config,
  ) {}

  @Get()
  @Public()
  async index(@X() x: Exchange): Promise<Page> {
    if (this.config.isProduction || this.config.SMTP_URL) throw notFound();
    const mails = await this.mailer.latest(50);
    const title = x.t('site.mailbox.title');
    return x.page(
      'site/mailbox',
      {
        title,
        lead: x.t('site.mailbox.lead'),
        mails: mails.map((mail) => ({
          to: mail.to,
          subject: mail.subject,
          when: x.t.date(mail.createdAt, 'moment'),
          iso: mail.createdAt.toISOString(),
          parts: mail.text.split(ADDRESS).map((text) => ({ text, href: ADDRESS.test(text) ? this.local(text) : null })),
        })),
        empty: mails.length === 0 ? x.t('site.mailbox.empty') : null,
      },
      { title },
    );
  }

  /** Our own addresses as paths, so that they work whatever name this machine is reached by. */
  private local(address: string): string {
    return address.startsWith(`${this.config.PUBLIC_URL}/`) ? address.slice(this.config.PUBLIC_URL.length) : address;
  }
}
