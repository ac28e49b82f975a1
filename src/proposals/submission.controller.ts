import { AccountsQueries } from '../accounts/index.js';
import { Controller, Get, Post } from '@nestjs/common';
import { isLocale, type Locale } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import { cleanText } from '../kernel/text.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Budgets } from '../platform/limits/budgets.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, check, type FormState } from '../platform/web/forms.js';
import { TakesFiles } from '../platform/web/received-files.js';
import { download, seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { CallQueries, ProcessQueries, type ProcessRow } from '../process/index.js';
import { inWords, questionField, type CallQuestion, type ProcessFacts } from '../process/domain/index.js';
import {
  DraftAuthor,
  DraftIdea,
  draftTextWith,
  EVERYTHING,
  lackingIn,
  languageOf,
  newProposalPath,
  receiptPath,
  sendProposal,
  SimilarTo,
  type DraftValues,
} from './domain/index.js';
import { AttachmentForm, fileValues } from './attachment-form.js';
import { DraftsService, type Draft, type DraftStep, type InvitedAs, type Writer } from './drafts.service.js';
import { MapQueries } from './map.queries.js';
import { SimilarProposals, type Writing } from './similar-proposals.js';
import { missingStep, previewPage } from './submission.preview.js';
import { similarModel, stepPage, stepPath, type Step, type Submission } from './submission.page.js';

declare module '../platform/web/session.js' {
  interface SessionContent {
    /** Secret of the proposal that is being written in this browser. */
    proposalDraft?: string;
    /** The organisation whose personal link was opened in this browser. */
    invitedAs?: InvitedAs;
  }
}

/** What makes each step right; that of the text asks the questions of the call too. */
const schemasFor = (questions: readonly CallQuestion[]) => ({
  idea: DraftIdea,
  text: draftTextWith(questions),
  author: DraftAuthor,
});
const NAMES: Record<DraftStep, readonly string[]> = {
  idea: ['title', 'themeId'],
  text: ['problem', 'idea', 'benefit', 'lang', 'point', 'isExact'],
  author: ['authorName', 'authorEmail', 'sector', 'onBehalfOf', 'neighbourhood', 'trap'],
};
const MOST_SIMILAR = 3;
/** A person who types without pause asks less than twice a second. */
const WHILE_TYPING = { name: 'similar proposals', perSecond: 2, burst: 20 };
const LONGEST_VALUE = 10_000;
const MOST_RECEIPTS = 20;

/**
 * Sending a proposal without an account, step by step. A step is kept as it is, right or wrong, and may be sent again with other words (the
 * browser's Back button does): only the sending itself happens once.
 */
@Controller('processes/:process/proposals/new')
export class SubmissionController {
  constructor(
    private readonly drafts: DraftsService,
    private readonly similar: SimilarProposals,
    private readonly processes: ProcessQueries,
    private readonly calls: CallQueries,
    private readonly budgets: Budgets,
    private readonly files: AttachmentForm,
    private readonly accounts: AccountsQueries,
    private readonly config: Config,
    private readonly maps: MapQueries,
  ) {}

  @Get()
  @Can('proposal.submit')
  async new(@X() x: Exchange): Promise<Page> {
    const draft = await this.draft(x);
    const submission = await this.submission(x, draft);
    return stepPage(x, 'idea', submission, blank({ ...draft?.idea }), {
      similar: similarModel(x, submission.process.slug, [], ''),
    });
  }

  @Post()
  @Can('proposal.submit')
  keepIdea(@X() x: Exchange): Promise<Reply> {
    return this.keep(x, 'idea', 'text');
  }

  @Get('text')
  @Can('proposal.submit')
  async text(@X() x: Exchange): Promise<Reply> {
    const draft = await this.draft(x);
    if (!draft) return this.restart(x);
    const { processId } = x.facts<ProcessFacts>();
    const { title = '', problem = '', lang } = { ...draft.idea, ...draft.text };
    const writing = writingOf({ title: title ?? '', text: problem ?? '' }, isLocale(lang) ? lang : x.locale);
    const found = await this.similar.of(processId, writing, MOST_SIMILAR);
    const submission = await this.submission(x, draft);
    const theme = submission.themes.find((each) => each.id === draft.idea['themeId']) ?? null;
    return stepPage(x, 'text', submission, blank({ lang: x.locale, ...draft.text, ...fileValues(draft.attachments) }), {
      theme,
      similar: similarModel(x, submission.process.slug, found, title ?? ''),
    });
  }

  /** The same while it is being written, for the script that refreshes the list beside the form. */
  @Get('similar.json')
  @Can('proposal.submit')
  async similarTo(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    if (!this.budgets.spend(WHILE_TYPING, askerOf(x))) throw new RefusedError({ code: 'too-often' }, 429);
    const asked = SimilarTo.parse(x.query);
    const isBlank = asked.title === '' && asked.text === '';
    const found = isBlank ? [] : await this.similar.of(processId, writingOf(asked, x.locale), MOST_SIMILAR);
    return download('application/json; charset=utf-8', JSON.stringify(similarModel(x, slug, found, asked.title)));
  }

  @Post('text')
  @TakesFiles()
  @Can('proposal.submit')
  keepText(@X() x: Exchange): Promise<Reply> {
    return this.keep(x, 'text', 'author');
  }

  /** The buttons beside the files of that step. What was typed beside them is kept, right or wrong. */
  @Post('files')
  @TakesFiles()
  @Can('proposal.submit')
  async changeFiles(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const draft = await this.draft(x);
    if (!draft) return this.restart(x);
    const questions = await this.calls.questions(processId);
    if ('problem' in x.body) await this.drafts.keep(processId, writerOf(x), 'text', typed(x, 'text', questions));
    const errors = await this.files.take(x, { kind: 'draft', id: draft.id }, questions);
    return Object.keys(errors).length === 0 ? seeOther(`${stepPath(slug, 'text')}#files`) : this.wrong(x, 'text', errors);
  }

  @Get('author')
  @Can('proposal.submit')
  async author(@X() x: Exchange): Promise<Reply> {
    const draft = await this.draft(x);
    return draft
      ? stepPage(
          x,
          'author',
          await this.submission(x, draft),
          blank({ ...(await this.knownOf(x)), ...this.invitedAs(x), ...draft.author }),
        )
      : this.restart(x);
  }

  @Post('author')
  @Can('proposal.submit')
  keepAuthor(@X() x: Exchange): Promise<Reply> {
    return this.keep(x, 'author', 'preview');
  }

  @Get('preview')
  @Can('proposal.submit')
  async preview(@X() x: Exchange): Promise<Reply> {
    const draft = await this.draft(x);
    if (!draft) return this.restart(x);
    const { processId, slug } = x.facts<ProcessFacts>();
    const missing = missingStep(draft, await this.calls.questions(processId));
    return missing
      ? seeOther(stepPath(slug, missing))
      : previewPage(x, await this.submission(x, draft), draft, blank(), await this.calls.rulesInForce(processId));
  }

  @Post('sending')
  @Can('proposal.submit')
  async send(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { session } = x.request;
    const rules = await this.calls.rulesInForce(processId);
    return x.submit(sendProposal(rules?.version ?? null), {
      guard: 'proposal',
      perform: async ({ termsVersion }, screening) => {
        // Whoever read an older version sees the new one before accepting it.
        if (rules && termsVersion !== rules.version) throw new RefusedError({ code: 'terms-changed' }, 409);
        const invitedAs = this.invitedAs(x);
        const sent = await this.drafts.send(processId, writerOf(x), x.actor, x.locale, {
          screening,
          invitedAs,
          termsVersion: rules?.version ?? null,
          questions: await this.calls.questions(processId),
        });
        session.set('proposalDraft', undefined);
        session.set('receipts', [...(session.get('receipts') ?? []), sent.secret].slice(-MOST_RECEIPTS));
        // Not to the receipt itself: the address is kept with the form's id, and the link's secret must not be.
        return seeOther(newProposalPath(slug, 'receipt'));
      },
      again: async (state) => {
        const draft = (await this.draft(x)) as Draft;
        return previewPage(x, await this.submission(x, draft), draft, state, rules);
      },
    });
  }

  /** Leads to the receipt of what was sent last from this browser. */
  @Get('receipt')
  @Can('proposal.list')
  receipt(@X() x: Exchange): Redirect {
    const secret = x.request.session.get('receipts')?.at(-1);
    return secret ? seeOther(receiptPath(secret)) : this.restart(x);
  }

  private async keep(x: Exchange, step: DraftStep, next: Step): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { session } = x.request;
    const draft = await this.draft(x);
    if (!draft && step !== 'idea') return this.restart(x);
    const questions = await this.calls.questions(processId);
    const values = typed(x, step, questions);
    session.touch(); // The browser remembers its draft as long after this step as the server does.
    if (draft) await this.drafts.keep(processId, writerOf(x), step, values);
    else {
      const form = `${x.person} ${String(x.body['_form'] ?? x.request.id)}`;
      const { accountId } = writerOf(x);
      session.set('proposalDraft', await this.drafts.begin(processId, values, { startedAt: x.formIssuedAt, accountId, form }));
    }
    const checked = check(schemasFor(questions)[step], values);
    const errors = {
      ...(checked.ok ? {} : checked.errors),
      ...(step === 'text' ? await this.keepFiles(x, questions) : {}),
    };
    return Object.keys(errors).length === 0 ? seeOther(stepPath(slug, next)) : this.wrong(x, step, errors);
  }

  /** Takes the files that came with the text, and says what they lack. */
  private async keepFiles(x: Exchange, questions: readonly CallQuestion[]): Promise<FormState['errors']> {
    const draft = await this.draft(x);
    const refused = draft ? await this.files.take(x, { kind: 'draft', id: draft.id }, questions) : {};
    return { ...lackingIn((await this.draft(x))?.attachments ?? [], questions), ...refused };
  }

  private async wrong(x: Exchange, step: DraftStep, errors: FormState['errors']): Promise<Page> {
    const draft = await this.draft(x);
    const kept = step === 'text' ? { lang: x.locale, ...draft?.text, ...fileValues(draft?.attachments ?? []) } : {};
    const state = { values: { ...kept, ...x.body }, errors, formId: null };
    const shown = stepPage(x, step, await this.submission(x, draft), state);
    return { ...shown, options: { ...shown.options, status: 422 } };
  }

  private draft(x: Exchange): Promise<Draft | null> {
    return this.drafts.find(x.facts<ProcessFacts>().processId, writerOf(x));
  }

  /** What an account says of its person, so that nobody types again what they proved. */
  private async knownOf({ actor }: Exchange): Promise<Record<string, string>> {
    const known = actor.kind === 'account' && actor.id ? await this.accounts.emailOf(actor.id) : null;
    return { authorName: actor.name, ...(known && { authorEmail: known.email }) };
  }

  /** For this process only: a browser may hold the link of another. */
  private invitedAs(x: Exchange): InvitedAs | null {
    const invited = x.request.session.get('invitedAs');
    return invited?.processId === x.facts<ProcessFacts>().processId ? invited : null;
  }

  private restart(x: Exchange): Redirect {
    return seeOther(newProposalPath(x.facts<ProcessFacts>().slug));
  }

  private async submission(x: Exchange, draft: Draft | null): Promise<Submission> {
    const { processId } = x.facts<ProcessFacts>();
    const questions = await this.calls.questions(processId);
    const schemas = schemasFor(questions);
    const attachments = draft?.attachments ?? [];
    const lacks = Object.keys(lackingIn(attachments, questions)).length > 0;
    const isDone = (step: DraftStep, of: Draft): boolean =>
      schemas[step].safeParse(of[step]).success && !(step === 'text' && lacks);
    const done = draft ? (['idea', 'text', 'author'] as const).filter((step) => isDone(step, draft)) : [];
    return {
      process: (await this.processes.byId(processId)) as ProcessRow,
      themes: await this.processes.themes(processId),
      questions,
      attachments,
      map: await this.maps.forPicking(processId, EVERYTHING),
      limits: { most: this.config.FILES_PER_PROPOSAL, megabytes: this.config.FILE_MEGABYTES },
      done,
      invited: this.invitedAs(x)?.onBehalfOf ?? null,
    };
  }
}

/** What was typed in a step, cleaned and cut so that it can always be stored. */
function typed(x: Exchange, step: DraftStep, questions: readonly CallQuestion[]): DraftValues {
  const { body } = x;
  const names = step === 'text' ? [...NAMES.text, ...inWords(questions).map(questionField)] : NAMES[step];
  return Object.fromEntries(
    names.map((name) => [name, typeof body[name] === 'string' ? cleanText(body[name]).slice(0, LONGEST_VALUE) : '']),
  );
}

export const writerOf = (x: Exchange): Writer => ({
  secret: x.request.session.get('proposalDraft'),
  accountId: x.actor.kind === 'account' ? x.actor.id : null,
});

/** Compared in the language that the words are in, whatever language the page has. */
const writingOf = ({ title, text }: Pick<Writing, 'title' | 'text'>, otherwise: Locale): Writing => ({
  title,
  text,
  lang: languageOf(`${title} ${text}`, otherwise),
});

/** Whose budget it is: this browser's, so that people behind one address do not take it from one another; without a session, the address's. */
const askerOf = (x: Exchange): string => x.actor.id ?? x.request.session.get('csrf') ?? x.request.ip;
