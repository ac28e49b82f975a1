import { localized, LOCALES, type Locale } from '../kernel/localized.js';
import { SECTORS } from '../participants/domain/index.js';
import {
  journey,
  type FieldModel,
  type FormModel,
  type JourneyModel,
  type LinkModel,
  type ThemeMarkModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { ANSWER_MAX, inWords, PLACE_MAX, questionField, type CallQuestion, type WordedKind } from '../process/domain/index.js';
import type { CallProse, ProcessRow, ThemeRow } from '../process/index.js';
import {
  DRAFT_KEPT_DAYS,
  EMAIL_MAX,
  NAME_MAX,
  NEIGHBOURHOOD_MAX,
  newProposalPath,
  ORGANISATION_MAX,
  PART_MAX,
  proposalNumber,
  proposalPath,
  TITLE_MAX,
  type AttachmentRow,
} from './domain/index.js';
import { fileFields, filesModel, type FilesModel, type FilesShown } from './attachment-form.js';
import type { AttachmentsModel } from './attachments.page.js';
import type { MapData } from './map.queries.js';
import { PLACE_FIELDS, placeModel, type PlaceModel } from './place.form.js';
import { breadcrumb } from './proposal.page.js';
import { langOf, themeMark, supportWords } from './proposal-words.js';

export const STEPS = ['idea', 'text', 'author', 'preview'] as const;
export type Step = (typeof STEPS)[number];

interface SimilarNote {
  slot: number;
  number: string;
  title: string;
  lang: string | null;
  href: string;
  about: string;
  support: LinkModel;
  add: LinkModel;
}

/** What others have proposed alike. The page has a place for it before there is any, which a script fills while somebody writes. */
export interface SimilarModel {
  source: string;
  /** The title of what is being written, where the page does not have its field. */
  writing: string;
  title: string;
  lead: string;
  goOn: string;
  proposals: SimilarNote[];
  /** The markup of one, for the script. */
  blank: SimilarNote;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/step': {
      title: string;
      kicker: string;
      theme: ThemeMarkModel | null;
      lead: string;
      journey: JourneyModel;
      form: FormModel;
      fields: FieldModel[];
      draft: string;
      place: PlaceModel | null;
      files: FilesModel | null;
      similar: SimilarModel | null;
      back: LinkModel | null;
      keptText: string;
    };
    'proposals/preview': {
      title: string;
      kicker: string;
      lead: string;
      journey: JourneyModel;
      form: FormModel;
      parts: {
        title: string;
        change: LinkModel;
        lang: string | null;
        rows: { term: string; paragraphs: string[] }[];
        attachments: AttachmentsModel | null;
      }[];
      privacy: string;
      terms: { title: string; prose: CallProse; link: LinkModel } | null;
    };
  }
}

export interface Submission {
  process: ProcessRow;
  themes: ThemeRow[];
  /** What the call asks beside the usual. */
  questions: readonly CallQuestion[];
  /** Images and documents so far, and how many and how large they may be. */
  attachments: readonly AttachmentRow[];
  limits: Pick<FilesShown, 'most' | 'megabytes'>;
  /** To point at the place on; null where there is nothing to draw. */
  map: MapData | null;
  /** Steps that are complete already, so that their names lead back to them. */
  done: readonly Step[];
  /** The organisation that was invited by name. */
  invited: string | null;
}

/** Where a step is: the first has no name of its own. */
export const stepPath = (process: string, step: Step): string =>
  step === 'idea' ? newProposalPath(process) : newProposalPath(process, step);

export function submissionJourney(x: Exchange, process: string, now: Step, done: readonly Step[]): JourneyModel {
  const at = STEPS.indexOf(now);
  return journey(
    x.t('proposals.new.steps'),
    STEPS.map((step, index) => ({
      state: index === at ? 'now' : done.includes(step) && index < at ? 'done' : 'next',
      stateText: x.t(index === at ? 'proposals.new.step-now' : index < at ? 'proposals.new.step-done' : 'proposals.new.step', {
        number: index + 1,
      }),
      name: x.t(`proposals.new.${step}.name`),
      when: null,
      href: index < at ? stepPath(process, step) : null,
      hrefText: index < at ? x.t('proposals.new.change') : null,
    })),
    { brief: x.t('proposals.new.step-of', { number: at + 1, of: STEPS.length, name: x.t(`proposals.new.${now}.name`) }) },
  );
}

/** One step of sending a proposal; what was typed is kept on the server with every step and on the device while typing. */
export function stepPage(
  x: Exchange,
  step: Exclude<Step, 'preview'>,
  submission: Submission,
  state: FormState,
  more: { theme?: ThemeRow | null; similar?: SimilarModel | null } = {},
): Page {
  const { process } = submission;
  const title = x.t(`proposals.new.${step}.title`);
  const shownFiles = filesOf(submission);
  const apart = new Set([...PLACE_FIELDS, ...fileFields(x, shownFiles)].map(({ name }) => name));
  const form = x.form(
    {
      action: stepPath(process.slug, step),
      submit: `proposals.new.${step}.submit`,
      guard: 'proposal',
      fields: FIELDS[step](x, submission),
    },
    state,
  );
  const before = STEPS[STEPS.indexOf(step) - 1];
  return x.page(
    'proposals/step',
    {
      title,
      kicker: submission.invited
        ? x.t('proposals.new.invited', { organisation: submission.invited })
        : x.t('proposals.index.submit'),
      theme: more.theme
        ? themeMark(x.t, null, { themeId: more.theme.id, themeName: more.theme.name, themePosition: more.theme.position })
        : null,
      lead: x.t(`proposals.new.${step}.lead`),
      journey: submissionJourney(x, process.slug, step, submission.done),
      form,
      fields: Object.values(form.fields).filter(({ name }) => !apart.has(name)),
      place: step === 'text' ? placeModel(x, form, submission.map) : null,
      files: step === 'text' ? filesModel(x, form, shownFiles) : null,
      draft: `proposal/${process.slug}/${step}`,
      similar: more.similar ?? null,
      back: before ? link(x.t(`proposals.new.${step}.back`), stepPath(process.slug, before)) : null,
      keptText: x.t('proposals.new.kept', { days: DRAFT_KEPT_DAYS }),
    },
    {
      title: x.t('proposals.new.document-title', { title, number: STEPS.indexOf(step) + 1, of: STEPS.length }),
      process: process.slug,
      breadcrumb: breadcrumb(x, process),
      ...(step === 'text' ? { scripts: ['writing'], mayAskPlace: true } : {}),
    },
  );
}

const filesOf = ({ process, attachments, questions, limits }: Submission): FilesShown => ({
  ...{ attachments, questions, ...limits },
  action: newProposalPath(process.slug, 'files'),
});

type Fields = (x: Exchange, submission: Submission) => FieldSpec[];

const FIELDS: Record<Exclude<Step, 'preview'>, Fields> = {
  idea: (x, { themes }) => [
    { name: 'title', kind: 'text', label: 'proposals.title', hint: 'proposals.title-hint', maxlength: TITLE_MAX },
    {
      name: 'themeId',
      kind: 'radios',
      label: 'proposals.theme',
      hint: 'proposals.theme-hint',
      options: themes.map((theme) => ({
        value: theme.id,
        text: localized(theme.name, x.locale),
        hint: theme.description ? localized(theme.description, x.locale) : undefined,
      })),
    },
  ],
  text: (x, submission) => [
    {
      name: 'problem',
      kind: 'textarea',
      label: 'proposals.problem',
      hint: 'proposals.problem-hint',
      maxlength: PART_MAX,
      rows: 6,
    },
    { name: 'idea', kind: 'textarea', label: 'proposals.idea', hint: 'proposals.idea-hint', maxlength: PART_MAX, rows: 5 },
    {
      name: 'benefit',
      kind: 'textarea',
      label: 'proposals.benefit',
      hint: 'proposals.benefit-hint',
      maxlength: PART_MAX,
      rows: 4,
      required: false,
    },
    ...inWords(submission.questions).map((question) => questionSpec(x, question)),
    {
      name: 'lang',
      kind: 'select',
      label: 'proposals.lang',
      options: LOCALES.map((lang) => ({ value: lang, text: x.t(`proposals.lang.${lang}`) })),
    },
    ...PLACE_FIELDS,
    ...fileFields(x, filesOf(submission)),
  ],
  author: (x) => [
    {
      name: 'authorName',
      kind: 'text',
      label: 'proposals.author-name',
      hint: 'proposals.author-name-hint',
      autocomplete: 'name',
      maxlength: NAME_MAX,
    },
    {
      name: 'authorEmail',
      kind: 'email',
      label: 'proposals.author-email',
      hint: 'proposals.author-email-hint',
      autocomplete: 'email',
      maxlength: EMAIL_MAX,
    },
    {
      name: 'sector',
      kind: 'radios',
      label: 'proposals.sector',
      hint: 'proposals.sector-hint',
      options: SECTORS.map((sector) => ({ value: sector, text: x.t(`proposals.sector.${sector}`) })),
    },
    {
      name: 'onBehalfOf',
      kind: 'text',
      label: 'proposals.organisation',
      hint: 'proposals.organisation-hint',
      autocomplete: 'organization',
      maxlength: ORGANISATION_MAX,
      required: false,
    },
    {
      name: 'neighbourhood',
      kind: 'text',
      label: 'proposals.neighbourhood',
      hint: 'proposals.neighbourhood-hint',
      autocomplete: 'address-level3',
      maxlength: NEIGHBOURHOOD_MAX,
      required: false,
    },
  ],
};

const ANSWER_FIELDS: Record<WordedKind, Partial<FieldSpec> & Pick<FieldSpec, 'kind'>> = {
  text: { kind: 'textarea', rows: 4, maxlength: ANSWER_MAX },
  place: { kind: 'text', maxlength: PLACE_MAX },
  number: { kind: 'text', maxlength: 30, inputmode: 'decimal' },
  'yes-no': { kind: 'radios' },
  choice: { kind: 'radios' },
};

/** A question of the call as a field: its label is in the coordinators' words. */
export function questionSpec(x: Exchange, question: CallQuestion & { kind: WordedKind }): FieldSpec {
  const options = {
    choice: question.options.map((option, index) => ({ value: String(index), text: localized(option, x.locale) })),
    'yes-no': ['yes', 'no'].map((value) => ({ value, text: x.t(`proposals.answer.${value}`) })),
  };
  return {
    name: questionField(question),
    label: 'proposals.question',
    args: { question: localized(question.label, x.locale) },
    hint: question.isPublic ? 'proposals.question.public' : 'proposals.question.private',
    required: question.isRequired,
    options: question.kind === 'choice' || question.kind === 'yes-no' ? options[question.kind] : undefined,
    ...ANSWER_FIELDS[question.kind],
  };
}

export function similarModel(
  x: Exchange,
  process: string,
  found: { number: number; title: string; lang: Locale; endorsements: number | null; themePosition: number }[],
  writing: string,
): SimilarModel {
  return {
    source: newProposalPath(process, 'similar.json'),
    writing,
    title: x.t('proposals.similar.title', { count: found.length }),
    lead: x.t('proposals.similar.lead'),
    goOn: x.t('proposals.similar.go-on'),
    proposals: found.map((each) => ({
      slot: (each.themePosition % 6) + 1,
      number: proposalNumber(each.number),
      title: each.title,
      lang: langOf(x.t, each.lang),
      href: proposalPath(process, each.number),
      about: supportWords(x.t, each.endorsements).join(''),
      support: link(
        x.t('proposals.similar.support', { number: proposalNumber(each.number) }),
        `${proposalPath(process, each.number)}#endorsements-title`,
      ),
      add: link(x.t('proposals.similar.add', { number: proposalNumber(each.number) }), proposalPath(process, each.number)),
    })),
    blank: {
      ...{ slot: 1, number: '', title: '', lang: null, href: '#', about: '' },
      support: link('', '#'),
      add: link('', '#'),
    },
  };
}
