import { Controller, Get, Post } from '@nestjs/common';
import { subjectKey } from '../kernel/subject.js';
import { Can } from '../platform/access/access.js';
import { SubjectRegistry } from '../platform/subjects/subject-registry.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ChooseRhythm, EndFollowing, followPath } from './domain/index.js';
import type { OwnFollow } from './followers.queries.js';
import { rhythmField } from './rhythm.form.js';
import { Rhythms } from './rhythms.js';
import { FollowingService } from './following.service.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'following/link': { title: string; lead: string; subject: LinkModel | null; lang: string | null; form: FormModel };
  }
}

/** The page behind the private link of a follow: one button, which begins or ends it. Opening it changes nothing: mail scanners open every link. */
@Controller('following/:follow/:secret')
export class FollowingController {
  constructor(
    private readonly following: FollowingService,
    private readonly subjects: SubjectRegistry,
    private readonly rhythms: Rhythms,
  ) {}

  @Get()
  @Can('follow.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, null);
  }

  @Post('confirmation')
  @Can('follow.confirm')
  confirm(@X() x: Exchange): Promise<Reply> {
    return x.submit(ChooseRhythm, {
      perform: async (command) => {
        await this.following.confirm(x.facts<OwnFollow>().followId, command, x.actor);
        return seeOther(this.path(x), 'following.confirm.done');
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post('ending')
  @Can('follow.end')
  end(@X() x: Exchange): Promise<Reply> {
    return x.submit(EndFollowing, {
      perform: async () => {
        await this.following.end(x.facts<OwnFollow>().followId, x.actor);
        return seeOther(this.path(x), 'following.end.done');
      },
      again: () => this.show(x),
    });
  }

  private async page(x: Exchange, state: FormState | null): Promise<Page> {
    const { subject, isActive, email } = x.facts<OwnFollow>();
    const view = (await this.subjects.describe([subject], x.locale)).get(subjectKey(subject)) ?? null;
    const what = isActive ? 'end' : 'confirm';
    const title = x.t(`following.${what}.title`);
    return x.page(
      'following/link',
      {
        title,
        lead: x.t(`following.${what}.lead`),
        subject: view && link(view.title, view.href),
        lang: view?.lang && view.lang !== x.locale ? view.lang : null,
        form: x.form(
          {
            action: this.path(x, isActive ? 'ending' : 'confirmation'),
            submit: `following.${what}.submit`,
            submitVariant: isActive ? 'plain' : 'primary',
            fields: isActive ? [] : [rhythmField(x.t)],
          },
          state ?? blank({ rhythm: x.query['rhythm'] ?? (await this.rhythms.of(email)) }),
        ),
      },
      { title },
    );
  }

  private path(x: Exchange, ...rest: string[]): string {
    return followPath(x.params['follow'] ?? '', x.params['secret'] ?? '', ...rest);
  }
}
