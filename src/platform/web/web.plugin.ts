import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import secureSession from '@fastify/secure-session';
import staticFiles from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VISITOR } from '../../kernel/actor.js';
import { Dice } from '../../kernel/dice.js';
import { Ids } from '../../kernel/id.js';
import { isLocale, LOCALES, type Locale } from '../../kernel/localized.js';
import { ActorSource } from '../access/actor-source.js';
import { Config } from '../config/config.js';
import { Translator } from '../i18n/translator.js';
import { Log } from '../log/log.js';
import { asRequest } from '../log/request.js';
import { Assets } from './assets.js';
import { csrfMatches } from './csrf.js';
import { Exchange, type ExchangeTools } from './exchange.js';
import { isEmbedded } from './framing.js';
import { FormGuard } from './guard/form-guard.js';
import { KeptPages } from './kept-pages.js';
import { Once } from './once.js';
import { isOneClick } from './one-click.js';
import { isPrivateLink, loggedPath } from './private-links.js';
import { permissions } from './permissions.js';
import { SESSION_DAYS, type SessionContent } from './session.js';
import { installUploads } from './upload.js';

const LOCALE_COOKIE = 'locale';
const YEAR_S = 365 * 24 * 3600;
const SESSION_S = SESSION_DAYS * 24 * 3600;
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const LOCALE_PREFIX = new RegExp(`^/(${LOCALES.join('|')})(?=/|\\?|$)`);

/** Takes the language off the front of a URL; Fastify asks before it routes. */
export function rewriteUrl(request: { url?: string; pathLocale?: Locale }): string {
  const url = request.url ?? '/';
  const found = LOCALE_PREFIX.exec(url);
  if (!found) return url;
  request.pathLocale = found[1] as Locale;
  const rest = url.slice(found[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Cookie names: `__Host-` binds a cookie to this very host over TLS; over plain http, in development only, browsers refuse it. */
export const sessionCookie = (config: Config): string => (isSecure(config) ? '__Host-mesa' : 'mesa');

/** Whether people reach this instance over TLS. */
const isSecure = (config: Config): boolean => config.PUBLIC_URL.startsWith('https:');

/** Everything between the socket and the handlers: headers, sealed session, static files, language, CSRF, the exchange. */
export async function installWeb(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;

  await fastify.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...(config.MAP_TILES_URL ? [new URL(config.MAP_TILES_URL).origin] : [])],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(isSecure(config) ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure(config) ? { maxAge: 2 * YEAR_S, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissions());
  });

  await fastify.register(secureSession, {
    key: config.key('session cookie'),
    cookieName: sessionCookie(config),
    expiry: SESSION_S,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config), maxAge: SESSION_S },
  });
  await fastify.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] });
  await fastify.register(staticFiles, {
    root: app.get(Assets).folder,
    prefix: '/assets/',
    immutable: true,
    maxAge: YEAR_S * 1000,
    index: false,
    decorateReply: false,
  });

  fastify.addHook('onRequest', async (request, reply) => {
    const prefix = (request.raw as { pathLocale?: Locale }).pathLocale;
    if (prefix) {
      request.pathLocale = prefix;
      if (isEmbedded(request)) return;
      reply.setCookie(LOCALE_COOKIE, prefix, { path: '/', maxAge: YEAR_S, sameSite: 'lax', secure: isSecure(config) });
    }
  });
  await installUploads(fastify, config);
  installRequestLog(fastify, app.get(Log));
  const [open, pages] = [exchangeOpener(app), app.get(KeptPages)];
  fastify.addHook('onRequest', async (request, reply) => {
    request.openExchange = () => open(request, reply);
  });
  fastify.addHook('preHandler', async (request, reply) => {
    request.exchange = await open(request, reply);
    if (UNSAFE.has(request.method) && !isOneClick(request)) refuseForgery(request, config);
    if (isPrivateLink(request)) reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
    else if (request.session.get('signIn') && !isEmbedded(request)) reply.header('cache-control', 'no-store');
    else if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'private, no-cache');
    reply.header('vary', 'Cookie, Accept-Language');
    const kept = await pages.find(request.exchange);
    return kept === null ? undefined : reply.type('text/html; charset=utf-8').send(kept);
  });
}

/**
 * Every log line and recorded event of a request carries its id. The scope is entered twice, because reading a body leaves the first one.
 * One line per answer.
 */
function installRequestLog(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    asRequest(request.id, done);
  });
  fastify.addHook('preHandler', (request, _reply, done) => asRequest(request.id, done));
  fastify.addHook('onResponse', async (request, reply) => {
    const path = loggedPath(request);
    asRequest(request.id, () =>
      log.info('Answered', { method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }),
    );
  });
}

/** Makes the exchange of a request. Static files need no actor, so they cost no query. */
function exchangeOpener(app: NestFastifyApplication): (request: FastifyRequest, reply: FastifyReply) => Promise<Exchange> {
  const [actors, translator, once, ids, dice, config] = [
    app.get(ActorSource),
    app.get(Translator),
    app.get(Once),
    app.get(Ids),
    app.get(Dice),
    app.get(Config),
  ];
  const tools: ExchangeTools = {
    once,
    guard: app.get(FormGuard),
    newId: () => ids.next(),
    randomBytes: (size) => dice.bytes(size),
  };
  return async (request, reply) => {
    const actor =
      request.url.startsWith('/assets/') || isEmbedded(request)
        ? VISITOR
        : await actors.actorOf((request.session.data() ?? {}) as SessionContent);
    const pseudo = config.NODE_ENV === 'test' && request.cookies[LOCALE_COOKIE] === 'pseudo';
    const t = pseudo ? translator.pseudo() : translator.in(localeOf(request, config.DEFAULT_LOCALE));
    return new Exchange(request, reply, actor, t, tools);
  };
}

/** The prefix, else the preference, else what the browser asks for, else the instance's language. */
function localeOf(request: FastifyRequest, fallback: Locale): Locale {
  const preferred = request.cookies[LOCALE_COOKIE];
  if (request.pathLocale) return request.pathLocale;
  if (isLocale(preferred)) return preferred;
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(tag)) return tag;
  }
  return fallback;
}

/** Thrown when a form comes without its session's token: from another site, or after the session ended. Carries nothing; the page offers to send again. */
export class ForgeryError extends Error {
  constructor(readonly sameSite: boolean) {
    super('The form did not carry this session’s token');
    this.name = 'ForgeryError';
  }
}

function refuseForgery(request: FastifyRequest, config: Config): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const own = new URL(config.PUBLIC_URL).origin;
  // A page that tells no referrer makes a browser call the origin `null`; new ones say beside it that the site is this one.
  const hidesOrigin = origin === 'null' && (site === 'same-origin' || (site === undefined && isPrivateLink(request)));
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined &&
      !hidesOrigin &&
      origin !== own &&
      new URL(`${request.protocol}://${request.host}`).origin !== origin);
  if (foreign) throw new ForgeryError(false);
  const token = (request.body as Record<string, unknown> | undefined)?.['_csrf'] ?? request.headers['x-csrf-token'];
  if (!csrfMatches(request.session as never, token)) throw new ForgeryError(true);
}
