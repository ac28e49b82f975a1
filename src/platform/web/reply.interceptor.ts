import { Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { mergeMap, type Observable } from 'rxjs';
import { exchangeOf, type Exchange } from './exchange.js';
import { PageRenderer } from './page-renderer.js';
import { permissions } from './permissions.js';
import type { Download, Page, Redirect, Reply } from './reply.js';

/** Sends what a handler returned: a page as HTML, a redirect as 303 with its notice, a download with its name. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const x = exchangeOf(context.switchToHttp().getRequest<FastifyRequest>());
    return next.handle().pipe(mergeMap(async (answer) => (isReply(answer) ? this.send(answer, x) : answer)));
  }

  private async send(answer: Reply, x: Exchange): Promise<unknown> {
    switch (answer.kind) {
      case 'page':
        return this.sendPage(answer, x);
      case 'redirect':
        return this.sendRedirect(answer, x);
      case 'download':
        return this.sendDownload(answer, x);
    }
  }

  private async sendPage(answer: Page, x: Exchange): Promise<string> {
    const html = await this.renderer.render(answer, x);
    if (answer.options.mayAskPlace) x.reply.header('permissions-policy', permissions('self'));
    x.reply.status(answer.options.status ?? 200).header('content-type', 'text/html; charset=utf-8');
    return html;
  }

  private sendRedirect(answer: Redirect, x: Exchange): string {
    if (answer.flash) x.request.session.set('flash', x.t(answer.flash.key, answer.flash.args));
    x.reply.status(303).header('location', answer.to);
    return '';
  }

  private sendDownload(answer: Download, x: Exchange): unknown {
    const disposition = answer.filename ? `attachment; filename*=UTF-8''${encodeURIComponent(answer.filename)}` : 'inline';
    for (const [name, value] of Object.entries(answer.headers ?? {})) x.reply.header(name, value);
    if (answer.etag) {
      x.reply.header('etag', answer.etag);
      if (x.request.headers['if-none-match']?.includes(answer.etag)) {
        x.reply.status(304);
        return '';
      }
    }
    x.reply.status(200).header('content-type', answer.type).header('content-disposition', disposition);
    if (typeof answer.body === 'string') return answer.body;
    const body = typeof answer.body === 'function' ? answer.body() : answer.body;
    const stream = body instanceof Readable ? body : Readable.from([body]);
    return new StreamableFile(stream, { type: answer.type, disposition });
  }
}

const isReply = (answer: unknown): answer is Reply =>
  typeof answer === 'object' &&
  answer !== null &&
  'kind' in answer &&
  ['page', 'redirect', 'download'].includes(String(answer.kind));
