import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import type { Role } from '../kernel/role.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { LinkModel } from '../platform/web/components.js';
import { staffProcessPath } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'site/staff': {
      title: string;
      processes: { name: string; roles: string; links: LinkModel[] }[];
      empty: string | null;
      create: LinkModel | null;
    };
  }
}

/** Where each role's own work is, below a process's staff pages. */
const WORK: Record<Role, readonly string[]> = {
  coordinator: ['', 'outreach', 'proposals', 'moderation', 'priorities', 'roundtables', 'sheets', 'plan', 'people', 'exchange'],
  moderator: ['moderation'],
  facilitator: ['roundtables', 'sheets'],
  reviewer: ['reviews', 'scores'],
  'forum-member': ['scores', 'plan'],
  monitor: ['plan'],
};

/** The start of a working day: my processes, and what I do in each. */
@Controller('staff')
export class StaffController {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('staff.work')
  async index(@X() x: Exchange): Promise<Page> {
    const held = await this.participants.rolesOf(x.actor.id ?? '');
    const mine = Map.groupBy(held, (role) => role.processId);
    const administered = x.actor.isAdministrator ? await this.processes.all() : [];
    const slugs = new Map(held.map((role) => [role.processId, { slug: role.processSlug, name: role.processName }]));
    for (const process of administered) slugs.set(process.id, process);
    const title = x.t('site.staff.title');
    return x.page(
      'site/staff',
      {
        title,
        processes: [...slugs].map(([id, process]) => {
          const roles: Role[] = [
            ...new Set([
              ...(mine.get(id)?.map((role) => role.role) ?? []),
              ...(x.actor.isAdministrator ? (['coordinator'] as const) : []),
            ]),
          ];
          const parts = [...new Set(roles.flatMap((role) => WORK[role]))];
          return {
            name: localized(process.name, x.locale),
            roles: x.t.list(roles.map((role) => x.t(`participants.role.${role}`))),
            links: parts.map((part) =>
              link(x.t(`site.staff.part.${part || 'process'}`), staffProcessPath(process.slug, ...(part ? [part] : []))),
            ),
          };
        }),
        empty: slugs.size === 0 ? x.t('site.staff.empty') : null,
        create: x.actor.isAdministrator ? link(x.t('site.staff.create'), '/staff/processes/new') : null,
      },
      { title },
    );
  }
}
