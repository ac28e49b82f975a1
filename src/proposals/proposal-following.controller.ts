import { Controller, Post } from '@nestjs/common';
import { ChooseRhythm, EndFollowing, FollowByMail } from '../following/domain/index.js';
import { FollowingService } from '../following/index.js';
import type { Subject } from '../kernel/subject.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import { proposalPath, type ProposalFacts } from './domain/index.js';
import { ProposalShowing } from './proposal-showing.js';

const subjectOf = (x: Exchange): Subject => ({ kind: 'proposal', id: x.facts<ProposalFacts>().proposalId });

/** Following a proposal: at once with an account, by a confirmed address without one. */
@Controller('processes/:process/proposals/:number')
export class ProposalFollowingController {
  constructor(
    private readonly following: FollowingService,
    private readonly showing: ProposalShowing,
  ) {}

  @Post('following')
  @Can('proposal.follow')
  follow(@X() x: Exchange): Promise<Reply> {
    const { processId } = x.facts<ProposalFacts>();
    if (x.actor.kind === 'account')
      return x.submit(ChooseRhythm, {
        perform: async (command) => {
          await this.following.follow(processId, subjectOf(x), command, x.actor, x.locale);
          return back(x, 'proposals.follow.done');
        },
        again: (state): Promise<Page> => this.showing.page(x, { follow: state }),
      });
    return x.submit(FollowByMail, {
      guard: 'follow',
      perform: async (command) => {
        await this.following.ask(processId, subjectOf(x), command, x.locale);
        return back(x, 'proposals.follow.mail-sent');
      },
      again: (state): Promise<Page> => this.showing.page(x, { follow: state }),
    });
  }

  @Post('following/ending')
  @Can('proposal.unfollow')
  unfollow(@X() x: Exchange): Promise<Reply> {
    return x.submit(EndFollowing, {
      perform: async () => {
        await this.following.unfollow(subjectOf(x), x.actor);
        return back(x, 'proposals.follow.ended');
      },
      again: () => this.showing.page(x),
    });
  }
}

function back(x: Exchange, flash: string): Redirect {
  const { slug, number } = x.facts<ProposalFacts>();
  return seeOther(`${proposalPath(slug, number)}#follow`, flash);
}
