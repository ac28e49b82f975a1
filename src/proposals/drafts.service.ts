import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { answersOf, type CallQuestion, type QuestionAnswer } from '../process/domain/index.js';
import type { Sector } from '../participants/domain/index.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isSuspicious } from '../platform/domain/index.js';
import { Retention } from '../platform/retention/retention.js';
import type { Screening } from '../platform/web/guard/form-guard.js';
import {
  bodyOf,
  DRAFT_KEPT_DAYS,
  DraftAuthor,
  DraftIdea,
  draftTextWith,
  lackingIn,
  placeOf,
  SubmitProposal,
  type AttachmentRow,
  type DraftValues,
} from './domain/index.js';
import { AttachmentsService } from './attachments.service.js';
import { ProposalDraft } from './proposal.entity.js';
import { ProposalsService, type Sent } from './proposals.service.js';
import { hashOf, newSecret } from './secrets.js';

/** What was written so far. */
export interface Draft {
  readonly id: string;
  readonly idea: DraftValues;
  readonly text: DraftValues | null;
  readonly author: DraftValues | null;
  /** Its images and documents. */
  readonly attachments: readonly AttachmentRow[];
}

/** Begins of drafts that wait for one another: the first eight letters of "mesa-draft", as a number. */
const DRAFT_LOCK = 0x6d657364;

export type DraftStep = Exclude<keyof Draft, 'id' | 'attachments'>;

/** An organisation that came by its personal link: who it is, and which invitation a proposal in its name answers. */
export interface InvitedAs {
  readonly invitationId: string;
  readonly processId: string;
  readonly onBehalfOf: string;
  readonly sector: Sector;
  readonly authorName: string;
  readonly authorEmail: string;
}

/** Whose draft: the browser that holds its secret, or the account that wrote it. */
export interface Writer {
  readonly secret: string | undefined;
  readonly accountId: string | null;
}

/** Proposals being written, step by step, before anybody else sees them. */
@Injectable()
export class DraftsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly proposals: ProposalsService,
    private readonly attachments: AttachmentsService,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly config: Config,
    private readonly reader: Reader,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.keep({
      name: 'proposals.drafts',
      days: DRAFT_KEPT_DAYS,
      forget: (before) => this.unitOfWork.em.nativeDelete(ProposalDraft, { updatedAt: { $lt: before } }),
    });
  }

  /** The draft that this browser, or else this account, is writing for the process; null when there is none or it was sent. */
  async find(processId: string, writer: Writer): Promise<Draft | null> {
    if (!writer.secret && !writer.accountId) return null;
    return this.unitOfWork.run(async (em) => {
      const draft = await unsent(em, processId, writer);
      if (!draft) return null;
      const { id, idea, text, author } = draft;
      return { id, idea, text, author, attachments: await this.attachments.of({ kind: 'draft', id }) };
    });
  }

  /**
   * A draft from its first step; `startedAt` is when that form was shown, null when nobody can tell, and `form` names the form and who sends it:
   * sent twice at once, before the browser holds the draft's secret, it is one draft. Returns the secret.
   */
  async begin(
    processId: string,
    idea: DraftValues,
    { startedAt, accountId, form }: { startedAt: Date | null; accountId: string | null; form: string },
  ): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      await this.reader.rows(sql`select pg_advisory_xact_lock(hashtextextended(${form}, ${DRAFT_LOCK}))`);
      const derived = createHmac('sha256', this.config.key('proposal draft')).update(form).digest('base64url');
      const begun = await em.findOne(ProposalDraft, { secretHash: hashOf(derived) });
      if (begun && begun.proposalId === null) {
        begun.idea = idea;
        return derived;
      }
      const secret = begun ? newSecret(this.dice) : derived;
      const now = this.clock.now();
      em.persist(
        em.create(ProposalDraft, {
          id: this.ids.next(),
          process: processId,
          account: accountId,
          secretHash: hashOf(secret),
          idea,
          text: null,
          author: null,
          startedAt,
          createdAt: now,
          updatedAt: now,
          proposalId: null,
        }),
      );
      return secret;
    });
  }

  /** Keeps one step, as the account's from now on where there is one. 404 when the draft is gone. */
  async keep(processId: string, writer: Writer, step: DraftStep, values: DraftValues): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const draft = await unsent(em, processId, writer);
      if (!draft) throw notFound();
      draft[step] = values;
      if (writer.accountId) em.assign(draft, { account: writer.accountId });
      draft.updatedAt = this.clock.now();
    });
  }

  /** Sends the draft; written in the name of the invited organisation, it answers the invitation. Refuses with `draft-incomplete`; 404 when it was sent before. */
  async send(
    processId: string,
    writer: Writer,
    by: Actor,
    locale: Locale,
    from: { screening: Screening; invitedAs: InvitedAs | null; termsVersion: number | null; questions: CallQuestion[] },
  ): Promise<Sent> {
    const { screening, invitedAs, termsVersion, questions } = from;
    return this.unitOfWork.run(async (em) => {
      const draft = await unsent(em, processId, writer);
      if (!draft) throw notFound();
      const { command, trap, answers } = complete(
        processId,
        { ...draft, attachments: await this.attachments.of({ kind: 'draft', id: draft.id }) },
        by,
        questions,
      );
      const sent = await this.proposals.submit(command, by, {
        locale,
        termsVersion,
        answers,
        invitationId: invitedAs?.onBehalfOf === command.onBehalfOf ? invitedAs?.invitationId : undefined,
        isSuspicious: screening.isSuspicious || isSuspicious({ trap, startedAt: draft.startedAt, sentAt: this.clock.now() }),
      });
      await this.attachments.hand(draft, sent.id);
      // What was written lives in the proposal now, and an address is kept in one place only.
      em.assign(draft, { proposalId: sent.id, idea: {}, text: null, author: null });
      return sent;
    });
  }
}

/** What this browser writes goes before what the account wrote last elsewhere. */
async function unsent(em: EntityManager, processId: string, { secret, accountId }: Writer): Promise<ProposalDraft | null> {
  const open = { process: processId, proposalId: null };
  const own = secret ? await em.findOne(ProposalDraft, { ...open, secretHash: hashOf(secret) }) : null;
  return (
    own ?? (accountId ? em.findOne(ProposalDraft, { ...open, account: accountId }, { orderBy: { updatedAt: 'desc' } }) : null)
  );
}

/** Checked again as a whole: a step may have been skipped, and limits may have changed since it was kept. */
function complete(
  processId: string,
  draft: Draft,
  by: Actor,
  questions: CallQuestion[],
): { command: SubmitProposal; trap: string; answers: QuestionAnswer[] } {
  const [idea, text, author] = [
    DraftIdea.safeParse(draft.idea),
    draftTextWith(questions).safeParse(draft.text),
    DraftAuthor.safeParse(draft.author),
  ];
  const lacking = Object.keys(lackingIn(draft.attachments, questions)).length > 0;
  if (!idea.success || !text.success || !author.success || lacking) throw new RefusedError({ code: 'draft-incomplete' }, 409);
  const { trap, ...who } = author.data;
  const accountId = by.kind === 'account' ? by.id : null;
  return {
    command: SubmitProposal.parse({
      processId,
      ...idea.data,
      body: bodyOf(text.data),
      lang: text.data.lang,
      ...who,
      accountId,
      point: placeOf(text.data),
    }),
    trap,
    answers: answersOf(questions, draft.text ?? {}),
  };
}
