import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import { scoreProposals, scoresPath, scoringGroupOf } from './domain/index.js';
import { PrioritiesQueries, type CandidateRow } from './priorities.queries.js';
import { PrioritiesService } from './priorities.service.js';
import { scoresPage, ScoresFilter, type Scoring } from './scores.page.js';

/** Where areas and forum members score proposals, a theme at a time. */
@Controller('staff/processes/:process/scores')
export class ScoresController {
  constructor(
    private readonly priorities: PrioritiesService,
    private readonly queries: PrioritiesQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('priorities.score')
  async show(@X() x: Exchange): Promise<Page> {
    return scoresPage(x, await this.scoring(x), null);
  }

  @Post()
  @Can('priorities.score')
  async score(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const scoring = await this.scoring(x);
    return x.submit(scoreProposals(scoring.prioritisation?.criteria ?? []), {
      perform: async ({ scores }) => {
        const as = {
          accountId: x.actor.id ?? '',
          group: scoringGroupOf(x.who) ?? 'forum',
          scorable: new Set(scoring.candidates.map(({ id }) => id)),
        };
        const count = await this.priorities.score(processId, scores, as, x.actor);
        const { theme, page } = ScoresFilter.parse(x.query);
        return seeOther(`${scoresPath(slug)}?theme=${theme ?? ''}&page=${page}`, 'priorities.scored', { count });
      },
      again: (state: FormState) => scoresPage(x, scoring, state),
    });
  }

  /** An area scores the themes in which it was asked; a forum member scores all. */
  private async scoring(x: Exchange): Promise<Scoring> {
    const { processId } = x.facts<ProcessFacts>();
    const areaIds = x.who.roles.flatMap(({ areaId }) => (areaId ? [areaId] : []));
    const themes = scoringGroupOf(x.who) === 'areas' ? await this.queries.themesOfAreas(processId, areaIds) : null;
    const isTheirs = ({ themeId }: CandidateRow): boolean => themes === null || themes.has(themeId);
    return {
      ...((await this.processes.outline(processId)) as ProcessOutline),
      prioritisation: await this.queries.prioritisation(processId),
      candidates: (await this.queries.candidates(processId)).filter(isTheirs),
      own: await this.queries.own(processId, x.actor.id ?? ''),
    };
  }
}
