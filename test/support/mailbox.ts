import { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly to: string[];
  readonly raw: string;
  /** The value of a header, unfolded, or null. */
  header(name: string): string | null;
}

/** `drop`: takes the mail, and the line goes dead before the answer. `hang`: never answers, and has not taken it. A number: that SMTP code. */
export type Behaviour = 'take' | 'drop' | 'hang' | number;

/** A real SMTP server of a spec, on a free port: SMTP_URL is `url`. */
export interface Mailbox {
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** Answers the next `times` mails with this SMTP code instead of taking them. */
  refuse(code: number, times: number): void;
  /** What is to become of each mail from now on; 'take' when it says nothing. */
  behave(next: ((to: string) => Behaviour) | null): void;
  /** Waits until this many mails have come. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let refusals: number[] = [];
  let behaviour: ((to: string) => Behaviour) | null = null;
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, callback) => {
      void text(stream).then((raw) => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        const act = refusals.shift() ?? behaviour?.(to[0] ?? '') ?? 'take';
        if (typeof act === 'number') return callback(Object.assign(new Error('not now'), { responseCode: act }));
        if (act === 'hang') return;
        mails.push({ to, raw, header: (name) => header(raw, name) });
        for (const one of waiting) if (mails.length >= one.count) one.done();
        if (act === 'take') return callback();
        for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
      });
    },
  });
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: (next) => (behaviour = next),
    refuse: (code, times) => (refusals = Array.from({ length: times }, () => code)),
    received: (count) => (mails.length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function header(raw: string, name: string): string | null {
  const unfolded = (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
  const line = unfolded.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line ? line.slice(name.length + 1).trim() : null;
}
