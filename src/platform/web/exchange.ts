import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor, Standing } from '../../kernel/actor.js';
import { isId } from '../../kernel/id.js';
import type { Locale } from '../../kernel/localized.js';
import { RefusedError } from '../../kernel/refusal.js';
import type { Facts } from '../access/access.js';
import type { Translate } from '../i18n/translate.js';
import type { Blanks, Fillings } from './blanks.js';
import { csrfToken } from './csrf.js';
import type { GuardedForm } from '../domain/index.js';
import { blank, check, expand, formModel, type FormSpec, type FormState } from './forms.js';
import type { FormGuard, Screening } from './guard/form-guard.js';
import { guardModel } from './guard/guard-model.js';
import type { FormModel } from './components.js';
import type { Keeping } from './kept-pages.js';
import type { Once } from './once.js';
import type { ReceivedFile } from './received-files.js';
import { page, type Page, type PageName, type PageOptions, type Pages, type Redirect } from './reply.js';

declare module 'fastify' {
  interface FastifyRequest {
    exchange?: Exchange;
    /** Makes the exchange of a request that ended before it had one. */
    openExchange?: () => Promise<Exchange>;
    /** Set by the URL's prefix (`/es/…`). */
    pathLocale?: Locale;
  }
}

/** What the web layer lends to every exchange. */
export interface ExchangeTools {
  readonly once: Once;
  readonly guard: FormGuard;
  newId(): string;
  randomBytes(size: number): Uint8Array;
}

/** One request and its answer, as a handler sees it: who asks, in which language, and the ways to answer. */
export class Exchange {
  /** Where its page leaves blanks to be filled in, so that it can be kept. */
  blanks: Blanks | null = null;
  keeping: Keeping | null = null;
  private allowed: { facts: Facts; who: Standing } | null = null;
  /** Whether the form of this request was refused until its browser computes something. */
  private asksForWork = false;

  constructor(
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    readonly actor: Actor,
    readonly t: Translate,
    private readonly tools: ExchangeTools,
  ) {}

  get locale(): Locale {
    return this.t.locale;
  }

  get params(): Record<string, string> {
    return (this.request.params ?? {}) as Record<string, string>;
  }

  /** The query string; repeated names keep their first value. Without the one character that a database does not take. */
  get query(): Record<string, string> {
    const query = (this.request.query ?? {}) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(query).map(([name, value]) => [
        name,
        String(Array.isArray(value) ? value[0] : value)
          .replaceAll('\u0000', '')
          .toWellFormed(),
      ]),
    );
  }

  /** The body's fields, dotted names expanded. */
  get body(): Record<string, unknown> {
    return expand(this.request.body);
  }

  /** The files that came with the form, where the route takes any. */
  get files(): readonly ReceivedFile[] {
    return this.request.receivedFiles ?? [];
  }

  /** The path asked for, without language prefix and query. */
  get path(): string {
    return (this.request.url.split('?')[0] ?? '/') || '/';
  }

  get csrf(): string {
    return this.blanks?.csrf ?? this.fillings.csrf();
  }

  /** What lets a script of ours run, in this answer only. */
  get nonce(): string {
    return this.blanks?.nonce ?? this.fillings.nonce();
  }

  /** What is new in every answer. */
  get fillings(): Fillings {
    return {
      nonce: () => this.reply.cspNonce.script,
      csrf: () => csrfToken(this.request.session, this.tools.randomBytes),
      issued: () => this.tools.guard.issue(),
      formId: () => this.tools.newId(),
    };
  }

  /** One and the same person as far as it can be known: the account, the guest, else this browser. */
  get person(): string {
    const { kind, id } = this.actor;
    return id ? `${kind}:${id}` : `browser:${String(this.request.session.get('csrf') ?? '')}`;
  }

  /** The id of a form about to be shown. */
  newFormId(): string {
    return this.blanks?.formId() ?? this.tools.newId();
  }

  allow(facts: Facts, who: Standing): void {
    this.allowed = { facts, who };
  }

  /** What the guard found for this route's @Can. */
  facts<F extends Facts>(): F {
    if (!this.allowed) throw new Error('This route has no @Can');
    return this.allowed.facts as F;
  }

  /** The actor and their roles in the process at hand. */
  get who(): Standing {
    return this.allowed?.who ?? { actor: this.actor, roles: [] };
  }

  page<V extends PageName>(view: V, model: Pages[V], options: PageOptions): Page {
    return page(view, model, options);
  }

  /** A form with its tokens, ready for the `form-head` and `field` components. */
  form(spec: FormSpec, state: FormState): FormModel {
    const formId = state.formId ?? this.newFormId();
    const guard = spec.guard
      ? guardModel(this.t, this.tools.guard, spec.guard, state, {
          issued: this.blanks?.issued,
          workFor: this.asksForWork ? formId : null,
        })
      : null;
    return { ...formModel(this.t, spec, state, { csrf: this.csrf, formId }), guard };
  }

  /** A form that is one button and does one thing; `args` for its words. */
  button(
    action: string,
    submit: string,
    submitVariant: FormSpec['submitVariant'] = 'quiet',
    submitArgs?: FormSpec['submitArgs'],
  ): FormModel {
    return this.form({ action, submit, submitVariant, submitArgs, fields: [] }, blank());
  }

  /** When the form that was sent had been shown; null when its sign does not hold. */
  get formIssuedAt(): Date | null {
    return this.tools.guard.issuedAt(this.body['_issued']);
  }

  /**
   * The way of a form. What was sent is checked against `schema`; `perform` does it, once per form id however often it is sent
   * (a double click lands on the same page); invalid input or a refusal shows the form `again`, with everything typed, as 422 or the refusal's status.
   * A form that anybody may send is named by `guard`, here and in its FormSpec: `perform` is told what the guard thinks of it.
   */
  async submit<S extends z.ZodType>(
    schema: S,
    ways: {
      guard?: GuardedForm;
      perform(command: z.output<S>, screening: Screening): Promise<Redirect>;
      again(state: FormState): Page | Promise<Page>;
    },
  ): Promise<Page | Redirect> {
    const values = this.body;
    const formId = values['_form'];
    if (!isId(formId)) throw new RefusedError({ code: 'form-without-id' }, 409);
    const checked = check(schema, values);
    if (!checked.ok) return withStatus(await ways.again({ values, errors: checked.errors, formId }), 422);
    try {
      const screening = ways.guard ? await this.screen(ways.guard, formId) : { isSuspicious: false };
      return await this.tools.once.perform({ formId, by: this.actor.id ?? 'visitor', route: this.path }, () =>
        ways.perform(checked.value, screening),
      );
    } catch (error) {
      if (!(error instanceof RefusedError) || error.status === 404) throw error;
      return withStatus(await ways.again({ values, errors: { '': error.refusal }, formId }), error.status);
    }
  }

  private async screen(form: GuardedForm, formId: string): Promise<Screening> {
    const { actor, body } = this;
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    try {
      return await this.tools.guard.screen({
        form,
        formId,
        person: this.person,
        link: this.params['secret'] ?? null,
        address: this.request.ip,
        trap: text('trap'),
        issued: text('_issued'),
        answer: body['_work'],
        waits: text('_wait') === 'on',
        isKnown: actor.kind === 'account',
      });
    } catch (error) {
      this.asksForWork = error instanceof RefusedError && error.status === 429;
      throw error;
    }
  }
}

const withStatus = (shown: Page, status: number): Page => ({ ...shown, options: { ...shown.options, status } });

/** The exchange of a request; made before any handler runs. */
export function exchangeOf(request: FastifyRequest): Exchange {
  if (!request.exchange) throw new Error('The request has no exchange: the web plugin did not run');
  return request.exchange;
}

/** Hands the exchange to a handler: `show(@X() x: Exchange)`. */
export const X = createParamDecorator((_: unknown, context: ExecutionContext) =>
  exchangeOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
