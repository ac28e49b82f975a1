import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MailRetention } from './mail-retention.js';
import { MailTransport } from './mail-transport.js';
import { Mailer } from './mailer.js';
import { NoTransport } from './no-transport.js';
import { Postman } from './postman.js';
import { Suppressions } from './suppressions.js';

/** Loaded where there is a mail server. */
async function smtpTransport(url: string): Promise<MailTransport> {
  const { SmtpTransport } = await import('./smtp-transport.js');
  return new SmtpTransport(url);
}

/** Gives Mailer to everybody, and whom not to write to. */
@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: async ({ SMTP_URL }: Config) => (SMTP_URL ? await smtpTransport(SMTP_URL) : new NoTransport()),
    },
    MailRetention,
    Mailer,
    Postman,
    Suppressions,
  ],
  exports: [Mailer, Postman, Suppressions],
})
export class MailModule {}
