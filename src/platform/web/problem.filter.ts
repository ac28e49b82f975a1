import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RefusedError } from '../../kernel/refusal.js';
import type { Translate } from '../i18n/translate.js';
import { Log } from '../log/log.js';
import type { Exchange } from './exchange.js';
import { PageRenderer } from './page-renderer.js';
import { loggedPath } from './private-links.js';
import { page } from './reply.js';
import { ForgeryError } from './web.plugin.js';

export interface ErrorPage {
  status: number;
  title: string;
  text: string;
  links: { text: string; href: string }[];
  /** The request's id, to quote when asking for help; null where it helps nobody. */
  requestId: string | null;
  /** Everything that was typed, to be sent again with a fresh token; null when nothing can be sent again. */
  resend: { action: string; csrf: string; fields: { name: string; value: string }[]; text: string } | null;
}

declare module './reply.js' {
  interface Pages {
    'errors/error': ErrorPage;
  }
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance: string;
}

interface Failure {
  status: number;
  code: string;
  params?: Readonly<Record<string, string | number>>;
  resend: boolean;
}

/** Refusals and defects become a page in the site's look and language, or a problem document for API clients. Defects are logged with the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly renderer: PageRenderer,
    private readonly log: Log,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const failure = failureOf(error);
    if (failure.status >= 500) this.log.error('A request failed', error, { requestId: request.id, path: loggedPath(request) });
    // What is refused before its body was read has no exchange yet.
    const x = request.exchange ?? (await request.openExchange?.());
    if (x && wantsHtml(request)) {
      try {
        const html = await this.renderer.render(errorPage(x, failure), x);
        await reply.status(failure.status).header('content-type', 'text/html; charset=utf-8').send(html);
        return;
      } catch (second) {
        this.log.error('The error page failed', second, { requestId: request.id });
      }
    }
    // A defect in the catalogues themselves must still be answered.
    const t = failure.status >= 500 ? null : (x?.t ?? null);
    await reply
      .status(failure.status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(problem(t, failure, request.id)));
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof RefusedError)
    return { status: error.status, code: error.refusal.code, params: error.refusal.params, resend: false };
  if (error instanceof ForgeryError)
    return { status: 403, code: error.sameSite ? 'form-expired' : 'form-from-elsewhere', resend: error.sameSite };
  const status = error instanceof HttpException ? error.getStatus() : clientStatus(error);
  if (status === 404) return { status, code: 'not-found', resend: false };
  if (status === 403) return { status, code: 'forbidden', resend: false };
  if (status === 413) return { status, code: 'too-big', resend: false };
  if (status >= 400 && status < 500) return { status, code: 'bad-request', resend: false };
  return { status: 500, code: 'defect', resend: false };
}

/** Fastify's own errors (a body too large, a broken JSON) carry a status below 500. */
function clientStatus(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

const wantsHtml = (request: FastifyRequest): boolean => !/\bapplication\/(problem\+)?json\b/.test(request.headers.accept ?? '');

const titleKey = (failure: Failure): string =>
  `errors.${[403, 404, 409, 413, 429, 500].includes(failure.status) ? failure.status : 400}.title`;

function errorPage(x: Exchange, failure: Failure) {
  const title = x.t(titleKey(failure));
  const body = failure.resend ? Object.entries((x.request.body ?? {}) as Record<string, unknown>) : [];
  const fields = body
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => ({ name, value: String(each) })));
  return page(
    'errors/error',
    {
      status: failure.status,
      title,
      text: x.t(`refusals.${failure.code}`, failure.params),
      links: [
        { text: x.t('errors.home'), href: '/' },
        ...(failure.status === 403 && x.actor.kind === 'visitor'
          ? [{ text: x.t('site.sign-in'), href: `/sign-in?next=${encodeURIComponent(x.path)}` }]
          : []),
      ],
      requestId: failure.status >= 500 ? x.request.id : null,
      resend: failure.resend ? { action: x.path, csrf: x.csrf, fields, text: x.t('errors.send-again') } : null,
    },
    { title, status: failure.status },
  );
}

/** The same object answers API clients and socket acknowledgements. */
export function problem(
  t: Translate | null,
  failure: { status: number; code: string; params?: Failure['params'] },
  requestId: string,
): Problem {
  return {
    type: 'about:blank',
    title: t ? t(titleKey({ ...failure, resend: false })) : 'Error',
    status: failure.status,
    detail: t ? t(`refusals.${failure.code}`, failure.params) : failure.code,
    code: failure.code,
    instance: `urn:request:${requestId}`,
  };
}
