import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { coAuthorPage } from './co-authors.page.js';
import { CoAuthorsQueries, type OwnCoAuthor } from './co-authors.queries.js';
import { CoAuthorsService } from './co-authors.service.js';
import { AcceptCoAuthorship, coAuthorPath, EndCoAuthorship } from './domain/index.js';

/** What somebody does who was asked to sign a proposal, by the link in the mail. Opening it uses nothing up: mail scanners open every link. */
@Controller('proposals/co-authors/:coAuthor/:secret')
export class CoAuthorsController {
  constructor(
    private readonly coAuthors: CoAuthorsService,
    private readonly queries: CoAuthorsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Can('co-author.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, null);
  }

  @Post('acceptance')
  @Can('co-author.accept')
  accept(@X() x: Exchange): Promise<Reply> {
    return x.submit(AcceptCoAuthorship, {
      perform: async (command) => {
        await this.coAuthors.accept(x.facts<OwnCoAuthor>().coAuthorId, command, x.locale, x.actor);
        return seeOther(this.path(x), 'proposals.co-author.accepted');
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post('ending')
  @Can('co-author.end')
  end(@X() x: Exchange): Promise<Reply> {
    return x.submit(EndCoAuthorship, {
      perform: async () => {
        await this.coAuthors.decline(x.facts<OwnCoAuthor>().coAuthorId, x.actor);
        return seeOther(this.path(x), 'proposals.co-author.ended');
      },
      again: (state) => this.page(x, state),
    });
  }

  private path(x: Exchange): string {
    return coAuthorPath(x.params['coAuthor'] ?? '', x.params['secret'] ?? '');
  }

  /** As it stands now: a form that was refused shows why. */
  private async page(x: Exchange, state: FormState | null): Promise<Page> {
    const facts = x.facts<OwnCoAuthor>();
    const own = (await this.queries.own(facts.coAuthorId)) ?? facts;
    return coAuthorPage(x, own, x.params['secret'] ?? '', this.clock.now(), state);
  }
}
