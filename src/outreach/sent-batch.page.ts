import { LANGUAGE_NAMES, TAGS } from '../platform/i18n/translator.js';
import { LOCALES } from '../kernel/localized.js';
import type { ErrorSummaryModel, FormModel, StatsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import { INVITATION_STATES, mayRemind, outreachPath, stateOf, type MessageTexts } from './domain/index.js';
import { invitationLine, type InvitationLine } from './organisations.page.js';
import type { BatchRow, InvitationRow } from './outreach-rows.js';
import { aboutText, breadcrumb } from './outreach-words.js';

/** A message as it was written, in one language. */
export interface MessageModel {
  language: string;
  lang: string;
  subject: string;
  paragraphs: string[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/sent': {
      title: string;
      lead: string;
      summary: ErrorSummaryModel | null;
      stats: StatsModel;
      remindTitle: string;
      remindText: string;
      remind: FormModel | null;
      honest: string;
      listTitle: string;
      invitations: InvitationLine[];
      messageTitle: string;
      messages: MessageModel[];
    };
  }
}

export const messagesOf = (texts: MessageTexts): MessageModel[] =>
  LOCALES.flatMap((locale) => {
    const written = texts[locale];
    if (!written) return [];
    const { subject, body } = written;
    return [{ language: LANGUAGE_NAMES[locale], lang: TAGS[locale], subject, paragraphs: body.split(/\n{2,}/) }];
  });

/** A batch that went out: how far each invitation has come, and what can still be done. */
export function sentBatchPage(
  x: Exchange,
  slug: string,
  state: FormState | null,
  { batch, invitations, now }: { batch: BatchRow; invitations: InvitationRow[]; now: Date },
): Page {
  const title = x.t('outreach.sent.title', { about: aboutText(x.t, batch.themeName) });
  const due = invitations.filter((invitation) => mayRemind(invitation, batch, now)).length;
  const counts = Map.groupBy(invitations, stateOf);
  const remind = x.form(
    {
      action: outreachPath(slug, 'batches', batch.id, 'reminders'),
      submit: 'outreach.sent.remind',
      submitArgs: { count: due },
      fields: [],
    },
    state ?? blank(),
  );
  return x.page(
    'outreach/sent',
    {
      title,
      lead: x.t('outreach.sent.lead', {
        day: x.t.date(batch.sentAt ?? batch.createdAt, 'day'),
        count: invitations.length,
        deadline: x.t.date(batch.deadline, 'day'),
      }),
      summary: due === 0 ? remind.summary : null,
      stats: {
        stats: INVITATION_STATES.filter((each) => counts.has(each)).map((each) => ({
          number: x.t.number(counts.get(each)?.length ?? 0),
          text: x.t(`outreach.state.${each}`),
        })),
      },
      remindTitle: x.t('outreach.sent.remind-title'),
      remindText: x.t(due > 0 ? 'outreach.sent.remind-text' : 'outreach.sent.nobody-due', {
        most: batch.mostReminders,
        days: batch.reminderDays,
      }),
      remind: due > 0 ? remind : null,
      honest: x.t('outreach.sent.honest'),
      listTitle: x.t('outreach.invitations'),
      invitations: invitations.map((invitation) => invitationLine(x, slug, invitation)),
      messageTitle: x.t('outreach.sent.message'),
      messages: messagesOf(batch.texts),
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}
