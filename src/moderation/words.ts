import type { Locale } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { ModeratedView } from '../platform/subjects/subject-registry.js';
import type { TagModel } from '../platform/web/components.js';
import type { FieldSpec } from '../platform/web/forms.js';
import { MODERATION_RULES, REASON_MAX, WORDS_MAX, type Cause, type Decision } from './domain/index.js';

const EXCERPT = 220;

export const paragraphsOf = (text: string): string[] => text.split(/\n{2,}/).filter((part) => part.trim() !== '');

export function excerptOf({ title, paragraphs }: ModeratedView): string {
  const text = [title, ...paragraphs].filter(Boolean).join(' · ').replace(/\s+/g, ' ');
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1).trimEnd()}…`;
}

export const langOf = (t: Translate, lang: Locale): string | null => (lang === t.locale ? null : lang);

const CAUSE_TONES: Record<Cause, TagModel['tone']> = { appealed: 'danger', held: 'warn', reported: 'accent' };
const CAUSE_ICONS: Record<Cause, string> = { appealed: 'message-circle', held: 'clock', reported: 'flag' };

export const causeTag = (t: Translate, cause: Cause): TagModel => ({
  text: t(`moderation.cause.${cause}`),
  tone: CAUSE_TONES[cause],
  icon: CAUSE_ICONS[cause],
});

export const decisionTag = (t: Translate, decision: Decision): TagModel => ({
  text: t(`moderation.decision.${decision}`),
  tone: decision === 'hidden' || decision === 'upheld' ? 'danger' : 'ok',
  icon: decision === 'hidden' || decision === 'upheld' ? 'eye-off' : 'eye',
});

const ruleOptions = (t: Translate): { value: string; text: string; hint: string }[] =>
  MODERATION_RULES.map((rule) => ({
    value: rule,
    text: t(`moderation.rule.${rule}`),
    hint: t(`moderation.rule.${rule}.about`),
  }));

/** The fields by which one or many are decided. Rule and reason are asked for in any case where nothing else can be done than to hide. */
export function decisionFields(t: Translate, acts: readonly string[]): FieldSpec[] {
  const required = acts.every((act) => act === 'hide');
  return [
    {
      name: 'act',
      kind: 'radios',
      label: 'moderation.decide.act',
      options: acts.map((act) => ({ value: act, text: t(`moderation.act.${act}`), hint: t(`moderation.act.${act}.about`) })),
    },
    {
      name: 'rule',
      kind: 'select',
      label: 'moderation.decide.rule',
      hint: 'moderation.decide.rule-hint',
      required,
      options: [{ value: '', text: t('moderation.choose') }, ...ruleOptions(t).map(({ value, text }) => ({ value, text }))],
    },
    {
      name: 'reason',
      kind: 'textarea',
      label: 'moderation.decide.reason',
      hint: 'moderation.decide.reason-hint',
      rows: 4,
      maxlength: REASON_MAX,
      required,
    },
  ];
}

/** What a report says of one or many. */
export const reportFields = (t: Translate): FieldSpec[] => [
  { name: 'rule', kind: 'radios', label: 'moderation.report.rule', options: ruleOptions(t) },
  {
    name: 'words',
    kind: 'textarea',
    label: 'moderation.report.words',
    hint: 'moderation.report.words-hint',
    rows: 4,
    maxlength: WORDS_MAX,
    required: false,
  },
];
