import { entriesOf, shownAnswer, type PlanQuestion } from '../../plans/domain/index.js';
import type { Translate } from '../../platform/i18n/translate.js';
import { deepened, type Block, type Outline } from './outline.js';
import type { PlanExport } from '../../plans/domain/index.js';
import { sheetBlocks, sheetTitle, versionText } from './sheet-outline.js';

/** A whole plan as a document: the head of its page, its sections with their questions, then every commitment sheet. */
export function planOutline(plan: PlanExport, t: Translate): Outline {
  return {
    title: plan.name.text,
    lang: t.tag,
    author: plan.platformName,
    subject: plan.template.name[t.locale],
    date: plan.publishedOn,
    blocks: [
      { kind: 'heading', level: 1, text: plan.name.text },
      ...head(plan, t),
      ...plan.template.sections.flatMap((section) => [
        { kind: 'heading' as const, level: 2 as const, text: section.label[t.locale] },
        ...(section.intro ? [{ kind: 'remark' as const, text: section.intro[t.locale] }] : []),
        ...section.questions.flatMap((question) =>
          questionBlocks(plan, t, question, question.label[t.locale] !== section.label[t.locale]),
        ),
      ]),
      { kind: 'heading', level: 2, text: t('exports.plan.commitments') },
      { kind: 'remark', text: t('exports.plan.commitmentCount', { count: plan.sheets.length }) },
      ...plan.sheets.flatMap((sheet): Block[] => [
        { kind: 'heading', level: 3, text: sheetTitle(sheet, t) },
        ...deepened(sheetBlocks(sheet, t), 2),
      ]),
    ],
  };
}

function head(plan: PlanExport, t: Translate): Block[] {
  const own = (text: string) => [{ text, lang: t.tag }];
  const facts = plan.template.facts.items.flatMap(({ key, label }) => {
    const text = plan.facts[key];
    return text ? [{ label: label[t.locale], values: own(text) }] : [];
  });
  return [
    { kind: 'heading', level: 2, text: plan.template.facts.label[t.locale] },
    {
      kind: 'facts',
      rows: [
        ...facts,
        { label: t('exports.document.identifier', { platform: plan.platformName }), values: own(plan.platformId) },
        { label: t('exports.document.version'), values: own(versionText(plan, t)) },
        { label: t('exports.document.address'), values: own(plan.url), href: plan.url },
      ],
    },
    ...(plan.overrideReason
      ? [
          { kind: 'remark' as const, text: t('exports.plan.override') },
          { kind: 'answer' as const, words: plan.overrideReason },
        ]
      : []),
  ];
}

function questionBlocks(plan: PlanExport, t: Translate, question: PlanQuestion, hasOwnHeading: boolean): Block[] {
  const label = question.label[t.locale];
  const heading: Block[] = hasOwnHeading
    ? [{ kind: 'heading', level: 3, text: question.number ? `${question.number}. ${label}` : label }]
    : [];
  if (question.kind === 'endorsements') return [...heading, endorsements(plan, t)];
  const shown = shownAnswer(question, plan.answers, plan.figures);
  const words = { text: shown.text, lang: shown.origin === 'none' ? t.tag : shown.lang };
  const answer: Block = !shown.text.trim()
    ? { kind: 'remark', text: t('exports.document.noAnswer') }
    : question.kind === 'institutions' || question.kind === 'list'
      ? {
          kind: 'list',
          lines: entriesOf(words).map((name) => ({ lead: '', href: null, words: [{ text: name, lang: words.lang }] })),
        }
      : { kind: 'answer', words };
  const computed =
    shown.origin === 'computed'
      ? t('exports.plan.computed')
      : shown.computed
        ? t('exports.plan.computedDiffers', { figure: shown.computed })
        : null;
  return [...heading, answer, ...(computed ? [{ kind: 'remark' as const, text: computed }] : [])];
}

function endorsements({ answers }: PlanExport, t: Translate): Block {
  if (answers.endorsements.length === 0) return { kind: 'remark', text: t('exports.plan.noEndorsements') };
  const lines = answers.endorsements.map(({ name, role, organisation }) => ({
    lead: name,
    href: null,
    words: [role, organisation].filter(Boolean).map((text) => ({ text, lang: 'und' })),
  }));
  return { kind: 'list', lines };
}
