import { createTransport } from 'nodemailer';
import { type Letter, MailRefused, MailTransport, MailUncertain } from './mail-transport.js';

const TIMEOUT_MS = 15_000;
/** Before the server has answered to the mail's reader or text, a refusal is about us (a wrong password): it waits until somebody mends it. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);
const NEVER_CONNECTED = new Set(['EDNS', 'EAUTH', 'ETLS']);

interface SmtpError {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  originalCode?: unknown;
  timeoutType?: unknown;
}

/** SMTP to the server of SMTP_URL. */
export class SmtpTransport extends MailTransport {
  private readonly smtp;

  constructor(url: string, timeoutMs = TIMEOUT_MS) {
    super();
    this.smtp = createTransport({
      url,
      pool: true,
      maxConnections: 3,
      // When the line goes dead, whether a mail goes out again is decided here and not by the pool.
      maxRequeues: 0,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(letter: Letter): Promise<void> {
    const { html, locale, unsubscribe, ...rest } = letter;
    const headers = {
      // RFC 3834: nobody's holiday notice shall answer.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
      // RFC 8058: a reader's mail program ends these mails by one request.
      ...(unsubscribe ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
    };
    try {
      await this.smtp.sendMail({ ...rest, ...(html === null ? {} : { html }), headers });
    } catch (error) {
      throw told(error);
    }
  }

  close(): void {
    this.smtp.close();
  }
}

/** What a failure says about the mail. */
function told(error: unknown): unknown {
  const { code, command, responseCode, originalCode, timeoutType } = error as SmtpError;
  if (typeof responseCode === 'number') {
    const isFinal = responseCode >= 500 && ABOUT_THE_MAIL.has(String(command));
    return isFinal ? new MailRefused(`The mail server answered ${responseCode}`, { cause: error }) : error;
  }
  const neverArrived =
    NEVER_CONNECTED.has(String(code)) ||
    originalCode === 'ECONNREFUSED' ||
    (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT');
  return neverArrived ? error : new MailUncertain('The line went dead before the mail server answered', { cause: error });
}
