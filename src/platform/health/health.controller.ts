import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.js';
import { Health, type Readiness } from './health.js';

/** For whoever runs the instance: whether the process lives, and whether it should be given requests. */
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  /** Leans on nothing: it never fails because something else is down, or a restart would make an outage worse. */
  @Get('livez')
  @Public()
  @Header('cache-control', 'no-store')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('readyz')
  @Public()
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.health.readiness();
    reply.code(readiness.status === 'ready' || readiness.status === 'degraded' ? 200 : 503);
    return readiness;
  }
}
