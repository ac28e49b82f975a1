import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { exchangeOf } from '../web/exchange.js';
import { ACCESS, AccessRules, type AccessMark } from './access.js';

/** Stands before every HTTP route. A route without a mark is closed to all, so that forgetting one is safe. Gateways check in their own module. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly rules: AccessRules,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const mark = this.reflector.getAllAndOverride<AccessMark | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (!mark || 'guardedBy' in mark) return false;
    if ('open' in mark) return true;
    const exchange = exchangeOf(context.switchToHttp().getRequest<FastifyRequest>());
    const allowed = await this.rules.check(mark.action, exchange.params, exchange.actor);
    exchange.allow(allowed.facts, allowed.who);
    return true;
  }
}
