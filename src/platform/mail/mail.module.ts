import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MailTransport, SmtpTransport } from './mail-transport.js';
import { Mailer } from './mailer.js';
import { NoTransport } from './no-transport.js';
import { Postman } from './postman.js';

/** Gives Mailer to everybody. */
@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: (config: Config) => (config.SMTP_URL ? new SmtpTransport(config.SMTP_URL) : new NoTransport()),
    },
    Mailer,
    Postman,
  ],
  exports: [Mailer, Postman],
})
export class MailModule {}
