import { Controller, Get, Post } from '@nestjs/common';
import { WriteComment } from '../comments/domain/index.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { rulesPath } from '../process/domain/index.js';
import { CallQueries, ProcessQueries, type ProcessRow } from '../process/index.js';
import type { RulesFacts } from './domain/index.js';
import { RuleComments } from './rule-comments.service.js';
import { rulesPage } from './rules.page.js';

/** The rules of a process: the version in force, every earlier one, and what changed from one to the next. */
@Controller('processes/:process/call/rules')
export class RulesController {
  constructor(
    private readonly calls: CallQueries,
    private readonly processes: ProcessQueries,
    private readonly comments: RuleComments,
  ) {}

  @Get()
  @Can('rules.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Get(':version')
  @Can('rules.view')
  version(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post('comments')
  @Can('rules.comment')
  comment(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, version } = x.facts<RulesFacts>();
    return x.submit(WriteComment, {
      guard: 'comment',
      perform: async (comment, screening) => {
        const { isHeld } = await this.comments.write(processId, version ?? 1, { ...comment, lang: x.locale }, x.actor, screening);
        return seeOther(`${rulesPath(slug)}#comments`, isHeld ? 'rules.comment-held' : 'rules.commented');
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, version: inForce } = x.facts<RulesFacts>();
    const versions = await this.calls.rulesVersions(processId);
    const asked = x.params['version'];
    const shown = versions.find(({ version }) => String(version) === (asked ?? String(inForce)));
    if (!shown) throw notFound();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    return rulesPage(x, { process, versions, shown, comments: await this.comments.on(processId) }, state);
  }
}
