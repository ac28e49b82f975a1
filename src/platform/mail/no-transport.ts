import { MailTransport } from './mail-transport.js';

/** Without SMTP_URL mail is kept in its table, so nothing is ever given to send. */
export class NoTransport extends MailTransport {
  async send(): Promise<void> {
    throw new Error('There is no mail server: SMTP_URL is not set');
  }

  close(): void {
    // nothing is open
  }
}
