import { localized } from '../kernel/localized.js';
import type { FieldModel, FormModel, LinkModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath, staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import {
  mayPlan,
  shownAnswer,
  type Missing,
  type PlanAnswers,
  type PlanFigures,
  type PublicationContext,
  type PublicationVerdict,
} from './domain/index.js';
import { PLAN_TEMPLATE } from './plan-template.js';
import type { PlanRow, PublicationRow } from './plans.queries.js';

interface EditorQuestion {
  field: FieldModel;
  before: FieldModel;
  /** The platform's own figure, with the words that say so; null where it has none. */
  figure: string | null;
  /** Whose translation the label is, where it is ours. */
  ours: string | null;
}

export interface PlanEditorPage {
  title: string;
  state: TagModel;
  publicPage: LinkModel;
  form: FormModel;
  sections: { title: string; intro: string | null; questions: EditorQuestion[] }[];
  facts: FormModel;
  endorsements: { text: string; form: FormModel }[];
  endorse: FormModel;
  gate: {
    title: string;
    text: string;
    missing: { text: string; href: string | null }[];
    sheets: string[];
    form: FormModel | null;
    refusal: string | null;
  };
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'plans/edit': PlanEditorPage;
  }
}

export interface EditorParts {
  plan: PlanRow;
  published: PublicationRow | null;
  figures: PlanFigures;
  context: PublicationContext;
  verdict: PublicationVerdict;
}

/** The forms of the page; a failed one brings its state, the others show what is stored. */
export interface EditorStates {
  answers?: FormState;
  facts?: FormState;
  endorsement?: FormState;
  publication?: FormState;
}

const stored = ({ answers, endorsements }: PlanAnswers) => ({
  texts: Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, answer.text])),
  endorsements,
});

export function planEditorPage(x: Exchange, facts: ProcessFacts, parts: EditorParts, states: EditorStates): Page {
  const { plan, published } = parts;
  const path = (...rest: string[]): string => staffProcessPath(facts.slug, 'plan', ...rest);
  const { texts, endorsements } = stored(plan.answers);
  const form = x.form(
    { action: path('answers'), submit: 'plans.edit.save', fields: answerFields() },
    states.answers ?? blank({ answers: texts, before: texts }),
  );
  const title = x.t('plans.edit.title', { plan: localized(plan.name, x.locale) });
  return x.page(
    'plans/edit',
    {
      title,
      state: published
        ? {
            text: x.t('plans.state.published', { version: published.version, day: x.t.date(published.publishedAt, 'day') }),
            tone: 'ok',
            icon: 'check',
          }
        : { text: x.t('plans.state.draft'), tone: 'neutral', icon: null },
      publicPage: link(x.t('plans.edit.see-public'), processPath(facts.slug, 'plan')),
      form,
      sections: sections(x, form, parts),
      facts: x.form(
        { action: path('facts'), submit: 'plans.edit.save-facts', submitVariant: 'quiet', fields: factFields() },
        states.facts ?? blank({ ...plan }),
      ),
      endorsements: endorsements.map((each, index) => ({
        text: [each.name, each.role, each.organisation].filter(Boolean).join(', '),
        form: x.form(
          {
            action: path('endorsements', 'removal'),
            submit: 'plans.edit.remove-endorsement',
            submitArgs: { name: each.name },
            submitVariant: 'plain',
            idPrefix: `remove-${index}-`,
            fields: [{ name: 'index', kind: 'hidden', label: 'plans.edit.endorsements' }],
          },
          blank({ index }),
        ),
      })),
      endorse: x.form(
        {
          action: path('endorsements'),
          submit: 'plans.edit.add-endorsement',
          submitVariant: 'quiet',
          idPrefix: 'endorse-',
          fields: endorsementFields(),
        },
        states.endorsement ?? blank(),
      ),
      gate: gate(x, facts, parts, states.publication ?? blank()),
    },
    { title, process: facts.slug, breadcrumb: [{ text: x.t('process.staff.work'), href: staffProcessPath(facts.slug) }] },
  );
}

const questions = () =>
  PLAN_TEMPLATE.sections.flatMap((section) => section.questions).filter((question) => question.kind !== 'endorsements');

function answerFields(): FieldSpec[] {
  return questions().flatMap((question): FieldSpec[] => [
    {
      name: `answers.${question.key}`,
      kind: question.kind === 'integer' ? 'text' : 'textarea',
      label: 'plans.edit.answer',
      required: question.required,
      maxlength: question.kind === 'integer' ? 6 : question.maxCharacters,
      inputmode: question.kind === 'integer' ? 'numeric' : undefined,
      rows: question.kind === 'text' ? 6 : 3,
    },
    { name: `before.${question.key}`, kind: 'hidden', label: 'plans.edit.answer' },
  ]);
}

const factFields = (): FieldSpec[] =>
  (['startsOn', 'endsOn', 'submittedOn'] as const).map((name) => ({
    name,
    kind: 'date',
    label: `plans.edit.${name}`,
    required: false,
  }));

const endorsementFields = (): FieldSpec[] =>
  (['name', 'role', 'organisation'] as const).map((name) => ({
    name,
    kind: 'text',
    label: `plans.edit.endorser-${name}`,
    maxlength: name === 'organisation' ? 300 : 200,
    autocomplete: 'off',
  }));

function sections(x: Exchange, form: FormModel, { plan, figures }: EditorParts): PlanEditorPage['sections'] {
  return PLAN_TEMPLATE.sections
    .filter((section) => section.questions.some((question) => question.kind !== 'endorsements'))
    .map((section) => ({
      title: section.label[x.locale],
      intro: section.intro?.[x.locale] ?? null,
      questions: section.questions.map((question) => {
        const shown = shownAnswer(question, plan.answers, figures);
        const label = `${question.number ? `${question.number}. ` : ''}${question.label[x.locale]}`;
        const figure = shown.origin === 'computed' ? shown.text : shown.computed;
        return {
          field: { ...(form.fields[`answers.${question.key}`] as FieldModel), label },
          before: form.fields[`before.${question.key}`] as FieldModel,
          figure: figure ? x.t('plans.edit.figure', { figure }) : null,
          ours: question.label.ours?.includes(x.locale) ? x.t('commitments.label.ours') : null,
        };
      }),
    }));
}

function gate(x: Exchange, facts: ProcessFacts, { verdict, context }: EditorParts, state: FormState): PlanEditorPage['gate'] {
  const missing = verdict.ok ? verdict.overridden : verdict.missing;
  const refusal = mayPlan(x.who, 'plan.publish', facts);
  const isClear = missing.length === 0;
  return {
    title: x.t('plans.gate.title'),
    text: x.t(isClear ? 'plans.gate.clear' : 'plans.gate.missing', { count: missing.length }),
    missing: missing.map((each) => missingLine(x, facts.slug, each)),
    sheets: context.sheets.map((sheet) => sheet.label),
    refusal: refusal ? x.t(`refusals.${refusal.code}`, refusal.params) : null,
    form: refusal
      ? null
      : x.form(
          {
            action: staffProcessPath(facts.slug, 'plan', 'publication'),
            submit: isClear ? 'plans.gate.publish' : 'plans.gate.publish-anyway',
            submitVariant: isClear ? 'primary' : 'danger',
            fields: isClear
              ? []
              : [
                  {
                    name: 'reason',
                    kind: 'textarea',
                    label: 'plans.gate.reason',
                    hint: 'plans.gate.reason-hint',
                    rows: 3,
                    maxlength: 4000,
                  },
                ],
          },
          state,
        ),
  };
}

function missingLine(x: Exchange, slug: string, each: Missing): { text: string; href: string | null } {
  if (each.kind === 'check') {
    const { finding } = each;
    return { text: `${each.label}: ${x.t(finding.message, finding.params)}`, href: staffProcessPath(slug, 'sheets') };
  }
  return {
    text: x.t(`plans.gate.${each.kind}`, { label: each.label }),
    href: staffProcessPath(slug, each.kind === 'proposal-response' ? 'proposals' : 'sheets'),
  };
}
