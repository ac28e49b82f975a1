import { createTransport } from 'nodemailer';

/** A mail with its envelope, ready for a mail server. */
export interface Letter {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly locale: string;
}

/** The mail server said that this will never work (SMTP 5xx, RFC 5321 4.2.1). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The way out. `send` resolves when a mail server has taken responsibility, throws MailRefused when it never will, else any error. */
export abstract class MailTransport {
  abstract send(letter: Letter): Promise<void>;
  abstract close(): void;
}

const TIMEOUT_MS = 15_000;

/** SMTP to the server of SMTP_URL. */
export class SmtpTransport extends MailTransport {
  private readonly smtp;

  constructor(url: string) {
    super();
    this.smtp = createTransport({
      url,
      pool: true,
      maxConnections: 3,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(letter: Letter): Promise<void> {
    const { html, locale, ...rest } = letter;
    // RFC 3834: nobody's holiday notice shall answer.
    const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale };
    try {
      await this.smtp.sendMail({ ...rest, ...(html === null ? {} : { html }), headers });
    } catch (error) {
      const code = (error as { responseCode?: unknown }).responseCode;
      if (typeof code === 'number' && code >= 500) throw new MailRefused(`The mail server answered ${code}`, { cause: error });
      throw error;
    }
  }

  close(): void {
    this.smtp.close();
  }
}
