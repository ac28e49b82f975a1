import { localized } from '../kernel/localized.js';
import { commitmentPath, textByRole } from '../commitments/domain/index.js';
import { sheetTemplate, type SheetRow } from '../commitments/index.js';
import type { DownloadsModel, FactsModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { processPath, type ProcessFacts } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { entriesOf, shownAnswer, type PlanFigures } from './domain/index.js';
import { planFacts } from './plan-facts.js';
import { PLAN_TEMPLATE } from './plan-template.js';
import type { PlanRow, PublicationRow } from './plans.queries.js';

interface AnswerView {
  label: string;
  lang: string | null;
  paragraphs: string[];
  list: string[];
  /** Says that the figure is the platform's own, or that it differs. */
  figure: string | null;
}

export interface PlanPage {
  title: string;
  state: TagModel;
  waiting: string | null;
  facts: FactsModel;
  commitmentsTitle: string;
  commitments: { ordinal: string; title: string; lang: string | null; brief: string; href: string }[];
  noCommitments: string | null;
  override: { text: string; reason: string } | null;
  sections: { id: string; title: string; intro: string | null; answers: AnswerView[] }[];
  endorsements: { title: string; lines: string[]; empty: string | null };
  downloads: DownloadsModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'plans/show': PlanPage;
  }
}

export interface PlanParts {
  facts: ProcessFacts;
  process: ProcessRow;
  plan: PlanRow | null;
  published: PublicationRow | null;
  sheets: SheetRow[];
  figures: PlanFigures;
}

/** The plan's page, with the plan-level sections of OGP Local in their order; before publication it says what will be here. */
export function planPage(x: Exchange, { facts, process, plan, published, sheets, figures }: PlanParts): Page {
  const title = localized(plan?.name ?? process.name, x.locale);
  const answers = published?.answers ?? null;
  return x.page(
    'plans/show',
    {
      title,
      state: published
        ? {
            text: x.t('plans.state.published', { version: published.version, day: x.t.date(published.publishedAt, 'day') }),
            tone: 'ok',
            icon: 'check',
          }
        : { text: x.t('plans.state.draft'), tone: 'neutral', icon: null },
      waiting: published ? null : x.t('plans.show.waiting'),
      facts: plan && published ? planFacts(x.t, plan, published) : { rows: [] },
      commitmentsTitle: x.t('plans.show.commitments', { count: sheets.length }),
      commitments: sheets.map((sheet) => ({
        ordinal: x.t('plans.commitment.ordinal', { number: sheet.number }),
        title: sheet.title,
        lang: null,
        brief:
          textByRole(sheet.document, sheetTemplate(sheet.templateKey), 'brief') ||
          textByRole(sheet.document, sheetTemplate(sheet.templateKey), 'problem'),
        href: commitmentPath(facts.slug, sheet.number),
      })),
      noCommitments: sheets.length === 0 ? x.t('plans.show.no-commitments') : null,
      override: published?.reason ? { text: x.t('plans.show.override'), reason: published.reason } : null,
      sections: answers
        ? PLAN_TEMPLATE.sections
            .filter((section) => section.key !== 'endorsements')
            .map((section) => ({
              id: `section-${section.key}`,
              title: section.label[x.locale],
              intro: section.intro?.[x.locale] ?? null,
              answers: section.questions.map((question): AnswerView => {
                const shown = shownAnswer(question, answers, figures);
                const isList = question.kind === 'institutions' || question.kind === 'list';
                const label = `${question.number ? `${question.number}. ` : ''}${question.label[x.locale]}`;
                return {
                  label: section.questions.length === 1 && question.label[x.locale] === section.label[x.locale] ? '' : label,
                  lang: shown.origin === 'written' && shown.lang !== x.locale ? shown.lang : null,
                  paragraphs: isList ? [] : shown.text.split(/\n+/).filter((line) => line.trim()),
                  list: isList ? entriesOf({ text: shown.text, lang: shown.lang }) : [],
                  figure:
                    shown.origin === 'computed'
                      ? x.t('exports.plan.computed')
                      : shown.computed
                        ? x.t('exports.plan.computedDiffers', { figure: shown.computed })
                        : null,
                };
              }),
            }))
        : [],
      endorsements: {
        title: PLAN_TEMPLATE.sections.find((section) => section.key === 'endorsements')?.label[x.locale] ?? '',
        lines: (answers?.endorsements ?? []).map((each) => [each.name, each.role, each.organisation].filter(Boolean).join(', ')),
        empty: published && published.answers.endorsements.length === 0 ? x.t('exports.plan.noEndorsements') : null,
      },
      downloads: published
        ? {
            title: x.t('plans.downloads.plan-title'),
            files: [
              ...(['docx', 'pdf', 'html', 'md', 'json'] as const).map((format) => ({
                text: x.t(`plans.downloads.${format}`),
                href: processPath(facts.slug, 'plan', `export.${format}`),
                about: format.toUpperCase(),
                icon: format === 'json' ? 'braces' : format === 'pdf' ? 'printer' : 'file-text',
              })),
              {
                text: x.t('plans.downloads.csv'),
                href: processPath(facts.slug, 'plan', 'commitments.csv'),
                about: 'CSV',
                icon: 'table',
              },
            ],
          }
        : null,
    },
    { title, process: facts.slug, description: localized(process.summary, x.locale) },
  );
}
