import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SYSTEM } from '../kernel/actor.js';
import type { Time } from '../platform/clock/clock.module.js';
import { StoryClock, StoryDice, StoryIds } from '../platform/clock/story.js';
import { Config } from '../platform/config/config.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Dispatcher } from '../platform/events/dispatcher.js';
import { Events } from '../platform/events/events.js';
import { createLog, type Log, NestLog } from '../platform/log/log.js';
import { Mailer } from '../platform/mail/mailer.js';
import { Cast, PROCESSES, slugOf } from './cast.js';
import { peopleAndProcesses } from './chapters/people-and-processes.js';
import { openCallActs } from './chapters/open-call.js';
import { outreach } from './chapters/outreach.js';
import { planAndPublication } from './chapters/plan-and-publication.js';
import { proposalsAndReviews } from './chapters/proposals-and-reviews.js';
import { roundtablesAndBoards } from './chapters/roundtables-and-boards.js';
import { sheetsAndComments } from './chapters/sheets-and-comments.js';
import { storyNow } from './content/content.js';
import { Storyteller, type Act } from './storyteller.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    /** The last event of the story: without it, the telling was interrupted. */
    'demo.sample-told': { chapters: number };
  }
}

/** What a story is told over. `compose` gives the whole product with these settings and this time, without whatever tells people of what happens. */
export interface StoryParts {
  readonly config: Config;
  readonly database: Database;
  readonly compose: (config: Config, time: Time) => DynamicModule;
}

type Chapter = (story: INestApplicationContext, cast: Cast) => Act[];

const CHAPTERS: readonly Chapter[] = [
  peopleAndProcesses,
  proposalsAndReviews,
  openCallActs,
  roundtablesAndBoards,
  sheetsAndComments,
  planAndPublication,
  outreach,
];

/** Mails older than this at the story's end are taken out of the mailbox: nobody looks for the receipts of a call that is long over. */
const MAILBOX_REACHES_BACK_MS = 24 * 3600 * 1000;

const BEFORE_EVERYTHING = '2021-01-01T00:00:00Z';

/**
 * Whether this installation has the whole sample cycle, which is told now where nobody has set up a process yet. A telling that was interrupted is
 * not gone on with: people may have worked on what is there.
 */
export async function ensureSample(parts: StoryParts, log: Log): Promise<boolean> {
  const state = await sampleState(parts.database);
  if (state === 'untouched') await tellSample(parts);
  if (state === 'interrupted')
    log.warn(
      'The sample cycle was loaded only in part. Empty the database (or delete its folder under VAR_DIR) and start again.',
    );
  return state === 'untouched' || state === 'whole';
}

async function sampleState({ pool }: Database): Promise<'untouched' | 'whole' | 'interrupted' | 'other'> {
  const { rows } = await pool.query<{ isUsed: boolean; isBegun: boolean; isWhole: boolean }>(
    `select exists (select from process) as "isUsed", exists (select from process where slug = $1) as "isBegun",
      exists (select from recorded_event where type = 'demo.sample-told') as "isWhole"`,
    [PROCESSES.map(slugOf)[0]],
  );
  const [now] = rows;
  if (!now?.isUsed) return 'untouched';
  if (now.isWhole) return 'whole';
  return now.isBegun ? 'interrupted' : 'other';
}

/**
 * Tells the sample cycle into an empty database, through the same services that people use, on a clock and with chance of its own: the record of
 * events, the traces and the dates are those of the story, and every telling is the same.
 */
export async function tellSample({ config, compose }: Omit<StoryParts, 'database'>): Promise<void> {
  const clock = new StoryClock(BEFORE_EVERYTHING);
  const time = { clock, dice: new StoryDice('sample'), ids: new StoryIds(clock, new StoryDice('sample-ids')) };
  // Without a mail server: the people of the sample do not exist, and nothing of it may go out.
  const silent = new Config({ ...config, SMTP_URL: undefined });
  const story = await NestFactory.createApplicationContext(compose(silent, time), {
    logger: new NestLog(createLog('warn')),
    abortOnError: false,
  });
  try {
    await story.get(Dispatcher).stop();
    const cast = new Cast();
    const unitOfWork = story.get(UnitOfWork);
    await new Storyteller(clock, unitOfWork).tell(CHAPTERS.flatMap((chapter) => chapter(story, cast)));
    await story.get(Mailer).forget(new Date(Date.parse(storyNow) - MAILBOX_REACHES_BACK_MS));
    await unitOfWork.run(() =>
      Promise.resolve(story.get(Events).record('demo.sample-told', { chapters: CHAPTERS.length }, SYSTEM)),
    );
  } finally {
    await story.close();
  }
}
