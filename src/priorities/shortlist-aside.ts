import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { link } from '../platform/web/reply.js';
import { ProposalAsides } from '../proposals/index.js';
import { prioritiesPath } from './domain/index.js';
import { PrioritiesQueries } from './priorities.queries.js';

/** Says on a proposal's page whether the shortlist in force has it, and why. */
@Injectable()
export class ShortlistAside implements OnModuleInit {
  constructor(
    private readonly asides: ProposalAsides,
    private readonly queries: PrioritiesQueries,
  ) {}

  onModuleInit(): void {
    this.asides.register(async (proposalId, t) => {
      const placed = await this.queries.placeOf(proposalId);
      if (!placed) return [];
      const { isIn, reason, process, themePosition, themeName, publishedAt, publishedBy } = placed;
      return [
        {
          title: t('priorities.aside.title', { theme: localized(themeName, t.locale) }),
          tag: {
            text: t(isIn ? 'priorities.in' : 'priorities.out'),
            tone: isIn ? 'ok' : 'neutral',
            icon: isIn ? 'check' : 'minus',
          },
          paragraphs: reason.split(/\n+/).filter(Boolean),
          signature: t('priorities.aside.signature', { name: publishedBy, day: t.date(publishedAt, 'day') }),
          link: link(t('priorities.aside.link'), `${prioritiesPath(process)}#theme-${themePosition + 1}`),
        },
      ];
    });
  }
}
