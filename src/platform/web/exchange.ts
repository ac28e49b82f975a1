import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor, Standing } from '../../kernel/actor.js';
import { isId } from '../../kernel/id.js';
import type { Locale } from '../../kernel/localized.js';
import { RefusedError } from '../../kernel/refusal.js';
import type { Facts } from '../access/access.js';
import type { Translate } from '../i18n/translate.js';
import { csrfToken } from './csrf.js';
import { check, expand, formModel, type FormSpec, type FormState } from './forms.js';
import type { FormModel } from './components.js';
import type { Once } from './once.js';
import { page, type Page, type PageName, type PageOptions, type Pages, type Redirect } from './reply.js';

declare module 'fastify' {
  interface FastifyRequest {
    exchange?: Exchange;
    /** Set by the URL's prefix (`/es/…`). */
    pathLocale?: Locale;
  }
}

/** What the web layer lends to every exchange. */
export interface ExchangeTools {
  readonly once: Once;
  newId(): string;
  randomBytes(size: number): Uint8Array;
}

/** One request and its answer, as a handler sees it: who asks, in which language, and the ways to answer. */
export class Exchange {
  private allowed: { facts: Facts; who: Standing } | null = null;

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

  /** The query string; repeated names keep their first value. */
  get query(): Record<string, string> {
    const query = (this.request.query ?? {}) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(query).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
    );
  }

  /** The body's fields, dotted names expanded. */
  get body(): Record<string, unknown> {
    return expand(this.request.body);
  }

  /** The path asked for, without language prefix and query. */
  get path(): string {
    return (this.request.url.split('?')[0] ?? '/') || '/';
  }

  get csrf(): string {
    return csrfToken(this.request.session, this.tools.randomBytes);
  }

  /** The id of a form about to be shown. */
  newFormId(): string {
    return this.tools.newId();
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
    return formModel(this.t, spec, state, { csrf: this.csrf, formId: state.formId ?? this.newFormId() });
  }

  /**
   * The way of a form. What was sent is checked against `schema`; `perform` does it, once per form id however often it is sent
   * (a double click lands on the same page); invalid input or a refusal shows the form `again`, with everything typed, as 422 or the refusal's status.
   */
  async submit<S extends z.ZodType>(
    schema: S,
    ways: { perform(command: z.output<S>): Promise<Redirect>; again(state: FormState): Page | Promise<Page> },
  ): Promise<Page | Redirect> {
    const values = this.body;
    const formId = values['_form'];
    if (!isId(formId)) throw new RefusedError({ code: 'form-without-id' }, 409);
    const checked = check(schema, values);
    if (!checked.ok) return withStatus(await ways.again({ values, errors: checked.errors, formId }), 422);
    try {
      return await this.tools.once.perform({ formId, by: this.actor.id ?? 'visitor', route: this.path }, () =>
        ways.perform(checked.value),
      );
    } catch (error) {
      if (!(error instanceof RefusedError) || error.status === 404) throw error;
      return withStatus(await ways.again({ values, errors: { '': error.refusal }, formId }), error.status);
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
