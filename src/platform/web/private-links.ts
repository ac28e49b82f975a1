import type { FastifyRequest } from 'fastify';

/** Names in a query that open something for whoever holds the address. */
const SECRET_QUERIES = ['token', 'proof'];

const secretOf = (request: FastifyRequest): string | undefined => (request.params as { secret?: string } | undefined)?.secret;

/** An address that is itself a secret: its route has a `:secret`, or its query carries one. */
export function isPrivateLink(request: FastifyRequest): boolean {
  const query = (request.query ?? {}) as Record<string, unknown>;
  return secretOf(request) !== undefined || SECRET_QUERIES.some((name) => name in query);
}

/** The path of a request as a log may keep it: without the query, which may hold what people search for, and without secrets. */
export function loggedPath(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '/';
  const secret = secretOf(request);
  return secret ? path.replace(encodeURIComponent(secret), '[hidden]') : path;
}
