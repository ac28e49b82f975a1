import { Injectable } from '@nestjs/common';
import type { Translate } from '../platform/i18n/translate.js';
import type { LinkModel, TagModel } from '../platform/web/components.js';

/** What a module above has to say on a proposal's page. */
export interface Aside {
  readonly title: string;
  readonly tag: TagModel | null;
  readonly paragraphs: readonly string[];
  readonly signature: string;
  readonly link: LinkModel;
}

/** Everything that it has to say of one proposal; one query. */
type Say = (proposalId: string, t: Translate) => Promise<readonly Aside[]>;

/** Where modules that proposals know nothing of say what they decided about one. They register when they start. */
@Injectable()
export class ProposalAsides {
  private readonly voices: Say[] = [];

  register(say: Say): void {
    this.voices.push(say);
  }

  async of(proposalId: string, t: Translate): Promise<readonly Aside[]> {
    return (await Promise.all(this.voices.map((say) => say(proposalId, t)))).flat();
  }
}
