import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MailRetention } from './mail-retention.js';
import { MailTransport, SmtpTransport } from './mail-transport.js';
import { Mailer } from './mailer.js';
import { NoTransport } from './no-transport.js';
import { Postman } from './postman.js';
import { Suppressions } from './suppressions.js';

/** Gives Mailer to everybody, and whom not to write to. */
@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: (config: Config) => (config.SMTP_URL ? new SmtpTransport(config.SMTP_URL) : new NoTransport()),
    },
    MailRetention,
    Mailer,
    Postman,
    Suppressions,
  ],
  exports: [Mailer, Postman, Suppressions],
})
export class MailModule {}
