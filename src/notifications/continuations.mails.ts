import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ContinuationProof, ContinuationsQueries, type OriginAuthor } from '../proposals/index.js';
import { objectionPath, proposalNumber } from '../proposals/domain/index.js';

type What = 'merged' | 'split' | 'undone' | 'objection-answered';

/** Tells the authors, in their own language, that their proposal goes on elsewhere, by a private link where they can object; and what came of it. */
@Injectable()
export class ContinuationsMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly continuations: ContinuationsQueries,
    private readonly proof: ContinuationProof,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('proposals.proposals-continued', 'notifications.tell-authors-of-continuation', ({ id, body }) =>
      this.tellAll(id, body.continuationId, body.kind === 'merge' ? 'merged' : 'split'),
    );
    this.events.on('proposals.continuation-undone', 'notifications.tell-authors-of-undoing', ({ id, body }) =>
      this.tellAll(id, body.continuationId, 'undone'),
    );
    this.events.on('proposals.objection-answered', 'notifications.tell-author-of-answer-to-objection', async ({ id, body }) => {
      const author = await this.continuations.objector(body.objectionId);
      if (author) await this.tell(id, author.continuationId, author, 'objection-answered');
    });
  }

  private async tellAll(eventId: string, continuationId: string, what: What): Promise<void> {
    for (const author of await this.continuations.originAuthors(continuationId))
      await this.tell(eventId, continuationId, author, what);
  }

  private async tell(eventId: string, continuationId: string, author: OriginAuthor, what: What): Promise<void> {
    const row = await this.continuations.byId(continuationId);
    if (!row) return;
    const t = this.translator.in(author.locale);
    const heads = row.parts.filter(({ role }) => role === 'head').map((part) => `${proposalNumber(part.number)} «${part.title}»`);
    const args = { name: author.name, number: proposalNumber(author.number), title: author.title, heads: t.list(heads) };
    const path = objectionPath(author.partId, this.proof.of(author.partId));
    await this.mailer.queue({
      key: `proposals/${what}/${eventId}/${author.partId}`,
      kind: `proposals.${what}`,
      to: author.email,
      locale: author.locale,
      subject: t(`proposals.mail.${what}.subject`, args),
      text: [
        t('proposals.mail.hello', args),
        t(`proposals.mail.${what}.lead`, args),
        `${this.config.PUBLIC_URL}/${author.locale}${path}`,
        t('proposals.mail.end'),
      ].join('\n\n'),
    });
  }
}
