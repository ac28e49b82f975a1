import { localized, localizedIn, type LocalizedText } from '../kernel/localized.js';
import { paragraphsOf } from '../kernel/text.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { ButtonModel, FactsModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { callPath, pictureOf, processPath, rulesPath, type CallQuestion, type ProcessFacts } from './domain/index.js';
import type { CallTexts, RulesRow } from './call.queries.js';
import { stageDates } from './process-journey.js';
import type { ProcessRow, StageRow } from './process.queries.js';

/** A text with the language it is in, where that is not the page's. */
export interface CallProse {
  lang: string | null;
  paragraphs: string[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/call': {
      title: string;
      kicker: string;
      lead: string;
      submit: ButtonModel | null;
      draft: string | null;
      parts: { id: string; title: string; prose: CallProse }[];
      questions: { title: string; items: { text: string; about: string }[] } | null;
      terms: { title: string; about: string; prose: CallProse; link: LinkModel } | null;
      noTerms: string | null;
      datesTitle: string;
      dates: FactsModel;
      zone: string;
      contact: { title: string; name: string | null; email: string | null } | null;
      links: LinkModel[];
      linksTitle: string;
    };
  }
}

export interface ShownCall {
  process: ProcessRow;
  stages: StageRow[];
  texts: CallTexts;
  questions: CallQuestion[];
  rules: RulesRow | null;
  /** The name of the time zone that the dates are meant in. */
  zone: string;
}

export function callProse(t: Translate, text: LocalizedText): CallProse {
  const found = localizedIn(text, t.locale);
  return { lang: found && found.lang !== t.locale ? found.lang : null, paragraphs: paragraphsOf(found?.text ?? '') };
}

/** How a reader calls the time zone in which days begin and end, e.g. "hora estándar de Argentina". */
export function zoneName(t: Translate, timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(t.tag, { timeZone, timeZoneName: 'long' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** The open call as everybody reads it: what is asked, what happens with it, until when, on which terms. */
export function callPage(x: Exchange, { process, stages, texts, questions, rules, zone }: ShownCall): Page {
  const { t } = x;
  const { isPublic, features } = x.facts<ProcessFacts>();
  const call = stages.find((stage) => stage.kind === 'call');
  const title = t('process.call.title');
  const name = localized(process.name, x.locale);
  return x.page(
    'process/call',
    {
      title,
      kicker: name,
      lead: call ? t('process.call.lead', { days: stageDates(t, call) }) : localized(process.summary, x.locale),
      submit: features.has('propose')
        ? {
            text: t('process.call.submit'),
            href: processPath(process.slug, 'proposals', 'new'),
            variant: 'primary',
            icon: 'send',
            name: null,
            value: null,
          }
        : null,
      draft: isPublic ? null : t('process.draft-notice'),
      parts: [
        { id: 'asks', title: t('process.call.asks'), prose: callProse(t, texts.asks) },
        { id: 'purpose', title: t('process.call.purpose'), prose: callProse(t, texts.purpose) },
      ],
      questions:
        questions.length > 0
          ? {
              title: t('process.call.questions'),
              items: questions.map((question) => ({
                text: localized(question.label, x.locale),
                about: t('process.call.question-about', {
                  required: String(question.isRequired),
                  public: String(question.isPublic),
                }),
              })),
            }
          : null,
      terms: rules
        ? {
            title: t('process.call.terms'),
            about: t('process.call.version-of', { version: rules.version, date: t.date(rules.publishedAt, 'moment') }),
            prose: callProse(t, rules.terms),
            link: link(t('process.call.rules-link'), rulesPath(process.slug)),
          }
        : null,
      noTerms: rules ? null : t('process.call.no-terms'),
      datesTitle: t('process.call.dates'),
      dates: {
        rows: stages.map((stage) => ({ term: localized(stage.name, x.locale), text: stageDates(t, stage), href: null })),
      },
      zone: t('process.call.zone', { zone }),
      contact:
        texts.contact || texts.contactEmail
          ? { title: t('process.call.contact'), name: texts.contact, email: texts.contactEmail }
          : null,
      linksTitle: t('process.call.more'),
      links: [
        link(t('process.call.see-proposals'), processPath(process.slug, 'proposals')),
        link(t('process.call.see-journey'), processPath(process.slug)),
        link(t('process.call.see-poster'), callPath(process.slug, 'poster')),
        link(t('process.call.see-paper'), callPath(process.slug, 'paper')),
        link(t('process.call.see-feed'), processPath(process.slug, 'proposals.atom')),
      ],
    },
    {
      title: t('process.call.document-title', { process: name }),
      process: process.slug,
      description: callProse(t, texts.asks).paragraphs[0],
      picture: isPublic ? pictureOf(callPath(process.slug)) : undefined,
      breadcrumb: [{ text: name, href: processPath(process.slug) }],
    },
  );
}
