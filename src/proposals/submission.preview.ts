import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { answersOf, rulesPath, type CallQuestion } from '../process/domain/index.js';
import { callProse, type RulesRow } from '../process/index.js';
import { DraftAuthor, DraftIdea, DraftText, draftTextWith, lackingIn, newProposalPath, placeOf } from './domain/index.js';
import { attachmentsModel } from './attachments.page.js';
import { pointText } from './map.page.js';
import type { Draft } from './drafts.service.js';
import { breadcrumb } from './proposal.page.js';
import { answerRows, langOf, paragraphsOf } from './proposal-words.js';
import { stepPath, submissionJourney, type Step, type Submission } from './submission.page.js';

/** The first step that is still to be done; null when everything is there. */
export function missingStep(draft: Draft, questions: readonly CallQuestion[]): Exclude<Step, 'preview'> | null {
  if (!DraftIdea.safeParse(draft.idea).success) return 'idea';
  if (!draftTextWith(questions).safeParse(draft.text).success) return 'text';
  if (Object.keys(lackingIn(draft.attachments, questions)).length > 0) return 'text';
  return DraftAuthor.safeParse(draft.author).success ? null : 'author';
}

const TERMS_FIELDS: FieldSpec[] = [
  { name: 'accepts', kind: 'checkbox', label: 'proposals.terms.accept' },
  { name: 'termsVersion', kind: 'hidden', label: 'proposals.terms.accept' },
];

/** Everything as it will be read, before it is sent. Only for a draft without a missing step. */
export function previewPage(x: Exchange, submission: Submission, draft: Draft, state: FormState, rules: RulesRow | null): Page {
  const { process, themes, done } = submission;
  const [idea, text, author] = [DraftIdea.parse(draft.idea), DraftText.parse(draft.text), DraftAuthor.parse(draft.author)];
  const point = placeOf(text);
  const theme = themes.find((each) => each.id === idea.themeId);
  const title = x.t('proposals.new.preview.title');
  const row = (key: string, value: string | null) => (value ? [{ term: x.t(key), paragraphs: paragraphsOf(value) }] : []);
  const folder = newProposalPath(process.slug, 'files');
  const shownAttachments = submission.attachments.map((each) => ({ ...each, folder, from: null }));
  const part = (step: Step, lang: string | null, rows: { term: string; paragraphs: string[] }[]) => ({
    title: x.t(`proposals.new.${step}.name`),
    change: link(x.t('proposals.new.change-part', { part: x.t(`proposals.new.${step}.name`) }), stepPath(process.slug, step)),
    lang,
    rows,
    attachments: step === 'text' ? attachmentsModel(x, shownAttachments, lang) : null,
  });
  const lang = langOf(x.t, text.lang);
  return x.page(
    'proposals/preview',
    {
      title,
      kicker: x.t('proposals.index.submit'),
      lead: x.t('proposals.new.preview.lead'),
      journey: submissionJourney(x, process.slug, 'preview', done),
      form: x.form(
        {
          action: newProposalPath(process.slug, 'sending'),
          submit: 'proposals.new.preview.submit',
          guard: 'proposal',
          fields: rules ? TERMS_FIELDS : [],
        },
        // Always the version that this page shows.
        rules ? { ...state, values: { ...state.values, termsVersion: rules.version } } : state,
      ),
      parts: [
        part('idea', lang, [...row('proposals.title', idea.title), ...row('proposals.theme', localized(theme?.name, x.locale))]),
        part('text', lang, [
          ...row('proposals.problem', text.problem),
          ...row('proposals.idea', text.idea),
          ...row('proposals.benefit', text.benefit),
          ...row('proposals.place.title', point && pointText(x.t, point)),
          ...answerRows(x.t, answersOf(submission.questions, draft.text ?? {})),
        ]),
        part('author', null, [
          ...row('proposals.author-name', author.authorName),
          ...row('proposals.author-email', author.authorEmail),
          ...row('proposals.sector', x.t(`proposals.sector.${author.sector}`)),
          ...row('proposals.organisation', author.onBehalfOf),
          ...row('proposals.neighbourhood', author.neighbourhood),
        ]),
      ],
      privacy: x.t('proposals.new.preview.privacy'),
      terms: rules
        ? {
            title: x.t('proposals.terms.title', { version: rules.version }),
            prose: callProse(x.t, rules.terms),
            link: link(x.t('proposals.terms.rules'), rulesPath(process.slug, rules.version)),
          }
        : null,
    },
    {
      title: x.t('proposals.new.document-title', { title, number: 4, of: 4 }),
      process: process.slug,
      breadcrumb: breadcrumb(x, process),
    },
  );
}
