/** A mail with its envelope, ready for a mail server. */
export interface Letter {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly locale: string;
  /** Where its reader ends mails of this kind by one request; null for a mail that they asked for. */
  readonly unsubscribe: string | null;
}

/** The mail server said that it will never take this mail to this reader (SMTP 5xx, RFC 5321 4.2.1). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The line went dead before an answer came: the server may have taken the mail, and nobody can say. */
export class MailUncertain extends Error {
  override readonly name = 'MailUncertain';
}

/**
 * The way out. `send` resolves when a mail server has taken responsibility; it throws MailRefused when the server never will, MailUncertain
 * when it may have, any other error when it surely has not.
 */
export abstract class MailTransport {
  abstract send(letter: Letter): Promise<void>;
  abstract close(): void;
}
