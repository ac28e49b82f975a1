import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Rhythms } from '../../src/following/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ChangesMails } from '../../src/notifications/changes.mails.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { Postman } from '../../src/platform/mail/postman.js';
import { addressHash } from '../../src/platform/mail/suppressions.js';
import { DecisionsService } from '../../src/proposals/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { openMailbox, type Mailbox } from '../support/mailbox.js';
import { propose } from '../support/proposals.js';
import { makeWorld } from '../world/world.js';

let app: TestApp;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await openMailbox();
  app = await startApp({ SMTP_URL: mailbox.url });
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

describe('the mail of the day', () => {
  it('goes out once, under one name, with the way to end it in its head, and not to who refused', async () => {
    const world = await makeWorld(app);
    await world.open('call', 'review');
    const proposals = [
      (await propose(app, world, 'Bancos')).id,
      (await propose(app, world, 'Canillas', { author: 'Tomás Rey' })).id,
    ];
    await app.nest.get(Rhythms).choose(addressHash('tomas@example.org'), 'never');
    const asked = { proposals, areaId: world.areas[0]?.id ?? '', dueOn: '2026-04-30' };
    await app.nest.get(DecisionsService).assign(world.processId, asked, SYSTEM);
    await app.nest.get(Dispatcher).settle();
    for (let time = 0; time < 3; time++) {
      await app.nest.get(ChangesMails).sendDigests();
      await app.nest.get(Postman).settle();
    }
    const digests = mailbox.mails.filter((mail) => mail.header('List-Unsubscribe'));
    expect(digests.map(({ to }) => to)).toEqual([['graciela@example.org']]);
    expect(digests[0]?.header('List-Unsubscribe')).toContain('/unsubscribe/digest.');
    const [row] = await app.db.reader.rows(sql<{ id: string }>`
      select id from outgoing_mail where kind = 'notifications.digest'`);
    expect(digests[0]?.header('Message-ID')).toContain(row?.id ?? '-');
  });

  it('is begun by the clock each morning in the time zone of the instance', async () => {
    const plans = await app.db.database.pool.query(
      "select cron, timezone from jobs.schedule where name = 'notifications.send-digests'",
    );
    expect(plans.rows).toEqual([{ cron: '0 7 * * *', timezone: 'America/Argentina/Buenos_Aires' }]);
  });
});
