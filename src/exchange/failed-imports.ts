import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isLocale, localized } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import { ProcessQueries } from '../process/index.js';
import { exchangePath } from './domain/index.js';
import './happenings.js';
import { ImportsQueries } from './imports.queries.js';

/** Tells the coordination of an import whose job was given up: whoever brought it may have closed the page long ago. */
@Injectable()
export class FailedImports implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly imports: ImportsQueries,
    private readonly processes: ProcessQueries,
    private readonly people: ParticipantsQueries,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('exchange.import-failed', 'exchange.tell-of-failed-import', ({ id, processId, actor, body }) =>
      processId ? this.tell(id, processId, body.importId, actor.id) : undefined,
    );
  }

  /** Whoever brought it, if they still coordinate; else all who do. */
  private async tell(eventId: string, processId: string, importId: string, broughtBy: string | null): Promise<void> {
    const [process, found] = [await this.processes.byId(processId), await this.imports.one(processId, importId)];
    if (!process || !found) return;
    const coordinators = (await this.people.holders('coordinator')).filter((holder) => holder.processId === processId);
    const own = coordinators.filter(({ accountId }) => accountId === broughtBy);
    for (const { accountId, name, email, locale } of own.length > 0 ? own : coordinators) {
      const t = this.translator.in(isLocale(locale) ? locale : this.config.DEFAULT_LOCALE);
      const args = {
        ...{ name, source: found.sourceName, file: found.fileName, process: localized(process.name, t.locale) },
        ...{ done: found.position, total: found.total },
      };
      await this.mailer.queue({
        key: `exchange/failed/${eventId}/${accountId}`,
        kind: 'exchange.failed',
        to: email,
        locale: t.locale,
        subject: t('exchange.mail.failed.subject', args),
        text: [
          t('exchange.mail.failed.hello', args),
          t('exchange.mail.failed.lead', args),
          t('exchange.mail.failed.next', args),
          `${this.config.PUBLIC_URL}/${t.locale}${exchangePath(process.slug, 'imports', importId)}`,
        ].join('\n\n'),
      });
    }
  }
}
