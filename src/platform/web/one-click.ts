import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

interface Marked {
  oneClick?: boolean;
}

/**
 * A route that mail programs post to by themselves, without a page and so without its token (RFC 8058). Its address must carry its own proof: this is
 * the one way past the check against forgery, and only for a body that says what it is.
 */
export const OneClick = () => RouteConfig({ oneClick: true } satisfies Marked);

export const isOneClick = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as Marked).oneClick === true &&
  (request.body as Record<string, unknown> | undefined)?.['List-Unsubscribe'] === 'One-Click';
