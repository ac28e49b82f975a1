import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import type { FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ChooseRhythm, rhythmPath } from './domain/index.js';
import type { RhythmFacts } from './following.access.js';
import { rhythmField } from './rhythm.form.js';
import { Rhythms } from './rhythms.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'following/rhythm': { title: string; lead: string; form: FormModel; end: string };
  }
}

/** How often whoever got a mail wants such mails: by the link in each of them, without signing in. Opening it changes nothing. */
@Controller('rhythm/:secret')
export class RhythmController {
  constructor(private readonly rhythms: Rhythms) {}

  @Get()
  @Can('rhythm.view')
  async show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank({ rhythm: await this.rhythms.ofHash(x.facts<RhythmFacts>().addressHash) }));
  }

  @Post()
  @Can('rhythm.choose')
  choose(@X() x: Exchange): Promise<Reply> {
    return x.submit(ChooseRhythm, {
      perform: async ({ rhythm }) => {
        await this.rhythms.choose(x.facts<RhythmFacts>().addressHash, rhythm);
        return seeOther(rhythmPath(x.params['secret'] ?? ''), 'following.rhythm.done');
      },
      again: (state) => this.page(x, state),
    });
  }

  private page(x: Exchange, state: FormState): Page {
    const title = x.t('following.rhythm.title');
    const form = x.form(
      { action: rhythmPath(x.params['secret'] ?? ''), submit: 'following.rhythm.submit', fields: [rhythmField(x.t)] },
      state,
    );
    return x.page(
      'following/rhythm',
      { title, lead: x.t('following.rhythm.lead'), form, end: x.t('following.rhythm.end') },
      { title },
    );
  }
}
