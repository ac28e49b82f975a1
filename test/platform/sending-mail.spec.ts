import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/platform/config/config.js';
import { SystemDice, SystemIds } from '../../src/platform/clock/system.js';
import { sql } from '../../src/platform/database/reader.js';
import { createLog } from '../../src/platform/log/log.js';
import { SmtpTransport } from '../../src/platform/mail/smtp-transport.js';
import { type Mail, Mailer } from '../../src/platform/mail/mailer.js';
import { addressHash, Suppressions } from '../../src/platform/mail/suppressions.js';
import { NoTransport } from '../../src/platform/mail/no-transport.js';
import { Postman } from '../../src/platform/mail/postman.js';
import { storyTime } from '../support/clock.js';
import { type TestDatabase, describeOnServer, testDatabase } from '../support/database.js';
import { type Behaviour, type Mailbox, openMailbox } from '../support/mailbox.js';

let db: TestDatabase;
let mailbox: Mailbox;
let postmen: Postman[] = [];
let clock: ReturnType<typeof storyTime>['clock'];

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  await db.truncate();
  mailbox = await openMailbox();
  clock = storyTime().clock;
});
afterEach(async () => {
  await Promise.all(postmen.map((postman) => postman.stop()));
  postmen = [];
  await mailbox.close();
});
afterAll(() => db.close());

function office(url: string | null = mailbox.url, settings: Record<string, string> = {}) {
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://mesa.example.org',
    SESSION_SECRET: 'a secret that every office of this spec shares',
    ...(url ? { SMTP_URL: url } : {}),
    ...settings,
  });
  const ids = new SystemIds(clock, new SystemDice());
  const mailer = new Mailer(db.uow, db.reader, clock, ids, config);
  const suppressions = new Suppressions(db.reader, clock, ids, config);
  const transport = url ? new SmtpTransport(url, 400) : new NoTransport();
  const postman = new Postman(mailer, transport, suppressions, db.uow, db.reader, clock, config, createLog('silent'));
  postmen.push(postman);
  return { mailer, postman, suppressions };
}

const letter = (over: Partial<Mail> = {}): Mail => ({
  to: 'ana@example.org',
  subject: 'Tu código para entrar',
  text: 'El código es 123456.\n',
  html: '<p>El código es <strong>123456</strong>.</p>',
  locale: 'es',
  kind: 'accounts.sign-in',
  key: 'sign-in/1',
  ...over,
});
const rows = () =>
  db.reader.rows(
    sql<{
      id: string;
      state: string;
      attempts: number;
      text: string;
    }>`select id, state, attempts, text from outgoing_mail order by id`,
  );

describe('mail', () => {
  it('goes out after the commit, to a real server, and leaves no code behind in the database', async () => {
    const { mailer, postman } = office();
    postman.start();
    await db.uow.run(() => mailer.queue(letter()));
    await mailbox.received(1);
    await postman.settle();
    const [row] = await rows();
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual(['ana@example.org']);
    expect(mail?.header('message-id')).toBe(`<${row?.id}@mesa.example.org>`);
    expect(mail?.header('auto-submitted')).toBe('auto-generated');
    expect(mail?.raw).toContain('multipart/alternative');
    expect(row).toMatchObject({ state: 'sent', attempts: 1, text: '' });
  });

  it('of a use case that fails is never sent', async () => {
    const { mailer, postman } = office();
    await db.uow
      .run(async () => {
        await mailer.queue(letter());
        throw new Error('no');
      })
      .catch(() => undefined);
    await postman.settle();
    expect(mailbox.mails).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('with the same key is one mail', async () => {
    const { mailer, postman } = office();
    await mailer.queue(letter());
    await mailer.queue(letter({ subject: 'otra vez' }));
    await postman.settle();
    expect(mailbox.mails).toHaveLength(1);
  });

  it('waits while the server is busy, longer each time, and then goes out with the same Message-ID', async () => {
    const { mailer, postman } = office();
    mailbox.refuse(451, 2);
    await mailer.queue(letter());
    for (let i = 0; i < 3; i++) {
      await postman.settle();
      clock.advance({ minutes: 2 });
    }
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 3 }]);
    expect(mailbox.mails).toHaveLength(1);
  });

  it('that the server refuses for good is given up at once, without holding up the others', async () => {
    const { mailer, postman } = office();
    mailbox.refuse(550, 1);
    await mailer.queue(letter({ key: 'a' }));
    await mailer.queue(letter({ key: 'b' }));
    await postman.settle();
    expect((await rows()).map((row) => row.state)).toEqual(['refused', 'sent']);
  });

  it('is given up after ten attempts when nobody answers', async () => {
    const { mailer, postman } = office('smtp://127.0.0.1:9');
    await mailer.queue(letter());
    for (let i = 0; i < 12; i++) {
      await postman.settle();
      clock.advance({ hours: 2 });
    }
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 10 }]);
  });

  it.each([
    [true, 'sent', 1],
    [false, 'unknown', 0],
  ])('of a process that died while sending (may repeat: %s) ends %s', async (mayRepeat, state, sent) => {
    const { mailer, postman } = office();
    await mailer.queue(letter({ mayRepeat }));
    await db.reader.rows(
      sql`update outgoing_mail set state = 'sending', attempts = 1, lease_until = ${clock.now()}::timestamptz + interval '5 minutes'`,
    );
    await postman.settle();
    expect((await rows())[0]?.state).toBe('sending');
    clock.advance({ minutes: 6 });
    await postman.settle();
    expect((await rows())[0]?.state).toBe(state);
    expect(mailbox.mails).toHaveLength(sent);
  });

  it('is not given up when the server refuses us rather than the mail', async () => {
    const { mailer, postman } = office(mailbox.url.replace('smtp://', 'smtp://mesa:wrong@'));
    await mailer.queue(letter());
    await postman.settle();
    expect(await rows()).toMatchObject([{ state: 'queued', attempts: 1 }]);
  });

  it('goes out again with the same Message-ID when the line went dead before the answer', async () => {
    const { mailer, postman } = office();
    const acts: Behaviour[] = ['hang', 'drop', 'take'];
    mailbox.behave(() => acts.shift() ?? 'take');
    await mailer.queue(letter());
    for (let i = 0; i < 4; i++) {
      await postman.settle();
      clock.advance({ minutes: 5 });
    }
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 3 }]);
    expect(mailbox.mails).toHaveLength(2);
    expect(new Set(mailbox.mails.map((mail) => mail.header('message-id'))).size).toBe(1);
  });

  it('that must not go out twice is left to a person when nobody can say whether it was taken, and only then', async () => {
    const { mailer, postman } = office();
    const acts: Behaviour[] = [451, 'drop'];
    mailbox.behave(() => acts.shift() ?? 'take');
    await mailer.queue(letter({ mayRepeat: false }));
    for (let i = 0; i < 4; i++) {
      await postman.settle();
      clock.advance({ minutes: 5 });
    }
    expect(await rows()).toMatchObject([{ state: 'unknown', attempts: 2 }]);
    expect(mailbox.mails).toHaveLength(1);
  });

  it('keeps to so many a minute, and lets a code pass what is sent in bulk', async () => {
    const { mailer, postman } = office(mailbox.url, { MAIL_PER_MINUTE: '10' });
    for (let i = 0; i < 12; i++) await mailer.queue(letter({ key: `bulk/${i}`, isBulk: true, to: `org${i}@example.org` }));
    await postman.settle();
    expect(mailbox.mails).toHaveLength(9);
    await mailer.queue(letter({ key: 'code' }));
    await postman.settle();
    expect(mailbox.mails.at(-1)?.to).toEqual(['ana@example.org']);
    expect(mailbox.mails).toHaveLength(10);
    await mailer.queue(letter({ key: 'another code' }));
    await postman.settle();
    expect(mailbox.mails).toHaveLength(10);
    clock.advance({ seconds: 61 });
    await postman.settle();
    expect(mailbox.mails).toHaveLength(14);
  });

  it('of a list says in its head how to end it by one request, and a mail that was asked for does not', async () => {
    const { mailer, postman, suppressions } = office();
    await mailer.queue(letter({ key: 'a', list: 'outreach' }));
    await mailer.queue(letter({ key: 'b' }));
    await postman.settle();
    const [listed, asked] = mailbox.mails;
    const link = suppressions.linkFor('ana@example.org', 'outreach', 'es');
    expect(listed?.header('list-unsubscribe')).toBe(`<${link}>`);
    expect(listed?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(asked?.header('list-unsubscribe')).toBeNull();
    expect(suppressions.read(link.split('/').at(-1) ?? '')?.list).toBe('outreach');
    expect(suppressions.read((link.split('/').at(-1) ?? '').replace('outreach', 'digest'))).toBeNull();
  });

  it('that waits while its reader refuses more is withheld, its text forgotten; other lists and codes still come', async () => {
    const { mailer, postman, suppressions } = office();
    await mailer.queue(letter({ key: 'a', list: 'outreach' }));
    await mailer.queue(letter({ key: 'b', list: 'digest' }));
    await mailer.queue(letter({ key: 'c' }));
    await suppressions.suppress({ addressHash: addressHash('ANA@example.org'), list: 'outreach' }, 'unsubscribed');
    await postman.settle();
    expect(await rows()).toMatchObject([{ state: 'withheld', text: '' }, { state: 'sent' }, { state: 'sent' }]);
    expect(mailbox.mails).toHaveLength(2);
  });

  it('cannot be given further recipients or headers', async () => {
    const { mailer, postman } = office();
    for (const to of [
      'a@example.org, b@example.org',
      'a@example.org\r\nBcc: b@example.org',
      'nobody',
      `${'a'.repeat(250)}@example.org`,
    ]) {
      await expect(mailer.queue(letter({ to }))).rejects.toThrow('address');
    }
    await mailer.queue(letter({ subject: 'Hola\r\nBcc: b@example.org' }));
    await postman.settle();
    expect(mailbox.mails[0]?.to).toEqual(['ana@example.org']);
    expect(mailbox.mails[0]?.header('bcc')).toBeNull();
  });

  it('stays readable where there is no mail server, and is not sent when one is set later', async () => {
    await office(null).mailer.queue(letter());
    const { mailer, postman } = office();
    await postman.settle();
    expect(mailbox.mails).toEqual([]);
    expect(await mailer.latest(10)).toMatchObject([{ to: 'ana@example.org', text: 'El código es 123456.\n', state: 'kept' }]);
  });
});

describeOnServer('mail by three processes', () => {
  it('goes out once each', async () => {
    const offices = [office(), office(), office()];
    await Promise.all(Array.from({ length: 60 }, (_, i) => offices[i % 3]!.mailer.queue(letter({ key: `${i}` }))));
    await Promise.all(offices.map(({ postman }) => postman.settle()));
    expect(mailbox.mails).toHaveLength(60);
    expect(new Set(mailbox.mails.map((mail) => mail.header('message-id'))).size).toBe(60);
  });

  it('by a server that is busy, hangs and drops the line loses none, and repeats only what was taken in silence', async () => {
    const offices = [office(), office(), office()];
    const tries = new Map<string, number>();
    const dropped = new Set<string>();
    mailbox.behave((to) => {
      const number = Number(/\d+/.exec(to)?.[0]);
      const tried = tries.get(to) ?? 0;
      tries.set(to, tried + 1);
      if (tried > 0) return 'take';
      const act = ([451, 'hang', 'drop', 'take', 'take', 'take'] as const)[number % 6] ?? 'take';
      if (act === 'drop') dropped.add(to);
      return act;
    });
    const addresses = Array.from({ length: 120 }, (_, i) => `org${i}@example.org`);
    await Promise.all(addresses.map((to, i) => offices[i % 3]!.mailer.queue(letter({ key: to, to, isBulk: true }))));
    for (let round = 0; round < 4; round++) {
      await Promise.all(offices.map(({ postman }) => postman.settle()));
      clock.advance({ minutes: 5 });
    }
    const copies = Map.groupBy(mailbox.mails, (mail) => mail.to[0] ?? '');
    expect([...copies.keys()].sort()).toEqual(addresses.toSorted());
    const repeated = [...copies].filter(([, mails]) => mails.length > 1);
    expect(repeated.map(([to]) => to).sort()).toEqual([...dropped].sort());
    for (const [, mails] of repeated) expect(new Set(mails.map((mail) => mail.header('message-id'))).size).toBe(1);
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  }, 120_000);

  it('keeps one limit between them', async () => {
    const offices = [1, 2, 3].map(() => office(mailbox.url, { MAIL_PER_MINUTE: '20' }));
    await Promise.all(Array.from({ length: 60 }, (_, i) => offices[i % 3]!.mailer.queue(letter({ key: `${i}` }))));
    await Promise.all(offices.map(({ postman }) => postman.settle()));
    expect(mailbox.mails).toHaveLength(20);
  });
});
