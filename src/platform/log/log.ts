import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { redact, redactText } from './redaction.js';
import { currentRequestId } from './request.js';

/**
 * The log: one line of JSON per happening on stdout, in UTC, with the request's id. Everything passes the redaction: no addresses, tokens,
 * cookies or votes. The log is for operators; what happened to proposals and plans is in the record of events.
 *
 *     log.info('Mail sent', { mail: id });
 *     log.error('Export failed', error, { job: id });
 */
export class Log {
  constructor(private readonly pino: Logger) {}

  debug(message: string, details: object = {}): void {
    this.pino.debug(redact(details), redactText(message));
  }

  info(message: string, details: object = {}): void {
    this.pino.info(redact(details), redactText(message));
  }

  warn(message: string, details: object = {}): void {
    this.pino.warn(redact(details), redactText(message));
  }

  error(message: string, error?: unknown, details: object = {}): void {
    this.pino.error(redact({ ...details, ...(error === undefined ? {} : { error }) }), redactText(message));
  }
}

/** A log for this level ('silent' for none). `write` takes the lines instead of stdout, in specs. */
export function createLog(level: string, write?: (line: string) => void): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const request = currentRequestId();
      return request ? { request } : {};
    },
  };
  return new Log(write ? pino(options, { write }) : pino(options));
}

/** Lets Nest write into our log: `NestFactory.create(AppModule, adapter, { logger: new NestLog(log) })`. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug(String(message), context(rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn(String(message), context(rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(
      message instanceof Error ? message.message : String(message),
      message instanceof Error ? message : undefined,
      context(rest),
    );
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug(String(message), context(rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.debug(String(message), context(rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** Nest passes where a line comes from as the last argument, after an optional stack. */
const context = (rest: unknown[]): object => {
  const [last, ...stack] = [...rest].reverse();
  return { ...(typeof last === 'string' ? { from: last } : {}), ...(stack.length > 0 ? { detail: stack.map(String) } : {}) };
};
