import type { FastifyReply, FastifyRequest } from 'fastify';

/** Addresses of what is made to stand within pages of other sites: they are read by nobody in particular and leave no cookie. */
export const isEmbedded = (request: Pick<FastifyRequest, 'url'>): boolean => request.url.startsWith('/embed/');

/**
 * Lets these origins, and nobody else, show the answer within a page of theirs (CSP3, `frame-ancestors`); it runs no script and sends no form.
 * Origins are trusted to be nothing but origins: `originOf` made them.
 */
export function letFrame(reply: FastifyReply, origins: readonly string[]): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
    .split(';')
    .filter((directive) => !/^\s*(frame-ancestors|script-src|form-action|connect-src)\s/.test(directive));
  const ancestors = origins.length > 0 ? origins.join(' ') : "'none'";
  reply.header('content-security-policy', [...policy, `frame-ancestors ${ancestors}`, "form-action 'none'"].join(';'));
  if (origins.length > 0) reply.removeHeader('x-frame-options');
}
