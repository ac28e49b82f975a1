import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { isLocale, localized } from '../kernel/localized.js';
import { ParticipantsQueries, PersonalLinks, type HolderRow } from '../participants/index.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { Translate } from '../platform/i18n/translate.js';
import { Translator } from '../platform/i18n/translator.js';
import { Jobs, jobKind } from '../platform/jobs/jobs.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { ProposalWorkQueries, type OwedReviewRow } from '../proposals/index.js';
import { isLate, isReminderDue, proposalNumber, triagePath } from '../proposals/domain/index.js';

const RemindOfReviews = jobKind('notifications.remind-of-reviews', z.object({}));
/** Each morning, in the instance's time zone. */
const MORNING = '0 8 * * *';

/** What one person hears of in one process. */
interface Section {
  readonly process: ProcessRow;
  readonly grantId: string;
  readonly owed: readonly OwedReviewRow[];
}

/**
 * Tells an area's reviewers what was sent to them, one mail for each act of the coordinator; reminds them some days before it is due and when it
 * is late; and tells the coordinators each day what is late. Of the daily mails each person gets one at most, which lists all that waits.
 */
@Injectable()
export class ReviewsMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly proposals: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly people: ParticipantsQueries,
    private readonly links: PersonalLinks,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('proposals.reviews-requested', 'notifications.ask-reviewers', ({ id, processId, body }) =>
      this.ask(id, processId, body.areaId, body.proposalIds),
    );
    this.jobs.define(RemindOfReviews, () => this.remind(), MORNING);
  }

  /** Sends today's reminders and digests. Doing it again on the same day sends nothing. */
  async remind(): Promise<void> {
    await this.unitOfWork.run(async () => {
      const today = dayOf(this.clock.now(), this.config.TIME_ZONE);
      const processes = await this.underReview();
      const owed = (await this.proposals.owedReviews()).filter((row) => processes.has(row.processId));
      const reviewers = await this.people.holders('reviewer');
      for (const [accountId, grants] of Map.groupBy(reviewers, (holder) => holder.accountId))
        await this.remindReviewer(accountId, sectionsOf(processes, grants, owed), grants, today);
      const late = owed.filter((row) => isLate(row.dueOn, today));
      for (const [accountId, grants] of Map.groupBy(await this.people.holders('coordinator'), (holder) => holder.accountId))
        await this.tellCoordinator(accountId, sectionsOf(processes, grants, late), grants, reviewers, today);
    });
  }

  private async ask(eventId: string, processId: string | null, areaId: string, proposalIds: readonly string[]): Promise<void> {
    const asked = (await this.proposals.owedReviews()).filter(
      (row) => row.areaId === areaId && proposalIds.includes(row.proposalId),
    );
    const process = processId ? await this.processes.byId(processId) : null;
    const [first] = asked;
    if (!process || !first) return;
    const reviewers = (await this.people.holders('reviewer')).filter((holder) => holder.areaId === areaId);
    for (const reviewer of reviewers) {
      const t = this.languageOf(reviewer);
      const args = {
        ...{ process: localized(process.name, t.locale), area: localized(first.areaName, t.locale) },
        ...{ count: asked.length, date: t.date(first.dueOn, 'day') },
      };
      await this.queue(t, reviewer, 'assigned', `assigned/${eventId}/${reviewer.grantId}`, args, [
        t('proposals.mail.assigned.lead', args),
        asked.map(titleOf).join('\n'),
        t('proposals.mail.assigned.link'),
        this.links.address(reviewer.grantId, t.locale),
        t('proposals.mail.personal'),
      ]);
    }
  }

  private async remindReviewer(
    accountId: string,
    sections: readonly Section[],
    [reviewer]: readonly HolderRow[],
    today: string,
  ): Promise<void> {
    const owed = sections.flatMap((section) => section.owed);
    const prefix = `proposals/reminder/${accountId}/`;
    const remindedOn = (await this.mailer.lastKey(prefix))?.slice(prefix.length) ?? null;
    const asked = owed.map((row) => ({ dueOn: row.dueOn, askedOn: dayOf(row.assignedAt, this.config.TIME_ZONE) }));
    if (!reviewer || !isReminderDue(asked, remindedOn, today)) return;
    const t = this.languageOf(reviewer);
    const args = { count: owed.length, late: owed.filter((row) => isLate(row.dueOn, today)).length };
    const texts = sections.flatMap((section) => [
      t('proposals.mail.reminder.lead', { process: localized(section.process.name, t.locale) }),
      section.owed.map((row) => `${titleOf(row)} (${dueWords(t, row, today)})`).join('\n'),
      this.links.address(section.grantId, t.locale),
    ]);
    await this.queue(t, reviewer, 'reminder', `reminder/${accountId}/${today}`, args, [...texts, t('proposals.mail.personal')]);
  }

  private async tellCoordinator(
    accountId: string,
    sections: readonly Section[],
    [coordinator]: readonly HolderRow[],
    reviewers: readonly HolderRow[],
    today: string,
  ): Promise<void> {
    if (!coordinator || sections.length === 0) return;
    const t = this.languageOf(coordinator);
    const texts = sections.flatMap(({ process, owed }) => [
      t('proposals.mail.overdue.lead', { process: localized(process.name, t.locale) }),
      ...[...Map.groupBy(owed, (row) => row.areaId)].map(([areaId, rows]) =>
        [
          areaWords(
            t,
            rows,
            reviewers.filter((holder) => holder.areaId === areaId),
          ),
          ...rows.map((row) => `${titleOf(row)} (${dueWords(t, row, today)})`),
        ].join('\n'),
      ),
      t('proposals.mail.overdue.link'),
      `${this.config.PUBLIC_URL}/${t.locale}${triagePath(process.slug)}`,
    ]);
    const count = sections.reduce((sum, section) => sum + section.owed.length, 0);
    await this.queue(t, coordinator, 'overdue', `overdue/${accountId}/${today}`, { count }, texts);
  }

  /** The processes in which reviews can be given now. */
  private async underReview(): Promise<ReadonlyMap<string, ProcessRow>> {
    const open = new Map<string, ProcessRow>();
    for (const process of await this.processes.all()) {
      if ((await this.processes.facts({ id: process.id }))?.features.has('review')) open.set(process.id, process);
    }
    return open;
  }

  private languageOf({ locale }: HolderRow): Translate {
    return this.translator.in(isLocale(locale) ? locale : this.config.DEFAULT_LOCALE);
  }

  private async queue(
    t: Translate,
    to: HolderRow,
    what: 'assigned' | 'reminder' | 'overdue',
    key: string,
    args: Record<string, string | number>,
    texts: readonly string[],
  ): Promise<void> {
    await this.mailer.queue({
      key: `proposals/${key}`,
      kind: `proposals.${what}`,
      to: to.email,
      locale: t.locale,
      subject: t(`proposals.mail.${what}.subject`, args),
      text: [t('proposals.mail.hello', { name: to.name }), ...texts].join('\n\n'),
    });
  }
}

/** What somebody's roles have to do with, by process; a role that names no area has to do with every area. */
function sectionsOf(
  processes: ReadonlyMap<string, ProcessRow>,
  grants: readonly HolderRow[],
  owed: readonly OwedReviewRow[],
): Section[] {
  return [...processes.values()].flatMap((process) => {
    const mine = grants.filter((grant) => grant.processId === process.id);
    const rows = owed.filter(
      (row) => row.processId === process.id && mine.some((grant) => grant.areaId === null || grant.areaId === row.areaId),
    );
    return mine[0] && rows.length > 0 ? [{ process, grantId: mine[0].grantId, owed: rows }] : [];
  });
}

const titleOf = ({ number, title }: OwedReviewRow): string => `- ${proposalNumber(number)}. ${title}`;

const dueWords = (t: Translate, { dueOn }: OwedReviewRow, today: string): string =>
  t(`proposals.mail.reminder.${isLate(dueOn, today) ? 'late' : 'due'}`, { date: t.date(dueOn, 'day') });

function areaWords(t: Translate, [first]: readonly OwedReviewRow[], people: readonly HolderRow[]): string {
  return t('proposals.mail.overdue.area', {
    area: first ? localized(first.areaName, t.locale) : '',
    people: people.length > 0 ? t.list(people.map((person) => person.name)) : t('proposals.mail.overdue.nobody'),
  });
}
