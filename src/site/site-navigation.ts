import { Injectable } from '@nestjs/common';
import { ParticipantsQueries } from '../participants/index.js';
import { ProcessQueries } from '../process/index.js';
import { outreachLogPath } from '../outreach/domain/index.js';
import { prioritiesPath } from '../priorities/domain/index.js';
import { processPath } from '../process/domain/index.js';
import { OWN_PROPOSALS_PATH } from '../proposals/domain/index.js';
import { Exchange } from '../platform/web/exchange.js';
import { Navigation, type SiteNavigation } from '../platform/web/navigation.js';
import { link } from '../platform/web/reply.js';

/** The ways through the site: the sections of one process, the foot of every page and a person's own work. */
@Injectable()
export class SiteMap extends Navigation {
  constructor(
    private readonly processes: ProcessQueries,
    private readonly participants: ParticipantsQueries,
  ) {
    super();
  }

  async of(x: Exchange, process: string | null): Promise<SiteNavigation> {
    const slug = process ?? (await this.processes.running())?.slug ?? null;
    return { sections: slug ? this.sections(x, slug) : [], footer: this.footer(x, slug), person: await this.person(x) };
  }

  private sections(x: Exchange, slug: string) {
    const section = (key: string, ...rest: string[]) => {
      const href = processPath(slug, ...rest);
      return link(x.t(`site.section.${key}`), href, rest.length === 0 ? x.path === href : x.path.startsWith(href));
    };
    return [
      section('process'),
      section('proposals', 'proposals'),
      section('roundtables', 'roundtables'),
      section('drafts', 'drafts'),
      section('plan', 'plan'),
    ];
  }

  private footer(x: Exchange, slug: string | null) {
    if (!slug) return [];
    return [
      {
        title: x.t('site.footer.take-part'),
        links: [
          link(x.t('site.footer.propose'), processPath(slug, 'proposals', 'new')),
          link(x.t('site.footer.join'), '/join'),
          link(x.t('site.footer.comment'), processPath(slug, 'drafts')),
        ],
      },
      {
        title: x.t('site.footer.check'),
        links: [
          link(x.t('site.footer.responses'), processPath(slug, 'responses')),
          link(x.t('site.footer.moderation'), processPath(slug, 'moderation')),
          link(x.t('site.footer.priorities'), prioritiesPath(slug)),
          link(x.t('site.footer.outreach'), outreachLogPath(slug)),
          link(x.t('site.footer.data'), processPath(slug, 'data')),
          link(x.t('site.footer.processes'), '/processes'),
        ],
      },
    ];
  }

  /** Where their work is, and what they proposed. */
  private async person(x: Exchange) {
    if (x.actor.kind !== 'account' || !x.actor.id) return [];
    const roles = await this.participants.rolesOf(x.actor.id);
    return [
      ...(roles.length > 0 || x.actor.isAdministrator ? [link(x.t('site.person.work'), '/staff')] : []),
      link(x.t('site.person.proposals'), OWN_PROPOSALS_PATH, x.path === OWN_PROPOSALS_PATH),
    ];
  }
}
