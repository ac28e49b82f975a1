import { Controller, Get, Post } from '@nestjs/common';
import { CommentsQueries, type OwnComment } from '../comments/index.js';
import { holds } from '../kernel/actor.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, seeOther, type Page, type Redirect, type Reply } from '../platform/web/reply.js';
import {
  CommentByMail,
  commentAnchor,
  commentPath,
  CommentProposal,
  ConfirmComment,
  proposalPath,
  type ProposalFacts,
} from './domain/index.js';
import { ProposalCommentsService, type Received } from './proposal-comments.service.js';
import { ProposalShowing } from './proposal-showing.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { langOf, paragraphsOf } from './proposal-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/comment': {
      title: string;
      lead: string;
      lang: string | null;
      paragraphs: string[];
      form: FormModel | null;
      back: LinkModel;
    };
  }
}

/** Commenting on a proposal: seen at once with an account, once the address is confirmed without one. */
@Controller()
export class ProposalCommentsController {
  constructor(
    private readonly service: ProposalCommentsService,
    private readonly comments: CommentsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly showing: ProposalShowing,
  ) {}

  @Post('processes/:process/proposals/:number/comments')
  @Can('proposal.comment')
  write(@X() x: Exchange): Promise<Reply> {
    const facts = x.facts<ProposalFacts>();
    const again = (state: FormState): Promise<Page> => this.showing.page(x, { comment: state });
    if (x.actor.kind !== 'account')
      return x.submit(CommentByMail, {
        guard: 'comment',
        perform: async (said, screening) =>
          received(x, await this.service.writeByMail(facts, said, x.locale, x.actor, screening)),
        again,
      });
    const isTeam = holds(x.who, 'coordinator', 'facilitator', 'reviewer');
    return x.submit(CommentProposal, {
      guard: 'comment',
      perform: async (said, screening) =>
        received(x, await this.service.write(facts, said, { lang: x.locale, isTeam }, x.actor, screening)),
      again,
    });
  }

  /** Opening it changes nothing: mail scanners open every link. */
  @Get('proposals/comments/:comment/:secret')
  @Can('comment.view')
  async show(@X() x: Exchange): Promise<Page> {
    const own = await this.own(x);
    const about = await this.work.author(own.subject.id);
    if (!about) throw notFound();
    const path = proposalPath(about.processSlug, about.number);
    const how = own.awaitsAddress ? 'confirm' : own.isPublic ? 'published' : 'held';
    const title = x.t(`proposals.comments.${how}-title`);
    return x.page(
      'proposals/comment',
      {
        title,
        lead: x.t(`proposals.comments.${how}-lead`),
        lang: langOf(x.t, own.lang),
        paragraphs: paragraphsOf(own.body),
        form: own.awaitsAddress
          ? x.form({ action: this.path(x, 'confirmation'), submit: 'proposals.comments.confirm-submit', fields: [] }, blank())
          : null,
        back: link(about.title, own.isPublic ? `${path}#${commentAnchor(own.number)}` : path),
      },
      { title, process: about.processSlug },
    );
  }

  @Post('proposals/comments/:comment/:secret/confirmation')
  @Can('comment.confirm')
  confirm(@X() x: Exchange): Promise<Reply> {
    return x.submit(ConfirmComment, {
      perform: async () => {
        await this.service.confirm(await this.own(x), x.actor);
        return seeOther(this.path(x), 'proposals.comments.confirmed');
      },
      again: () => this.show(x),
    });
  }

  private async own(x: Exchange): Promise<OwnComment> {
    const own = await this.comments.own(x.facts<OwnComment>().commentId);
    if (!own) throw notFound();
    return own;
  }

  private path(x: Exchange, ...rest: string[]): string {
    return commentPath(x.params['comment'] ?? '', x.params['secret'] ?? '', ...rest);
  }
}

function received(x: Exchange, { number, as }: Received): Redirect {
  const path = proposalPath(x.facts<ProposalFacts>().slug, x.facts<ProposalFacts>().number);
  return seeOther(`${path}#${as === 'published' ? commentAnchor(number) : 'comments'}`, `proposals.comments.${as}`);
}
