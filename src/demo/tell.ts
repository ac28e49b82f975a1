import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, type Parts } from '../app.module.js';
import { StoryClock, StoryDice, StoryIds } from '../platform/clock/story.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Dispatcher } from '../platform/events/dispatcher.js';
import { createLog, NestLog } from '../platform/log/log.js';
import { Mailer } from '../platform/mail/mailer.js';
import { Cast } from './cast.js';
import { peopleAndProcesses } from './chapters/people-and-processes.js';
import { planAndPublication } from './chapters/plan-and-publication.js';
import { proposalsAndReviews } from './chapters/proposals-and-reviews.js';
import { roundtablesAndBoards } from './chapters/roundtables-and-boards.js';
import { sheetsAndComments } from './chapters/sheets-and-comments.js';
import { storyNow } from './content/content.js';
import { Storyteller, type Act } from './storyteller.js';

type Chapter = (story: INestApplicationContext, cast: Cast) => Act[];

const CHAPTERS: readonly Chapter[] = [peopleAndProcesses, proposalsAndReviews, roundtablesAndBoards, sheetsAndComments, planAndPublication];

/** Mails older than this at the story's end are taken out of the mailbox: nobody looks for the receipts of a call that is long over. */
const MAILBOX_REACHES_BACK_MS = 24 * 3600 * 1000;

/** Whether nobody has set up a process here yet. */
export const isUntouched = async ({ pool }: Database): Promise<boolean> => (await pool.query('select from process limit 1')).rows.length === 0;

/**
 * Tells the sample cycle into an empty database, through the same services that people use, on a clock and with chance of its own: the record of
 * events, the traces and the dates are those of the story, and every telling is the same.
 */
export async function tellSample({ config, database }: Pick<Parts, 'config' | 'database'>): Promise<void> {
  const clock = new StoryClock(storyNow);
  const time = { clock, dice: new StoryDice('sample'), ids: new StoryIds(clock, new StoryDice('sample-ids')) };
  clock.set('2021-01-01T00:00:00Z');
  const module = AppModule.with({ config, database, closesDatabase: false, time, tellsPeople: false });
  const story = await NestFactory.createApplicationContext(module, { logger: new NestLog(createLog('warn')), abortOnError: false });
  try {
    await story.get(Dispatcher).stop();
    const cast = new Cast();
    await new Storyteller(clock, story.get(UnitOfWork)).tell(CHAPTERS.flatMap((chapter) => chapter(story, cast)));
    await story.get(Mailer).forget(new Date(Date.parse(storyNow) - MAILBOX_REACHES_BACK_MS));
  } finally {
    await story.close();
  }
}
